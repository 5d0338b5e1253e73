import type { Rubric } from "../rubric.ts";

/** Rates whether an agent's steps and answer rest on what it had in hand, 1 to 5. */
export const chainOfThoughtFaithfulnessRubric: Rubric = {
	name: "faithfulness of the steps",
	instructions:
		"The steps that an agent took and its final answer are given. Rate how far each step and the answer rest on what the agent had in hand by then (the question, its instructions, the results of its tools), from 1 to 5.",
	scale: { low: 1, high: 5 },
	levels: {
		5: "nothing is made up",
		4: "a trifle is not covered",
		3: "a step or a part of the answer is not covered",
		2: "most of it is not covered",
		1: "it is made up, or contradicts what the tools gave",
	},
	source: "written for touchstone; the dimension is that of the open-source Bedrock agent evaluation (MIT-0)",
};
