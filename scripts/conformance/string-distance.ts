import { damerauLevenshtein } from "../../src/metric/distance/damerau-levenshtein.ts";
import { hamming, hammingSimilarity } from "../../src/metric/distance/hamming.ts";
import { indel, indelSimilarity, lcsSequence } from "../../src/metric/distance/indel.ts";
import { jaro } from "../../src/metric/distance/jaro.ts";
import { jaroWinkler } from "../../src/metric/distance/jaro-winkler.ts";
import { levenshtein, levenshteinSimilarity } from "../../src/metric/distance/levenshtein.ts";
import { osa } from "../../src/metric/distance/osa.ts";
import { partialRatio } from "../../src/metric/distance/partial-ratio.ts";
import { ratio } from "../../src/metric/distance/ratio.ts";
import { tokenSetRatio } from "../../src/metric/distance/token-set-ratio.ts";
import { tokenSortRatio } from "../../src/metric/distance/token-sort-ratio.ts";
import type { Kind } from "./kind.ts";

/** rapidfuzz: fifteen measures of two texts. */
export const kind: Kind = {
	name: "string_distance",
	run(golden) {
		const [a, b] = [golden.a as string, golden.b as string];
		return {
			levenshtein: levenshtein(a, b),
			levenshtein_norm_sim: levenshteinSimilarity(a, b),
			indel: indel(a, b),
			indel_norm_sim: indelSimilarity(a, b),
			hamming_pad: hamming(a, b),
			hamming_pad_norm_sim: hammingSimilarity(a, b),
			osa: osa(a, b),
			damerau_levenshtein: damerauLevenshtein(a, b),
			lcs_seq_len: lcsSequence(a, b),
			jaro: jaro(a, b),
			jaro_winkler: jaroWinkler(a, b),
			ratio: ratio(a, b),
			partial_ratio: partialRatio(a, b),
			token_sort_ratio: tokenSortRatio(a, b),
			token_set_ratio: tokenSetRatio(a, b),
		};
	},
	tolerance: () => ({ absolute: 1e-12, relative: 1e-14 }),
};
