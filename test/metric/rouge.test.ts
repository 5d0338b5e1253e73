import { describe, expect, it } from "vitest";
import { kind } from "../../scripts/conformance/rouge.ts";
import { kind as multi } from "../../scripts/conformance/rouge-multi.ts";
import { DataError } from "../../src/core/errors.ts";
import { rouge, rougeScores } from "../../src/metric/rouge.ts";
import { caseOf, context } from "./case-of.ts";
import { checkGolden, goldenIsHere } from "./golden.ts";

const reference = "Police killed the gunman.\nTwo officers were hurt running.";
const candidate = "The gunman was killed by police.\nOfficers hurt while they run.";

describe("rougeScores", () => {
	it("equals rouge-score 0.1.2 without and with stems", () => {
		const plain = rougeScores(reference, candidate);
		expect(plain.rouge1.f1).toBeCloseTo(0.6, 12);
		expect(plain.rouge2.precision).toBeCloseTo(0.1, 12);
		expect(plain.rougeL.recall).toBeCloseTo(0.4444444444444444, 12);
		const stemmed = rougeScores(reference, candidate, { stemmer: true });
		expect(stemmed.rouge1.f1).toBeCloseTo(0.7, 12);
		expect(stemmed.rougeLsum).toEqual({ precision: 5 / 11, recall: 5 / 9, f1: 0.5 });
	});

	it("is 0 where a side is empty or has no ASCII word", () => {
		for (const [a, b] of [
			["", ""],
			["", "a"],
			["a", ""],
			["東京", "東京"],
		] as const) {
			expect(rougeScores(a, b).rouge1).toEqual({ precision: 0, recall: 0, f1: 0 });
			expect(rougeScores(a, b).rougeLsum.f1).toBe(0);
		}
	});

	it("has no pairs in a text of one word", () => {
		const { rouge1, rouge2 } = rougeScores("word", "word");
		expect([rouge1.f1, rouge2.f1]).toEqual([1, 0]);
	});

	it("takes the best reference for each variant", () => {
		const { rouge1, rouge2 } = rougeScores(["a b c x y z", "c b a"], "a b c");
		expect(rouge1.f1).toBe(1); // the second: all three words
		expect(rouge2.f1).toBeCloseTo(4 / 7, 12); // the first: two of two pairs, two of five
	});

	it("says so when there is no reference", () => expect(() => rougeScores([], "a")).toThrow(DataError));

	it.skipIf(!goldenIsHere)("equals rouge-score on the golden pairs", () => {
		expect(checkGolden(kind).differences).toEqual([]);
	});

	it.skipIf(!goldenIsHere)("equals rouge-score on the golden pairs with several references", () => {
		expect(checkGolden(multi).differences).toEqual([]);
	});
});

describe("rouge", () => {
	const metric = rouge("summary", { variant: "rouge1", measure: "recall" });

	it("scores the field of both sides", () => {
		expect(metric.name).toBe("rouge1 recall");
		expect(metric.score(caseOf({ summary: "a b" }, { summary: "b c d" }), context)).toMatchObject({ value: 0.5 });
	});

	it("does not apply without a reference", () => {
		expect(metric.score(caseOf({ summary: null }, { summary: "b" }), context)).toMatchObject({ value: null });
	});

	it("says so when a value is not text", () => {
		expect(() => metric.score(caseOf({ summary: 3 }, { summary: "b" }), context)).toThrow(
			"rouge1 recall: expected the expected value to be text, found number",
		);
	});
});
