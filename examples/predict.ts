// predict makes a program of a signature: one call to a model that fills the output fields.
// You want it whenever one question is enough. An answer that does not fit is sent back once with what is wrong about it.
import { predict, scripted, signature } from "touchstone";
import { z } from "zod";

const triage = signature({
	name: "triage",
	instructions: "Decide which team answers the customer's message.",
	input: { message: z.string() },
	output: { team: z.enum(["billing", "delivery", "returns"]) },
});

// Says what it is told to, the first time a team that does not exist. local("qwen2.5-coder-0.5b") would go here.
const model = scripted(['{"team":"complaints"}', '{"team":"delivery"}']);
const program = predict(triage).using(model);

const { output, repairs } = await program.run({ message: "The tracking page has said 'in transit' for nine days." });
console.log(`team: ${output.team}`);
console.log(`asked again: ${repairs} time`);

// Prints:
// team: delivery
// asked again: 1 time
