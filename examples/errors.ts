// Errors: one class, and one code, for each thing you do next. Facts are fields, so that no message need be parsed.
// You want the code, not instanceof, in notebooks: they can hold two copies of a package.
import { dataset, isTouchstoneError, OutputError, predict, scripted, signature } from "touchstone";
import { z } from "zod";

const rating = signature({
	name: "rating",
	instructions: "Rate the review from 1 to 5 stars.",
	input: { review: z.string() },
	output: { stars: z.int().min(1).max(5) },
});
const review = { review: "Boils fast, bit loud." };
const stubborn = scripted(() => '{"stars":11}'); // local("qwen2.5-coder-0.5b") would go here

const mistakes = [
	() => predict(rating).run(review),
	() => predict(rating).using(stubborn).run(review),
	async () => dataset([{ text: "Boils fast." }], { name: "reviews", input: ["review"], expected: ["stars"] }),
];
for (const mistake of mistakes) {
	try {
		await mistake();
	} catch (error) {
		if (!isTouchstoneError(error)) throw error;
		console.log(`${error.code}: ${error.message}`);
		if (error instanceof OutputError) console.log(`  step ${error.step}, field ${error.field}, said ${error.text}`);
	}
}

// Prints:
// config: rating: no model. Bind one with program.using(model), or pass { model } as the second argument of run.
// output: rating: the answer does not fit after one repair: stars: Too big: expected number to be <=5
//   step rating, field stars, said {"stars":11}
// data: dataset reviews, row 1: expected a column "review", found text
