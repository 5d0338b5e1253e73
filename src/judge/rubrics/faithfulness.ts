import type { Rubric } from "../rubric.ts";

/** Rates how far an answer keeps to its context, 1 to 5, in one verdict; `judge.faithfulness` goes statement by statement. */
export const faithfulnessRubric: Rubric = {
	name: "faithfulness to the context",
	instructions:
		"Rate how faithful the answer is to the given context, from 1 to 5. Whether it is true in the world does not count; whether the context says so does.",
	scale: { low: 1, high: 5 },
	levels: {
		5: "everything in it is said by the context or follows from it",
		4: "all that matters is; a trifle is not",
		3: "some statements are, some are not",
		2: "most of it is not in the context",
		1: "it contradicts the context or has nothing to do with it",
	},
	source: "written for touchstone; the notion is that of Es et al. 2024, arXiv:2309.15217",
};
