import { describe, expect, it } from "vitest";
import { accuracy } from "../../src/metric/accuracy.ts";
import { labelMetric } from "../../src/metric/labels.ts";
import { caseOf, context } from "./case-of.ts";

const score = (expected: unknown, output: unknown) =>
	accuracy("x").score(caseOf({ x: expected }, { x: output }), context);

describe("a metric on labels", () => {
	it("scores a row 1 or 0, with the reason", () => {
		expect(score("a", "a")).toMatchObject({ value: 1 });
		expect(score("a", "b")).toMatchObject({ value: 0, reason: "expected a, found b" });
		expect(score(1, true)).toMatchObject({ value: 0 });
	});

	it("takes any of several right labels, and skips a row that has none", () => {
		expect(score(["a", "b"], "b")).toMatchObject({ value: 1 });
		expect(score(undefined, "b")).toEqual({ value: null, reason: "no expected label" });
		expect(score([], "b")).toMatchObject({ value: null });
	});

	it("refuses what is no label", () => {
		expect(() => score("a", { text: "a" })).toThrow("accuracy: expected the output to be a label");
		expect(() => score("a", null)).toThrow("found null");
	});

	it("hands failed rows to the figure as answers that nobody gave, and no rows as null", () => {
		const metric = labelMetric("x", { name: "test", range: [0, 9], figure: (pairs) => pairs.length });
		const done = caseOf({ x: "a" }, { x: "a" });
		expect(metric.aggregate?.([done], [caseOf({ x: "b" }, null)])).toBe(2);
		expect(metric.aggregate?.([], [])).toBeNull();
	});

	it("reads a row once, however often it is resampled", () => {
		let reads = 0;
		const output = (c: { output: { x: string } }) => {
			reads++;
			return c.output.x;
		};
		const facts = { name: "test", range: [0, 9], figure: (pairs: readonly unknown[]) => pairs.length } as const;
		const metric = labelMetric({ output, expected: () => "a" }, facts);
		const rows = [caseOf(null, { x: "a" }), caseOf(null, { x: "b" })];
		expect([1, 2, 3].map(() => metric.aggregate?.([...rows, ...rows], []))).toEqual([4, 4, 4]);
		expect(reads).toBe(2);
	});
});
