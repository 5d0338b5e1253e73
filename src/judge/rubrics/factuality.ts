import type { Rubric } from "../rubric.ts";

/** Compares the facts of an answer with those of a reference: lettered choices, each with its score. */
export const factualityRubric: Rubric = {
	name: "factuality",
	instructions:
		"Compare the facts in the answer with those in the reference. Style and wording do not count. Choose the letter that fits.",
	scale: { choices: { A: 0.4, B: 0.6, C: 1, D: 0, E: 1 } },
	levels: {
		A: "the answer holds a part of the reference's facts and contradicts none",
		B: "it holds all of them and more, and contradicts none",
		C: "it holds the same facts",
		D: "it contradicts the reference",
		E: "they differ only in what does not matter to the question",
	},
	source: "written for touchstone; the five cases and their scores are those of autoevals 0.3.0, Factuality",
};
