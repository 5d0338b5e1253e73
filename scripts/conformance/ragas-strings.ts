import { sentenceChrf } from "../../src/metric/chrf.ts";
import { hammingSimilarity } from "../../src/metric/distance/hamming.ts";
import { jaro } from "../../src/metric/distance/jaro.ts";
import { jaroWinkler } from "../../src/metric/distance/jaro-winkler.ts";
import { levenshteinSimilarity } from "../../src/metric/distance/levenshtein.ts";
import { rougeScores } from "../../src/metric/rouge.ts";
import { splitWords } from "../../src/metric/text/white-space.ts";
import type { Kind } from "./kind.ts";
import { ratio } from "./tolerances.ts";

/** ragas' string metrics. Its BLEU scores the first sentence alone, so neither the golden file nor we have it. */
export const kind: Kind = {
	name: "ragas_strings",
	run(golden) {
		const [reference, candidate] = [golden.reference as string, golden.candidate as string];
		const { rouge1, rougeL } = rougeScores(reference, candidate, { stemmer: true });
		const isBlank = splitWords(reference).length === 0 || splitWords(candidate).length === 0;
		return {
			exact_match: reference === candidate ? 1 : 0,
			string_present: candidate.includes(reference) ? 1 : 0,
			chrf: isBlank ? 0 : sentenceChrf(reference, candidate) / 100,
			levenshtein: levenshteinSimilarity(reference, candidate),
			hamming: hammingSimilarity(reference, candidate),
			jaro: jaro(reference, candidate),
			jaro_winkler: jaroWinkler(reference, candidate),
			rouge1_fmeasure: rouge1.f1,
			rouge1_precision: rouge1.precision,
			rouge1_recall: rouge1.recall,
			rougeL_fmeasure: rougeL.f1,
			rougeL_precision: rougeL.precision,
			rougeL_recall: rougeL.recall,
		};
	},
	tolerance: (path) => (path === "chrf" ? { absolute: 1e-9 } : ratio),
};
