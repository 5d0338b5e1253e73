import { describe, expect, it } from "vitest";
import { z } from "zod";
import { random } from "../../src/core/random.ts";
import { datasetOf } from "../../src/data/dataset.ts";
import { compare } from "../../src/evaluate/compare.ts";
import { evaluate } from "../../src/evaluate/evaluate.ts";
import { gate } from "../../src/evaluate/gate.ts";
import { leaderboard } from "../../src/evaluate/leaderboard.ts";
import { exact } from "../../src/metric/exact.ts";
import type { Metric } from "../../src/metric/metric.ts";
import { scripted } from "../../src/model/scripted.ts";
import { predict } from "../../src/program/predict.ts";
import { signature } from "../../src/program/signature.ts";

const task = signature({ name: "task", instructions: "Do.", input: { n: z.number() }, output: { v: z.number() } });
const data = (rows: number) =>
	datasetOf(
		Array.from({ length: rows }, (_, n) => ({ n, v: 1 })),
		{ name: "numbers", input: ["n"], expected: ["v"] },
	);
const quiet = { cache: false, progress: false } as const;

/** A report in which row n answers `answer(n)`. */
function made(
	name: string,
	rows: number,
	answer: (n: number) => number,
	metrics: Metric<unknown, { v: number }, { v: number }>[] = [exact("v")],
) {
	const model = scripted(
		(request) => {
			const n = Number(/<n>(\d+)<\/n>/.exec(JSON.stringify(request))?.[1]);
			return JSON.stringify({ v: answer(n) });
		},
		{ id: name },
	);
	const numbers = data(rows) as unknown as Parameters<typeof evaluate<{ n: number }, { v: number }, { v: number }>>[1];
	return evaluate(predict(task).using(model), numbers, metrics, quiet);
}

describe("compare", () => {
	it("finds a clear difference between paired pass rates by McNemar's exact test", async () => {
		const a = await made("a", 40, (n) => (n < 20 ? 1 : 0));
		const b = await made("b", 40, (n) => (n < 32 ? 1 : 0));
		const [metric] = compare(a, b).metrics;
		// binom_test(0, 12, 0.5) = 2 / 4096
		expect(metric).toMatchObject({ better: 12, worse: 0, same: 28, verdict: "better", moreRows: null });
		expect(metric?.difference).toBeCloseTo(0.3, 12);
		expect(metric?.p).toBeCloseTo(2 / 4096, 12);
		expect(compare(a, b).view().text).toContain("b is better than a by 30.0 points");
	});

	it("says not distinguishable, and about how many more rows would decide", async () => {
		const a = await made("a", 40, (n) => (n < 30 ? 1 : 0));
		const b = await made("b", 40, (n) => (n >= 2 && n < 33 ? 1 : 0)); // 3 gained, 2 lost
		const comparison = compare(a, b);
		expect(comparison.metrics[0]).toMatchObject({ verdict: "not distinguishable", better: 3, worse: 2 });
		expect(comparison.metrics[0]?.moreRows).toBeGreaterThan(100);
		expect(comparison.view().text).toMatch(/not distinguishable on these 40 rows .*; about [\d,]+ more would decide/s);
	});

	it("keeps a width where the two never disagree", async () => {
		const a = await made("a", 30, () => 1);
		const [metric] = compare(a, await made("b", 30, () => 1)).metrics;
		expect(metric).toMatchObject({ difference: 0, p: 1, verdict: "not distinguishable", moreRows: null });
		expect((metric?.high ?? 0) - (metric?.low ?? 0)).toBeGreaterThan(0.05);
	});

	it("respects a metric where lower is better, and scores that are no pass rates", async () => {
		const error: Metric<unknown, { v: number }, { v: number }> = {
			name: "error",
			direction: "lower",
			range: [0, Number.POSITIVE_INFINITY],
			score: (c) => ({ value: Math.abs(c.output.v - c.expected.v) }),
		};
		const draw = random(1);
		const a = await made("a", 30, () => 3 + draw.next(), [error]);
		const b = await made("b", 30, () => 2 + draw.next(), [error]);
		expect(compare(a, b).metrics[0]).toMatchObject({
			verdict: "better",
			better: 30 - (compare(a, b).metrics[0]?.worse ?? 0),
		});
	});

	it("compares figures of the whole set by resampling and swapping rows", async () => {
		const share: Metric<unknown, { v: number }, { v: number }> = {
			...exact("v"),
			name: "share",
			aggregate: (rows) => rows.filter((row) => row.output.v === row.expected.v).length / Math.max(1, rows.length),
		};
		const a = await made("a", 40, (n) => (n < 10 ? 1 : 0), [share]);
		const b = await made("b", 40, (n) => (n < 38 ? 1 : 0), [share]);
		const [metric] = compare(a, b).metrics;
		expect(metric).toMatchObject({ verdict: "better", a: 0.25, b: 0.95 });
		expect(metric?.low).toBeGreaterThan(0.5);
	});

	it("corrects for looking at several metrics", async () => {
		const copy = (name: string): Metric<unknown, { v: number }, { v: number }> => ({ ...exact("v"), name });
		const metrics = [copy("one"), copy("two"), copy("three")];
		const a = await made("a", 20, (n) => (n < 10 ? 1 : 0), metrics);
		const b = await made("b", 20, (n) => (n < 16 ? 1 : 0), metrics);
		const [metric] = compare(a, b).metrics;
		expect(metric?.p).toBeCloseTo(2 / 64, 12);
		expect(metric?.adjustedP).toBeCloseTo(6 / 64, 12);
		expect(metric?.verdict).toBe("not distinguishable");
	});

	it("pairs by row id, says when rows are missing, refuses other data", async () => {
		const a = await made("a", 20, () => 1);
		const b = await made("b", 10, () => 1);
		expect(compare(a, b)).toMatchObject({ rows: 10, notes: ["Only the 10 rows in both reports are compared."] });
		const other = { ...b, rows: b.rows.map((row) => ({ ...row, id: `x${row.id}` })) } as typeof b;
		expect(() => compare(a, other)).toThrow(/found no row id in both/);
		const moved = { ...b, rows: b.rows.map((row) => ({ ...row, input: { n: 99 } })) } as typeof b;
		expect(() => compare(a, moved)).toThrow(/different ones in row "1"/);
	});

	it("declares no winner between equals more often than its level allows", async () => {
		const draw = random(11);
		let alarms = 0;
		const template = await made("t", 40, () => 1);
		const noisy = () => ({
			...template,
			rows: template.rows.map((row) => ({ ...row, scores: { exact: { value: draw.next() < 0.6 ? 1 : 0 } } })),
		});
		const runs = 400;
		for (let i = 0; i < runs; i++) {
			if (compare(noisy() as typeof template, noisy() as typeof template).metrics[0]?.verdict !== "not distinguishable")
				alarms++;
		}
		expect(alarms / runs).toBeLessThanOrEqual(0.05 + 2 * Math.sqrt((0.05 * 0.95) / runs));
	});
});

