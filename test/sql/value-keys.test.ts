import { describe, expect, it } from "vitest";
import type { SqlValue } from "../../src/sql/result-set.ts";
import { valueKeys } from "../../src/sql/value-keys.ts";

const same = (a: SqlValue, b: SqlValue, tolerance = {}) => {
	const [left, right] = valueKeys([[[a]], [[b]]], tolerance);
	return left?.[0]?.[0] === right?.[0]?.[0];
};

describe("valueKeys", () => {
	it("keeps the shape, ragged and empty too", () => {
		expect(valueKeys([[], [[]], [["a"], ["b", "a"]]])).toEqual([[], [[]], [[0], [1, 0]]]);
	});

	it.each<[SqlValue, SqlValue, boolean]>([
		[1e15, 1e15 + 1, false],
		[0.1 + 0.2, 0.3, true],
		[1e-10, 2e-10, true], // within the absolute tolerance
		[1e6, 1e6 + 0.5, false],
		["1.5", 1.5, true],
		["1.50", 1.5, false],
		["1e3", 1000, false],
		["Infinity", Number.POSITIVE_INFINITY, false],
		["", 0, false],
		[null, "null", false],
		[new Uint8Array([49]), "1", false],
	])("%s and %s: %s", (a, b, expected) => {
		expect(same(a, b)).toBe(expected);
	});
});
