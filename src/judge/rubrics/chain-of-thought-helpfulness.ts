import type { Rubric } from "../rubric.ts";

/** Rates whether an agent's steps helped its answer, 1 to 5. */
export const chainOfThoughtHelpfulnessRubric: Rubric = {
	name: "helpfulness of the steps",
	instructions:
		"The steps that an agent took and its final answer are given. Rate how well the steps helped to answer the question, from 1 to 5.",
	scale: { low: 1, high: 5 },
	levels: {
		5: "every step brought it nearer to the answer",
		4: "they led to the answer with a needless step or two",
		3: "some helped, some led nowhere",
		2: "hardly any helped",
		1: "they led away from the answer, or there are none where some were needed",
	},
	source: "written for touchstone; the dimension is that of the open-source Bedrock agent evaluation (MIT-0)",
};
