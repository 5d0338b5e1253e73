import { expect, it } from "vitest";
import { numeric, numericSimilarity } from "../../src/metric/numeric.ts";
import { caseOf, context } from "./case-of.ts";

const value = (expected: unknown, output: unknown, options = {}) =>
	numeric("n", options).score(caseOf({ n: expected }, { n: output }), context);

it("forgives rounding, and what the tolerances allow", () => {
	expect(value(0.3, 0.1 + 0.2)).toEqual({ value: 1 });
	expect(value(100, 101)).toEqual({ value: 0, reason: "expected 100, found 101" });
	expect(value(100, 101, { relative: 0.01 })).toEqual({ value: 1 });
	expect(value(-100, -101, { relative: 0.01 })).toEqual({ value: 1 });
	expect(value(0, 0.4, { absolute: 0.5 })).toEqual({ value: 1 });
	expect(value([1, 2], 2)).toEqual({ value: 1 });
	expect(value(null, 2)).toMatchObject({ value: null });
	expect(value(Number.POSITIVE_INFINITY, 5)).toMatchObject({ value: 0 });
	expect(value(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY)).toEqual({ value: 1 });
});

it("gives the similarity under compat", () => {
	expect(value(3, 9.5, { compat: "autoevals" })).toMatchObject({ value: 0.48 });
	expect(numericSimilarity(0, 0.002)).toBe(0);
	expect(numericSimilarity(-1, 1)).toBe(0);
	expect(numericSimilarity(0, -0)).toBe(1);
	expect(numericSimilarity(Number.POSITIVE_INFINITY, 1)).toBe(0);
});

it("says what it needs", () => {
	expect(() => value(1, "1")).toThrow('expected the output to be a number, found "1"');
	expect(() => value(1, Number.NaN)).toThrow("expected the output to be a number");
	expect(() => numeric("n", { absolute: -1 })).toThrow("tolerances of at least 0");
});
