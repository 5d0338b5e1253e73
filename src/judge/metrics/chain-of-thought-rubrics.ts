import type { Rubric } from "../rubric.ts";

const scale = { low: 1, high: 5 };
const source = "the three dimensions of agent evaluation guides, in our words";

/** How well an agent's way and answer serve the user. */
export const helpfulnessRubric: Rubric = {
	name: "chain-of-thought helpfulness",
	instructions:
		"Rate from 1 to 5 how well the agent's steps and its final answer serve what the user asked and evidently needs.",
	scale,
	levels: {
		5: "the steps lead straight to an answer that gives everything needed",
		4: "a small thing is missing or a step is wasted",
		3: "half of what is needed",
		2: "hardly of use",
		1: "of no use",
	},
	source,
};

/** How far an agent keeps to what its steps found. */
export const groundingRubric: Rubric = {
	name: "chain-of-thought faithfulness",
	instructions:
		"Rate from 1 to 5 how far the agent's thoughts and its final answer keep to what the steps found. Facts from nowhere count against it.",
	scale,
	levels: {
		5: "everything comes from the steps",
		4: "a detail does not",
		3: "some of it does not",
		2: "most of it does not",
		1: "it is invented or contradicts the steps",
	},
	source,
};

/** How far an agent keeps to its instructions and to what the question asks for explicitly. */
export const instructionFollowingRubric: Rubric = {
	name: "chain-of-thought instruction following",
	instructions:
		"Rate from 1 to 5 how far the agent keeps to every explicit direction in its instructions and in the question.",
	scale,
	levels: {
		5: "every direction is kept",
		4: "a minor one is not",
		3: "an important one is not",
		2: "most are not",
		1: "none is",
	},
	source,
};
