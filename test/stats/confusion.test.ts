import { describe, expect, it } from "vitest";
import { confusion, labelCounts } from "../../src/stats/confusion.ts";

describe("confusion", () => {
	it("equals scikit-learn's: rows expected, columns given, labels in the order wanted", () => {
		const table = confusion([..."aabbbccccc"], [..."abbbcccaac"], ["c", "b", "a"]);
		expect(table.labels).toEqual(["c", "b", "a"]);
		expect(table.counts).toEqual([
			[3, 0, 2],
			[1, 2, 0],
			[0, 1, 1],
		]);
	});

	it("appends labels that were not named, and keeps those that never occur", () => {
		expect(confusion(["x"], ["y"], ["z"]).labels).toEqual(["z", "x", "y"]);
		expect(labelCounts(confusion(["x"], ["y"], ["z"]))[0]).toEqual({ label: "z", hits: 0, given: 0, expected: 0 });
	});

	it("takes no rows, and refuses ragged lists", () => {
		expect(confusion([], [])).toEqual({ labels: [], counts: [], n: 0 });
		expect(() => confusion(["a"], [])).toThrow("confusion: expected two lists of one length");
	});
});
