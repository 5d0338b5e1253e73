import { describe, expect, it } from "vitest";
import { compare } from "../../src/evaluate/compare.ts";
import { failedScore } from "../../src/evaluate/score-row.ts";
import type { Metric } from "../../src/metric/metric.ts";
import { made, type NumberMetric } from "./numbers.ts";

const measure = (direction: Metric["direction"], range: Metric["range"]): NumberMetric => ({
	name: "measure",
	direction,
	range,
	score: (c) => ({ value: c.output.v }),
});
const junk = new Error("junk");

describe("the score of a row on which the program failed", () => {
	it("is the worst end of the metric's range, whichever way is better", () => {
		expect(failedScore(measure("higher", [0, 1]), junk).value).toBe(0);
		expect(failedScore(measure("higher", [1, 5]), junk).value).toBe(1);
		expect(failedScore(measure("lower", [0, 5]), junk).value).toBe(5);
		expect(failedScore({ ...measure("lower", [0, 5]), whenFailed: null }, junk).value).toBeNull();
	});

	it("is not measured where the range is open at its worst end", async () => {
		expect(failedScore(measure("lower", [0, Number.POSITIVE_INFINITY]), junk)).toMatchObject({
			value: null,
			error: { message: "junk" },
		});
		const report = await made("a", 4, (n) => (n < 1 ? null : 2), [measure("lower", [0, Number.POSITIVE_INFINITY])]);
		expect(report.summary.measure).toMatchObject({ value: 2, scored: 3, skipped: 0, failed: 1 });
	});

	it("lets no program win by failing where lower is better", async () => {
		const metrics = [measure("lower", [0, 5])];
		const working = await made("working", 20, () => 1, metrics);
		const failing = await made("failing", 20, () => null, metrics);
		expect(failing.summary.measure?.value).toBe(5);
		expect(compare(working, failing).metrics[0]?.verdict).toBe("worse");
	});
});

describe("a metric that returns the wrong thing", () => {
	const returning = async (score: unknown) => {
		const odd = { ...measure("higher", [0, Number.POSITIVE_INFINITY]), score: () => score } as unknown as NumberMetric;
		return made("a", 2, () => 1, [odd]);
	};

	it.each([
		[1, "found 1"],
		[undefined, "found undefined"],
		[null, "found null"],
		["good", 'found "good"'],
		[{ value: undefined }, "found undefined"],
		[{ value: true }, "found true"],
		[{ value: "0.5" }, 'found "0.5"'],
		[{ value: Number.NaN }, "found NaN"],
		[{ value: Number.POSITIVE_INFINITY }, "found Infinity"],
	])("is a score error that names it and says what was found: %o", async (score, found) => {
		const report = await returning(score);
		expect(report.summary.measure).toMatchObject({ value: null, scored: 0, skipped: 0, failed: 2 });
		expect(report.rows[0]?.scores.measure?.error?.message).toMatch(/^metric measure: expected a score/);
		expect(report.rows[0]?.scores.measure?.error?.message).toContain(found);
	});
});
