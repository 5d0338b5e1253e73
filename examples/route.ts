// route sends each request to one of several models, in proportion to their weights: an A/B split.
// You want it to try a new model on a part of the traffic. The seed decides, so the same run makes the same choices.
import { predict, route, scripted, signature } from "touchstone";
import { z } from "zod";

const answer = signature({
	name: "answer",
	instructions: "Answer the customer's question in one sentence.",
	input: { customer: z.string(), question: z.string() },
	output: { answer: z.string() },
});

// local("qwen2.5-coder-1.5b") and local("qwen2.5-coder-0.5b") would go here.
const large = scripted(() => '{"answer":"We open at nine."}', { id: "large" });
const small = scripted(() => '{"answer":"At nine."}', { id: "small" });
const split = route([
	{ model: large, weight: 80 },
	{ model: small, weight: 20 },
]);

const program = predict(answer).using(split);
for (let number = 1; number <= 100; number++) {
	await program.run({ customer: `C-${number}`, question: "When do you open?" }, { seed: 1 });
}
console.log(`large ${large.calls}, small ${small.calls}`);

// Prints:
// large 77, small 23
