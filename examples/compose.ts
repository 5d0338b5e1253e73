// compose makes one program of several steps, written as an ordinary async function over them.
// You want it when one call is not enough. Every step keeps its own instructions and may have its own model.
import { compose, predict, scripted, signature } from "touchstone";
import { z } from "zod";

const translate = signature({
	name: "translate",
	instructions: "Translate the message into English.",
	input: { message: z.string() },
	output: { english: z.string() },
});
const triage = signature({
	name: "triage",
	instructions: "Decide which team answers the customer's message.",
	input: { message: z.string() },
	output: { team: z.enum(["billing", "delivery", "returns"]) },
});

const desk = compose(
	"desk",
	{ english: predict(translate), team: predict(triage) },
	async (input: { message: string }, step) => {
		const { english } = await step.english(input);
		const { team } = await step.team({ message: english });
		return { english, team };
	},
);

// Says what it is told to. local("qwen2.5-coder-1.5b") would go here.
const model = scripted(['{"english":"I was charged twice."}', '{"team":"billing"}']);
const { output, trace } = await desk.using(model).run({ message: "Mir wurde zweimal abgebucht." });
console.log(`${output.english} -> ${output.team}`);
console.log(`steps: ${trace.children.map((span) => span.name).join(", ")}`);

// Prints:
// I was charged twice. -> billing
// steps: english, team
