import { describe, expect, it } from "vitest";
import {
	agrestiCoull,
	binomialTest,
	clopperPearson,
	jeffreys,
	wald,
	wilson,
	wilsonContinuity,
} from "../../src/stats/proportion.ts";
import { expectClose } from "./close.ts";

const all = [wilson, wilsonContinuity, clopperPearson, agrestiCoull, jeffreys, wald];

describe("intervals of a pass rate", () => {
	it("equal statsmodels 0.15.0 and scipy 1.17.1 for 7 of 9 at 90 %", () => {
		const ends = all.map((make) => make(7, 9, 0.9)).map(({ low, high }) => [low, high]);
		expectClose(ends, [
			[0.5036427823767538, 0.9235052624456037],
			[0.4494827578300686, 0.9513214745600813],
			[0.45035835049338985, 0.9589768324930035],
			[0.4962252539912041, 0.9309227908311531],
			[0.5083630348525864, 0.9326883864312973],
			[0.5498341213538931, 1],
		]);
	});

	it("know nothing of no rows, and stay within [0, 1]", () => {
		expect(wilson(0, 0)).toEqual({ low: 0, high: 1, level: 0.95, method: "Wilson" });
		for (const make of all) {
			for (const [successes, n] of [
				[0, 0],
				[0, 1],
				[1, 1],
				[0, 9],
				[9, 9],
			] as const) {
				const { low, high } = make(successes, n, 0.999);
				expect(low).toBeGreaterThanOrEqual(0);
				expect(high).toBeLessThanOrEqual(1);
				expect(low).toBeLessThanOrEqual(high);
			}
		}
	});

	it("refuse impossible counts and levels", () => {
		expect(() => wilson(3, 2)).toThrow("wilson: expected 0 <= successes <= n, found 3 of 2");
		expect(() => wilson(Number.NaN, 2)).toThrow("found NaN of 2");
		expect(() => wilson(1, 2, 95)).toThrow("level between 0 and 1");
	});
});

describe("binomialTest", () => {
	it("equals scipy 1.17.1", () => {
		expectClose(binomialTest(7, 20, 0.2), 0.09822172861346881);
	});

	it("is 1 when nothing was tried", () => {
		expect(binomialTest(0, 0)).toBe(1);
	});
});
