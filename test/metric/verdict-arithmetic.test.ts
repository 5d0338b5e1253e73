import { expect, it } from "vitest";
import { answerCorrectness, answerRelevancy, fBeta, supportedShare } from "../../src/metric/verdict-arithmetic.ts";

const counts = (truePositives: number, falsePositives: number, falseNegatives: number) => ({
	truePositives,
	falsePositives,
	falseNegatives,
});

it("shares what is supported", () => {
	expect(supportedShare([1, 1, 1, 1, 1, 0, 1])).toBeCloseTo(0.8571428571428571, 12);
	expect(supportedShare([false])).toBe(0);
	expect(supportedShare([])).toBeNull();
});

// Values by running ragas 0.4.3
it("weighs precision and recall", () => {
	expect(fBeta(counts(5, 5, 6), 0.5)).toBeCloseTo(0.4901960784313725, 12);
	expect(fBeta(counts(6, 4, 3), 2)).toBeCloseTo(0.6521739130434783, 12);
	expect(fBeta(counts(0, 3, 2), 2)).toBe(0);
	expect(fBeta(counts(0, 0, 0))).toBe(1);
	expect(fBeta(counts(0, 0, 0), 1, { compat: "ragas" })).toBe(0);
	expect(() => fBeta(counts(1, 1, 1), 0)).toThrow("beta above 0");
});

it("mixes statements and similarity", () => {
	expect(answerCorrectness(counts(6, 1, 1), 0.68)).toBeCloseTo(0.8128571428571428, 12);
	expect(answerCorrectness(counts(2, 2, 5), 0.614, { weights: [1, 0] })).toBeCloseTo(0.36363636363636365, 12);
	expect(answerCorrectness(counts(0, 0, 0), 1)).toBe(1);
	expect(() => answerCorrectness(counts(1, 0, 0), 1, { weights: [0, 0] })).toThrow("not both 0");
	expect(() => answerCorrectness(counts(1, 0, 0), 1, { weights: [-1, 2] })).toThrow("at least 0");
});

it("is 0 only when every question came from an answer that commits to nothing", () => {
	expect(
		answerRelevancy(
			[1, 0],
			[
				[1, 0],
				[-1, 0],
			],
			[1, 0],
		),
	).toBe(0);
	expect(answerRelevancy([1, 0], [[3, 4]], [0])).toBeCloseTo(0.6, 12);
	expect(
		answerRelevancy(
			[1, 0],
			[
				[3, 4],
				[1, 0],
			],
			[1, 1],
		),
	).toBe(0);
	expect(answerRelevancy([1, 0], [], [])).toBeNull();
	expect(() => answerRelevancy([1, 0], [[1, 0]], [])).toThrow("a flag for each of 1 questions");
});
