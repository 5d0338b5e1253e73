import { describe, expect, it } from "vitest";
import { kappa } from "../../src/metric/kappa.ts";
import { caseOf } from "./case-of.ts";

const judge = [1, 3, 3, 5, 5, 4, 1];
const rows = [1, 2, 3, 4, 5, 5, 2].map((grade, row) => caseOf({ x: grade }, { x: judge[row] ?? 0 }));
const labels = [1, 2, 3, 4, 5];

describe("kappa", () => {
	it("equals scikit-learn 1.9.1 with weights", () => {
		expect(kappa("x", { weights: "linear", labels }).aggregate?.(rows, [])).toBeCloseTo(0.6666666666666667, 12);
		expect(kappa("x", { weights: "quadratic", labels }).aggregate?.(rows, [])).toBeCloseTo(0.8738738738738738, 12);
	});

	it("counts an answer off the scale, or none, as the far end", () => {
		const metric = kappa("x", { weights: "quadratic", labels });
		const farEnd = metric.aggregate?.([...rows, caseOf({ x: 5 }, { x: 1 })], []);
		expect(metric.aggregate?.([...rows, caseOf({ x: 5 }, { x: 99 })], [])).toBe(farEnd);
		expect(metric.aggregate?.(rows, [caseOf({ x: 5 }, {})])).toBe(farEnd);
	});

	it("is null where every label is the same, and wants the scale for weights", () => {
		expect(kappa("x").aggregate?.([caseOf({ x: "a" }, { x: "a" })], [])).toBeNull();
		expect(() => kappa("x", { weights: "linear" })).toThrow("expected the scale for linear weights, found 0");
	});
});
