import { describe, expect, it } from "vitest";
import { fuseRankings } from "../../src/program/retrieve-fusion.ts";

describe("fuseRankings", () => {
	it("adds reciprocal places", () => {
		// a: 1/61 + 1/63, b: 1/62 + 1/61, c: 1/63 + 1/62
		expect(
			fuseRankings([
				["a", "b", "c"],
				["b", "c", "a"],
			]),
		).toEqual([
			["b", 1 / 62 + 1 / 61],
			["a", 1 / 61 + 1 / 63],
			["c", 1 / 63 + 1 / 62],
		]);
	});

	it("prefers an item that two rankings know to one that is first in one", () => {
		const order = fuseRankings([
			["a", "x", "y"],
			["b", "x", "z"],
		]).map(([item]) => item);
		expect(order).toEqual(["x", "a", "b", "y", "z"]);
	});

	it("takes none, one and empty rankings", () => {
		expect(fuseRankings([])).toEqual([]);
		expect(fuseRankings([[], ["a"]], 1)).toEqual([["a", 0.5]]);
	});
});
