// reason is predict with thinking before the answer: one more output field, ahead of the others.
// You want it for questions of several steps, where a model that answers at once guesses. It costs more output tokens.
import { reason, scripted, signature } from "touchstone";
import { z } from "zod";

const total = signature({
	name: "total",
	instructions: "Work out what the customer pays, in euros.",
	input: { order: z.string() },
	output: { euros: z.number() },
});

// Says what it is told to. local("qwen2.5-coder-1.5b") would go here.
const model = scripted([
	'{"reasoning":"Two kettles are 2 x 40 = 80. A quarter off leaves 60. Delivery adds 5.","euros":65}',
]);

const { output } = await reason(total)
	.using(model)
	.run({ order: "Two kettles at 40 euros, 25 % off, plus 5 euros for delivery." });
console.log(output.reasoning);
console.log(`euros: ${output.euros}`);

// Prints:
// Two kettles are 2 x 40 = 80. A quarter off leaves 60. Delivery adds 5.
// euros: 65
