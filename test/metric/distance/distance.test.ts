import { describe, expect, it } from "vitest";
import { kind } from "../../../scripts/conformance/string-distance.ts";
import { damerauLevenshtein } from "../../../src/metric/distance/damerau-levenshtein.ts";
import { hamming, hammingSimilarity } from "../../../src/metric/distance/hamming.ts";
import { indel, indelSimilarity, lcsSequence } from "../../../src/metric/distance/indel.ts";
import { jaro } from "../../../src/metric/distance/jaro.ts";
import { jaroWinkler } from "../../../src/metric/distance/jaro-winkler.ts";
import { levenshtein, levenshteinSimilarity } from "../../../src/metric/distance/levenshtein.ts";
import { osa } from "../../../src/metric/distance/osa.ts";
import { partialRatio } from "../../../src/metric/distance/partial-ratio.ts";
import { ratio } from "../../../src/metric/distance/ratio.ts";
import { tokenSetRatio } from "../../../src/metric/distance/token-set-ratio.ts";
import { tokenSortRatio } from "../../../src/metric/distance/token-sort-ratio.ts";
import { checkGolden, goldenIsHere } from "../golden.ts";

const measures = [
	levenshtein,
	indel,
	hamming,
	osa,
	damerauLevenshtein,
	lcsSequence,
	jaro,
	jaroWinkler,
	ratio,
	partialRatio,
	tokenSortRatio,
	tokenSetRatio,
];

describe("string distances", () => {
	// rapidfuzz 3.14.6, in the order of the list above
	it.each([
		[
			"this is a test",
			"a different text",
			[11, 18, 15, 11, 11, 6, 0.4900793650793651, 0.4900793650793651, 40, 50, 46.666666666666664, 46.666666666666664],
		],
		[
			"DIXON",
			"DICKSONX",
			[
				4, 5, 6, 4, 4, 4, 0.7666666666666666, 0.8133333333333332, 61.53846153846154, 57.14285714285714,
				61.53846153846154, 61.53846153846154,
			],
		],
		[
			"fuzzy wuzzy was a bear",
			"wuzzy fuzzy was a very bad bear",
			[
				11, 13, 14, 11, 11, 20, 0.8577712609970675, 0.8577712609970675, 75.47169811320755, 83.72093023255813,
				83.01886792452831, 100,
			],
		],
		["🙂a", "a🙂b", [2, 3, 3, 2, 2, 1, 0, 0, 40, 66.66666666666667, 40, 40]],
		["", "", [0, 0, 0, 0, 0, 0, 1, 1, 100, 100, 100, 0]],
		["", "abc", [3, 3, 3, 3, 3, 0, 0, 0, 0, 0, 0, 0]],
		["a", "a", [0, 0, 0, 0, 0, 1, 1, 1, 100, 100, 100, 100]],
		["ca", "abc", [3, 3, 3, 3, 2, 1, 0, 0, 40, 66.66666666666667, 40, 40]],
	] as const)("%j and %j", (a, b, expected) => {
		measures.forEach((measure, i) => {
			expect(measure(a, b), measure.name).toBeCloseTo(expected[i] ?? Number.NaN, 12);
			expect(measure(b, a), `${measure.name} the other way round`).toBeCloseTo(expected[i] ?? Number.NaN, 12);
		});
	});

	it("are similarities of 1 for two empty texts", () => {
		expect([levenshteinSimilarity, indelSimilarity, hammingSimilarity].map((measure) => measure("", ""))).toEqual([
			1, 1, 1,
		]);
	});

	it("cut words at a no-break space only in a text beyond Latin-1, as rapidfuzz does", () => {
		expect(tokenSortRatio("b\u00a0a", "a b")).toBeCloseTo(33.333333333333336, 12);
		expect(tokenSortRatio("b\u00a0a €", "€ a b")).toBe(100);
	});

	it.skipIf(!goldenIsHere)("equal rapidfuzz on the golden pairs", () => {
		expect(checkGolden(kind).differences).toEqual([]);
	});
});
