import { describe, expect, it } from "vitest";
import { gate } from "../../src/evaluate/gate.ts";
import type { Report } from "../../src/evaluate/report.ts";
import { made, type NumberMetric, share } from "./numbers.ts";

const value: NumberMetric = {
	name: "value",
	direction: "higher",
	range: [0, 10],
	score: (c) => {
		if (c.output.v === 7) throw new Error("no judge");
		return { value: c.output.v };
	},
};

describe("gate", () => {
	it("fails a figure without an interval, whatever its mean", async () => {
		const one = (await made("one", 1, () => 1, [value, share])) as Report;
		expect(gate(one, { value: ">= 0.5" })).toMatchObject({ passed: false, checks: [{ found: null }] });
		expect(gate(one, { share: ">= 0.5" }).passed).toBe(false);
	});

	it("fails an interval that saw no spread: three right rows do not show an F1 of 0.99", async () => {
		const three = (await made("three", 3, () => 1, [value, share])) as Report;
		expect(gate(three, { value: ">= 0.99", share: ">= 0.99" }).checks.map((check) => check.passed)).toEqual([
			false,
			false,
		]);
		expect(gate(three, { value: ">= 0.99" }).view().text).toContain("not measured");
	});

	it("fails an incomplete report, unless a rule says how many rows suffice", async () => {
		const whole = (await made("stopped", 60, () => 1)) as Report;
		const stopped = { ...whole, run: { ...whole.run, stopped: "stopped by the reader" } } as Report;
		expect(gate(stopped, { exact: ">= 0.8" })).toMatchObject({ passed: false, exitCode: 1 });
		expect(gate(stopped, { exact: ">= 0.8" }).view().text).toContain("stopped by the reader");
		expect(gate(stopped, { exact: ">= 0.8", rows: ">= 50" }).passed).toBe(true);
	});

	it("fails a metric that could not score every row", async () => {
		const scored = (await made("a", 60, (n) => 4 + (n % 3), [value])) as Report;
		expect(gate(scored, { value: ">= 4" }).passed).toBe(true);
		const holes = (await made("b", 60, (n) => 5 + (n % 3), [value])) as Report; // every third row: no judge
		expect(holes.summary.value?.failed).toBe(20);
		expect(gate(holes, { value: ">= 4" })).toMatchObject({ passed: false, checks: [{ coverage: "40 of 60 rows" }] });
	});
});