describe("leaderboard", () => {
	it("ranks and says who is really behind the first", async () => {
		const reports = await Promise.all([
			made("weak", 40, (n) => (n < 10 ? 1 : 0)),
			made("best", 40, (n) => (n < 36 ? 1 : 0)),
			made("close", 40, (n) => (n < 35 ? 1 : 0)),
		]);
		const board = leaderboard(reports);
		expect(board.standings.map((standing) => [standing.name, standing.behindFirst])).toEqual([
			["best", false],
			["close", false],
			["weak", true],
		]);
		expect(board.view().text).toContain("not distinguishable");
		expect(() => leaderboard(reports.slice(0, 1))).toThrow(/at least two reports/);
		expect(() => leaderboard(reports, { metric: "nothing" })).toThrow(/expected every report to hold "nothing"/);
	});
});

describe("gate", () => {
	it("asks the lower end of the interval, not the mean", async () => {
		const report = await made("a", 40, (n) => (n < 34 ? 1 : 0)); // 85 %, Wilson low 70.9 %
		expect(gate(report, { exact: ">= 0.8" })).toMatchObject({ passed: false, exitCode: 1 });
		expect(
			gate(report, { exact: ">= 0.7", "format correctness": ">= 0.9", rows: ">= 40", cost: "<= 0" }),
		).toMatchObject({
			passed: true,
			exitCode: 0,
		});
		expect(() => gate(report, { accuracy: ">= 0.8" })).toThrow(/gate: expected one of exact, format correctness/);
		expect(() => gate(report, { exact: "good" })).toThrow(/expected a rule like/);
	});

	it("fails what could not be measured", async () => {
		const report = await made("a", 3, () => 1);
		const unmeasured = { ...report, usage: { ...report.usage, costUsd: null } } as typeof report;
		expect(gate(unmeasured, { cost: "<= 1" })).toMatchObject({ passed: false, checks: [{ found: null }] });
	});
});
