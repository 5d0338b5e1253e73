import type { Rubric } from "../rubric.ts";

/** Says whether a reply is polite: the shortest rubric there is, as a pattern for your own. */
export const politenessRubric: Rubric = {
	name: "politeness",
	instructions: "Say whether the reply is polite.",
	scale: "binary",
	levels: {
		yes: "a stranger would feel well treated",
		no: "it is rude, mocking or curt to the point of rudeness",
	},
	source: "written for touchstone",
};
