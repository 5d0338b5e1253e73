import { describe, expect, it } from "vitest";
import { checkObservation, itemVariance, meanVariances } from "../../../src/optimize/search/observation.ts";

const choice = {};

describe("the variance of one item", () => {
	it("of a share is p(1 − p) after one success and one failure more", () => {
		expect(itemVariance({ choice, mean: 0.5, n: 10 })).toBe(0.25);
		expect(itemVariance({ choice, mean: 0, n: 1 })).toBeCloseTo((1 / 3) * (2 / 3), 12);
	});

	it("is never 0 by luck, is what was given, and unknown for other scales", () => {
		expect(itemVariance({ choice, mean: 1, n: 300 })).toBeGreaterThan(0);
		expect(itemVariance({ choice, mean: 1, n: 300, variance: 0 })).toBe(0);
		expect(itemVariance({ choice, mean: 27.5, n: 300 })).toBeNull();
	});
});

describe("the variances of means", () => {
	it("are drawn towards the usual one, the more so the fewer the items", () => {
		// usual: (10 · 0 + 30 · 4) / 40 = 3; 10 items believed as 10 of 0 and 10 of 3
		const [few, many] = meanVariances(
			[
				{ choice, mean: 5, n: 10, variance: 0 },
				{ choice, mean: 5, n: 30, variance: 4 },
			],
			0,
		);
		expect(few).toBeCloseTo(1.5 / 10, 12);
		expect(many).toBeCloseTo((30 * 4 + 10 * 3) / 40 / 30, 12);
	});

	it("are 0 where every observation is exact, and take what is unknown from the caller", () => {
		expect(meanVariances([{ choice, mean: 5, n: 1, variance: 0 }], 9)).toEqual([0]);
		expect(meanVariances([{ choice, mean: 5, n: 3 }], 9)).toEqual([3]);
		expect(meanVariances([], 9)).toEqual([]);
	});
});

describe("an observation", () => {
	it.each([
		[{ mean: Number.NaN, n: 1 }, "a finite mean, found NaN"],
		[{ mean: 1, n: 0 }, "n > 0 items, found 0"],
		[{ mean: 1, n: 1, variance: -1 }, "item variance is >= 0, found -1"],
	])("%j is refused", (observed, sentence) => {
		expect(() => checkObservation("search", observed)).toThrow(sentence);
	});
});
