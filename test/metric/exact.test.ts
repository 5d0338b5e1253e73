import { describe, expect, it } from "vitest";
import { deepEqual } from "../../src/metric/deep-equal.ts";
import { exact } from "../../src/metric/exact.ts";
import { normalizeAnswer } from "../../src/metric/text/normalize-answer.ts";
import { caseOf, context } from "./case-of.ts";

const value = (expected: unknown, output: unknown, options = {}) =>
	exact("x", options).score(caseOf({ x: expected }, { x: output }), context);

describe("exact", () => {
	it("is 1 for the same value, 0 with a reason for another", () => {
		expect(value("a", "a")).toEqual({ value: 1 });
		expect(value("a", "b")).toEqual({ value: 0, reason: 'expected "a", found "b"' });
		expect(value("1", 1)).toMatchObject({ value: 0 });
	});

	it("compares lists whole, or takes one of several", () => {
		expect(value(["a", "b"], ["a", "b"])).toEqual({ value: 1 });
		expect(value(["a", "b"], "b")).toEqual({ value: 1 });
		expect(value(["a", "b"], ["b", "a"])).toMatchObject({ value: 0 });
		expect(value([], "b")).toMatchObject({ value: 0 });
	});

	it("normalises both sides when asked", () => {
		expect(value("The Eiffel Tower", "eiffel tower.", { normalize: normalizeAnswer })).toEqual({ value: 1 });
	});

	it("reads through readers", () => {
		const metric = exact({ output: (c: { readonly output: number }) => c.output, expected: () => 3 });
		expect(metric.score(caseOf(null, 3), context)).toEqual({ value: 1 });
	});
});

describe("deepEqual", () => {
	it.each([
		[{ a: 1, b: [{ c: null }] }, { b: [{ c: null }], a: 1 }, true],
		[{ a: undefined }, {}, true],
		[Number.NaN, Number.NaN, true],
		[0, -0, true],
		[new Date(5), new Date(5), true],
		[new Date(5), new Date(6), false],
		[new Date(5), {}, false],
		[null, {}, false],
		[[], {}, false],
		[[1], [1, 2], false],
		[{ a: 1 }, { a: 1, b: 2 }, false],
		[{ b: 2, a: 1 }, { a: 1 }, false],
	])("%j and %j: %s", (a, b, same) => expect(deepEqual(a, b)).toBe(same));
});
