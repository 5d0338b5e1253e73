import { expect, it } from "vitest";
import { jsonDifference, jsonSimilarity } from "../../src/metric/json-difference.ts";
import { caseOf, context } from "./case-of.ts";

it.each([
	[{}, {}, 1],
	[[], [], 1],
	[[], [1], 0],
	[{ a: 1 }, {}, 0],
	[{ a: null }, {}, 0],
	[{ a: [1, 2, 3] }, { a: [1, 2] }, 2 / 3],
	[true, false, 0],
	[1, "1", 0],
	[{ a: 1 }, [1], 0],
	["kitten", "sitting", 4 / 7],
	["[1,2]", "[1, 2]", 5 / 6],
	[null, null, 1],
])("%j and %j are %d alike", (a, b, value) => {
	expect(jsonSimilarity(a, b)).toBeCloseTo(value, 12);
	expect(jsonSimilarity(b, a)).toBeCloseTo(value, 12);
});

it("reads JSON in texts when asked", () => {
	expect(jsonSimilarity("[1,2]", [1, 2], { parseText: true })).toBe(1);
	expect(jsonSimilarity("12", 12, { parseText: true })).toBe(0); // objects and lists alone
});

it("keeps the peer's ways under compat (values by running autoevals 0.3.0)", () => {
	const compat = "autoevals";
	expect(jsonSimilarity({ a: null }, {}, { compat })).toBe(1);
	expect(jsonSimilarity(true, false, { compat })).toBeCloseTo(0.2, 12);
	expect(jsonSimilarity("[1,2]", [1, 2], { compat })).toBe(1);
	expect(jsonSimilarity({ id: 0, name: true, n: -3 }, "a long sentence here", { compat })).toBeCloseTo(
		0.18518518518518523,
		12,
	);
});

it("is a metric; a list is one value", () => {
	const metric = jsonDifference("x");
	expect(metric.score(caseOf({ x: [1, 2] }, { x: [1, 2] }), context)).toEqual({ value: 1 });
});
