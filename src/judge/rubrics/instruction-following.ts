import type { Rubric } from "../rubric.ts";

/** Rates whether an agent did as it was told, 1 to 5. */
export const instructionFollowingRubric: Rubric = {
	name: "instruction following",
	instructions:
		"The instructions of an agent, its steps and its final answer are given. Rate how far it did as it was told, from 1 to 5. Whether the instructions are wise does not count.",
	scale: { low: 1, high: 5 },
	levels: {
		5: "it followed every instruction that applied",
		4: "it followed all that matter",
		3: "it broke or forgot one that matters",
		2: "it followed few",
		1: "it did something else",
	},
	source: "written for touchstone; the dimension is that of the open-source Bedrock agent evaluation (MIT-0)",
};
