import { expect, it } from "vitest";
import { rankedPrecision } from "../../src/metric/ranked-precision.ts";
import { retrievedIdScores, retrievedIds } from "../../src/metric/retrieved-ids.ts";
import { retrievedTextScores, retrievedTexts } from "../../src/metric/retrieved-texts.ts";
import { averagePrecision } from "../../src/stats/ranking.ts";
import { caseOf, context } from "./case-of.ts";

it("averages precision over the relevant places", () => {
	// Manning et al. 2008: relevant at 1, 3, 6, 9, 10 of ten
	const verdicts = [1, 0, 1, 0, 0, 1, 0, 0, 1, 1];
	expect(rankedPrecision(verdicts)).toBeCloseTo((1 + 2 / 3 + 3 / 6 + 4 / 9 + 5 / 10) / 5, 12);
	const order = verdicts.map((_, place) => -place);
	expect(rankedPrecision(verdicts)).toBeCloseTo(averagePrecision(verdicts, order) ?? Number.NaN, 12);
	expect(rankedPrecision([true, true])).toBe(1);
	expect(rankedPrecision([0, 0])).toBe(0);
	expect(rankedPrecision([])).toBeNull();
	expect(rankedPrecision([], { compat: "ragas" })).toBe(0);
	expect(rankedPrecision([1, 1], { compat: "ragas" })).toBe(2 / (2 + 1e-10));
});

it("knows passages by their text", () => {
	expect(retrievedTextScores(["abcd", "wxyz"], ["abce", "----"])).toEqual({ recall: 0.5, precision: 1 });
	expect(retrievedTextScores(["abcd"], [])).toEqual({ recall: 0, precision: null });
	expect(retrievedTextScores([], ["abcd"])).toEqual({ recall: null, precision: 0 });
	// Half alike: at the threshold
	expect(retrievedTextScores(["ab"], ["ac"]).recall).toBe(1);
	expect(retrievedTextScores(["ab"], ["ac"], { compat: "ragas" })).toEqual({ recall: 0, precision: 1 / (1 + 1e-10) });
	expect(retrievedTextScores(["ab"], ["ac"], { threshold: 0.6 }).recall).toBe(0);
});

it("knows passages by their ids", () => {
	expect(retrievedIdScores([1, 2, 2], ["2", "3", "3"])).toEqual({ recall: 0.5, precision: 0.5 });
	expect(retrievedIdScores([], ["a"])).toEqual({ recall: null, precision: 0 });
	expect(retrievedIdScores(["a"], [])).toEqual({ recall: 0, precision: null });
});

it("gives one figure as a metric", () => {
	const row = caseOf({ ids: ["a", "b"] }, { ids: ["a"] });
	expect(retrievedIds("ids").score(row, context)).toMatchObject({ value: 0.5 });
	expect(retrievedIds("ids", "precision").score(row, context)).toMatchObject({ value: 1 });
	expect(retrievedTexts("ids", { measure: "precision" }).score(row, context)).toMatchObject({ value: 1 });
});
