// A signature says in words and types what a step reads and what it writes.
// You want one for every question you put to a model: it is the prompt, the validation and the TypeScript type at once.
import { signature } from "touchstone";
import { z } from "zod";

const triage = signature({
	name: "triage",
	instructions: "Decide which team answers the customer's message, and how soon.",
	input: { message: z.string() },
	output: {
		team: z.enum(["billing", "delivery", "returns"]),
		urgency: z.int().min(1).max(5).describe("5 when the customer cannot wait"),
	},
});

// What the model is told about each field it fills.
for (const [name, field] of Object.entries(triage.outputSchema.properties as object)) {
	console.log(`${name}: ${JSON.stringify(field)}`);
}

// What your code may rely on: the editor completes it, the compiler checks it.
type Triage = NonNullable<typeof triage.types>["output"];
const answer: Triage = { team: "returns", urgency: 2 };
console.log(`${answer.team}, urgency ${answer.urgency}`);

// Prints:
// team: {"type":"string","enum":["billing","delivery","returns"]}
// urgency: {"type":"integer","minimum":1,"maximum":5,"description":"5 when the customer cannot wait"}
// returns, urgency 2
