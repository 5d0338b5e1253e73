import { describe, expect, it } from "vitest";
import { bestObserved } from "../../../src/optimize/search/best-observed.ts";

const variables = { a: 3 };
const seen = (a: number, mean: number, n: number, variance?: number) => ({
	choice: { a },
	mean,
	n,
	...(variance === undefined ? {} : { variance }),
});

describe("the best observed", () => {
	it("is the first of the highest, with all that was seen of it", () => {
		const best = bestObserved(variables, [seen(0, 6, 1, 4), seen(1, 9, 1, 4), seen(2, 9, 1, 4), seen(1, 5, 3, 4)]);
		expect(best.choice).toEqual({ a: 1 });
		expect(best.mean).toBe((9 + 3 * 5) / 4);
		expect(best.n).toBe(4);
		expect(best.high - best.mean).toBeCloseTo(1.959964 * Math.sqrt(4 / 4), 5);
	});

	it("keeps the interval of a share within [0, 1], and that of another scale free", () => {
		expect(bestObserved(variables, [seen(0, 1, 2)]).high).toBe(1);
		expect(bestObserved(variables, [seen(0, 1, 2, 0.25)]).high).toBeGreaterThan(1);
	});

	it("has an interval where the variance of an item is unknown, and none where it is 0", () => {
		const unknown = bestObserved(variables, [seen(0, 30, 10), seen(1, 50, 10)]);
		expect(unknown.low).toBeLessThan(50);
		const exact = bestObserved(variables, [seen(0, 30, 10, 0)]);
		expect([exact.low, exact.high]).toEqual([30, 30]);
	});

	it("needs an observation", () => {
		expect(() => bestObserved(variables, [])).toThrow("at least one observation to choose the best from, found none");
	});
});
