import { fmevalFactualKnowledge } from "../../src/metric/compat/fmeval-factual-knowledge.ts";
import { fmevalNormalize, fmevalQaScores } from "../../src/metric/compat/fmeval-qa.ts";
import type { Kind } from "./kind.ts";
import { ratio } from "./tolerances.ts";

/** fmeval: normalisation, question-answering accuracy and factual knowledge. */
export const kind: Kind = {
	name: "fmeval_qa",
	run(golden) {
		if (typeof golden.text === "string") return { normalised: fmevalNormalize(golden.text) };
		const [target, output] = [golden.target as string, golden.output as string];
		const scores = fmevalQaScores(target, output);
		const any = fmevalFactualKnowledge(target, output, "OR");
		const all = fmevalFactualKnowledge(target, output, "AND");
		return {
			f1_score: scores.f1,
			exact_match_score: scores.exact,
			quasi_exact_match_score: scores.quasiExact,
			precision_over_words: scores.precision,
			recall_over_words: scores.recall,
			factual_knowledge_OR: any.contained,
			factual_knowledge_quasi_exact_OR: any.quasiContained,
			factual_knowledge_AND: all.contained,
			factual_knowledge_quasi_exact_AND: all.quasiContained,
		};
	},
	tolerance: () => ratio,
};
