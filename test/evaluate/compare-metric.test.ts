import { describe, expect, it } from "vitest";
import { compareMetric, type Pair } from "../../src/evaluate/compare-metric.ts";
import type { Report } from "../../src/evaluate/report.ts";
import type { Metric } from "../../src/metric/metric.ts";
import { made, type NumberMetric, share } from "./numbers.ts";

const settings = { level: 0.95, seed: 0, looks: 1 };

async function compared(
	metric: NumberMetric,
	rows: number,
	a: (n: number) => number | null,
	b: (n: number) => number | null,
) {
	const first = (await made("a", rows, a, [metric])) as Report;
	const second = (await made("b", rows, b, [metric])) as Report;
	const pairs = first.rows.map((row, n): Pair => [row, second.rows[n] as Report["rows"][number]]);
	const summary = first.summary[metric.name];
	if (summary === undefined) throw new Error("no summary");
	return compareMetric(summary, pairs, metric as Metric, settings);
}

const pass: NumberMetric = {
	name: "pass",
	direction: "higher",
	range: [0, 1],
	score: (c) => ({ value: c.output.v === 1 ? 1 : 0 }),
};
const size: NumberMetric = {
	name: "size",
	direction: "lower",
	range: [0, 100],
	score: (c) => ({ value: c.output.v }),
};

describe("compareMetric", () => {
	it("gives pass/fail rows McNemar's exact p: 2 · (1 + 6) / 2⁶ where 5 rows of 6 change one way", async () => {
		// by hand: one of six discordant rows or none, both tails
		const found = await compared(
			pass,
			20,
			(n) => (n < 5 ? 0 : 1),
			(n) => (n === 5 ? 0 : 1),
		);
		expect(found).toMatchObject({ test: "McNemar, exact", better: 5, worse: 1, same: 14, a: 0.75, b: 0.95 });
		expect(found?.p).toBeCloseTo(14 / 64, 12);
		expect(found?.difference).toBeCloseTo(0.2, 12);
		expect(found?.moreRows).toBeGreaterThan(0);
	});

	it("gives other scores the exact sign flip: 2 / 2⁸ where all of 8 rows go one way", async () => {
		const found = await compared(
			size,
			8,
			(n) => n + 3,
			() => 2,
		);
		expect(found).toMatchObject({ test: "sign flip, exact", better: 8, worse: 0 }); // lower is better
		expect(found?.p).toBeCloseTo(2 / 256, 12);
		expect(found?.difference).toBeLessThan(0);
	});

	it("leaves out rows that either could not score, and has nothing to say without a row", async () => {
		const some: NumberMetric = { ...size, score: (c) => ({ value: c.output.v > 5 ? null : c.output.v }) };
		const found = await compared(
			some,
			10,
			(n) => n,
			() => 1,
		);
		expect(found?.rows).toBe(6); // 0 to 5
		expect(
			await compared(
				some,
				3,
				() => 9,
				() => 1,
			),
		).toBeUndefined();
	});

	it("has nothing to say on a whole-set figure whose metric is not at hand", async () => {
		const report = (await made("a", 4, () => 1, [share])) as Report;
		const pairs = report.rows.map((row): Pair => [row, row]);
		const summary = report.summary.share;
		expect(summary && compareMetric(summary, pairs, undefined, settings)).toBeUndefined();
	});

	it("hands one and the same case of a row to every resample, so that a metric can read it once", async () => {
		const seen = new Set<object>();
		const watched: NumberMetric = {
			...share,
			aggregate(rows, failed) {
				for (const row of [...rows, ...failed]) seen.add(row);
				return share.aggregate?.(rows, failed) ?? null;
			},
		};
		const a = (n: number) => (n === 0 ? null : n % 2);
		const b = () => 1;
		await made("a", 30, a, [watched]);
		expect(seen.size).toBe(30);
		seen.clear();
		await compared(watched, 30, a, b);
		expect(seen.size).toBe(4 * 30); // two reports, then two sides of the comparison
	});
});
