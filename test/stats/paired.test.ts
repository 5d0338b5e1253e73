import { describe, expect, it } from "vitest";
import { pairedT, signTest } from "../../src/stats/paired.ts";
import { expectClose } from "./close.ts";

const a = [0.82, 0.64, 0.91, 0.55, 0.73, 0.88];
const b = [0.79, 0.6, 0.8, 0.57, 0.7, 0.71];

describe("pairedT", () => {
	it("equals scipy 1.17.1", () => {
		const test = pairedT(a, b);
		expectClose([test.t, test.p, test.degreesOfFreedom], [2.1575848566842297, 0.08344121885568315, 5]);
		expectClose([test.interval.low, test.interval.high], [-0.011484979911847666, 0.1314849799118477], 1e-9);
		expectClose(test.effect, 2.1575848566842297 / Math.sqrt(6));
	});

	it("says nothing of one pair and of equal lists, and is sure of a constant difference", () => {
		expect(pairedT([2], [1])).toMatchObject({ t: null, p: 1, sdDifference: 0, meanDifference: 1 });
		expect(pairedT(a, a)).toMatchObject({ t: null, p: 1, effect: null });
		expect(pairedT([2, 3, 4], [1, 2, 3])).toMatchObject({ t: Number.POSITIVE_INFINITY, p: 0 });
	});

	it("refuses ragged, empty and unfinished lists", () => {
		expect(() => pairedT([1, 2], [1])).toThrow("two lists of one length, found 2 and 1");
		expect(() => pairedT([], [])).toThrow("at least 1 value");
		expect(() => pairedT([1, Number.NaN], [1, 2])).toThrow("finite numbers, found NaN");
	});
});

describe("signTest", () => {
	it("equals scipy's binomial test of 5 of 6, and leaves ties out", () => {
		expectClose(signTest(a, b), 0.21875);
		expectClose(signTest([...a, 1], [...b, 1]), 0.21875);
		expect(signTest(a, a)).toBe(1);
	});
});
