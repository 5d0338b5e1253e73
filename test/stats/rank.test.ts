import { describe, expect, it } from "vitest";
import { ranks, tieSizes } from "../../src/stats/rank.ts";

describe("ranks", () => {
	it("equal scipy's rankdata", () => {
		expect(ranks([3, 1, 4, 1, 5, 9, 2, 6])).toEqual([4, 1.5, 5, 1.5, 6, 8, 3, 7]);
	});

	it("take empty, single and all-equal lists", () => {
		expect([ranks([]), ranks([5]), ranks([5, 5, 5])]).toEqual([[], [1], [2, 2, 2]]);
		expect(tieSizes([2, 1, 2])).toEqual([2, 1]);
	});
});
