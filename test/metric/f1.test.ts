import { describe, expect, it } from "vitest";
import { balancedAccuracy } from "../../src/metric/balanced-accuracy.ts";
import { f1 } from "../../src/metric/f1.ts";
import { kappa } from "../../src/metric/kappa.ts";
import { matthews } from "../../src/metric/matthews.ts";
import { precision } from "../../src/metric/precision.ts";
import { recall } from "../../src/metric/recall.ts";
import { caseOf } from "./case-of.ts";

// scikit-learn 1.9.1 on these ten rows
const given = [..."abbbcccaac"];
const rows = [..."aabbbccccc"].map((label, row) => caseOf({ x: label }, { x: given[row] ?? "" }));
const figure = (metric: ReturnType<typeof f1<"x">>, failed: typeof rows = []) => metric.aggregate?.(rows, failed);

describe("whole-set figures of labels", () => {
	it("equal scikit-learn", () => {
		expect(figure(f1("x"))).toBeCloseTo(0.5777777777777778, 12);
		expect(figure(f1("x", { average: "weighted", beta: 2 }))).toBeCloseTo(0.6034090909090909, 12);
		expect(figure(f1("x", { average: "micro" }))).toBeCloseTo(0.6, 12);
		expect(figure(precision("x"))).toBeCloseTo(0.5833333333333334, 12);
		expect(figure(recall("x", { labels: ["c"] }))).toBeCloseTo(0.6, 12);
		expect(figure(balancedAccuracy("x"))).toBeCloseTo(0.5888888888888889, 12);
		expect(figure(matthews("x"))).toBeCloseTo(0.3908158746754515, 12);
		expect(figure(kappa("x"))).toBeCloseTo(0.3846153846153846, 12);
	});

	it("count a failed row against the label it should have had, and average over no label more", () => {
		const failed = [caseOf({ x: "a" }, { x: "" })];
		// a: 1 hit of now 3 expected, 3 given; b and c as before
		expect(figure(recall("x"), failed)).toBeCloseTo((1 / 3 + 2 / 3 + 3 / 5) / 3, 12);
		expect(figure(precision("x"), failed)).toBeCloseTo(0.5833333333333334, 12);
		for (const metric of [balancedAccuracy("x"), matthews("x"), kappa("x")]) {
			expect(figure(metric, failed)).toBeLessThan(figure(metric) ?? 0);
		}
	});

	it("are named for what they average", () => {
		expect([f1("x").name, f1("x", { labels: ["yes"], beta: 0.5 }).name]).toEqual(["F1 (macro)", "F0.5 of yes"]);
	});
});
