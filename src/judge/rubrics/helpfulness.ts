import type { Rubric } from "../rubric.ts";

/** Rates how well an answer serves the one who asked, 1 to 5. */
export const helpfulnessRubric: Rubric = {
	name: "helpfulness",
	instructions:
		"Rate how helpful the answer is to the person who asked, from 1 to 5. Only what serves the question counts; length does not.",
	scale: { low: 1, high: 5 },
	levels: {
		5: "answers all of the question, correctly and ready to use",
		4: "answers it, with a small gap or something needless",
		3: "answers a part of it, or leaves the reader to work out the rest",
		2: "touches on it but would not help",
		1: "does not help, or misleads",
	},
	source: "written for touchstone; the notion is that of Askell et al. 2021, arXiv:2112.00861",
};
