import type { Rubric } from "../rubric.ts";

/** Rates a summary against its document on four dimensions, 1 to 5. */
export const summaryRubric: Rubric = {
	name: "summary quality",
	instructions: [
		"Compare a summary with its document and rate how well it captures the key points, from 1 to 5.",
		"Consistency: it stays true to the document and adds nothing.",
		"Relevance: it holds the essential facts and leaves trivial ones out.",
		"Fluency: it reads well and is grammatical.",
		"Coherence: its facts follow from one another in order.",
		"5: the best summary, fully true to the document. 1: the worst, it has nothing to do with the document.",
		"Explain the score in one short sentence first.",
	].join("\n"),
	scale: { low: 1, high: 5 },
	source: "the four dimensions of Fabbri et al. 2021, SummEval, arXiv:2007.12626, as model-migration guides use them",
};
