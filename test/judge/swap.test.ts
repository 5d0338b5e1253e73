import { expect, test } from "vitest";
import { judge } from "../../src/judge/judge.ts";
import { swap } from "../../src/judge/swap.ts";
import { exact } from "../../src/metric/exact.ts";
import type { Metric } from "../../src/metric/metric.ts";
import { scripted } from "../../src/model/scripted.ts";
import { quiet, section, written } from "./support.ts";

const rubric = { name: "tone", instructions: "Kind?", scale: { low: 1, high: 5 }, source: "ours" } as const;
const rater = (id: string, score: (row: number) => number) => {
	const model = scripted(
		(request) => {
			const row = Number(/\d+/.exec(section(request, "text"))?.[0]);
			return `<thinking>${id}.</thinking><score>${score(row)}</score>`;
		},
		{ id, identity: id },
	);
	return {
		model,
		metric: judge({ rubric, shows: { text: ({ output }: { output: { text: string } }) => output.text }, model }),
	};
};
const length: Metric<unknown, unknown, { text: string }> = {
	name: "length",
	direction: "higher",
	range: [0, 100],
	score: ({ output }) => ({ value: output.text.length }),
};

test("judges stored outputs again: only the judge is asked, the other metrics stay, both judges are compared in pairs", async () => {
	const first = rater("mild", () => 4);
	const report = await written("writer", 8, (row) => (row === 7 ? new Error("down") : `text ${row}`), [
		first.metric,
		length,
	]);
	const other = rater("strict", (row) => (row < 4 ? 2 : 4));
	const swapped = await swap(report, other.metric, quiet);
	expect(first.model.calls).toBe(7);
	expect(other.model.calls).toBe(7); // the failed row has nothing to judge
	expect(swapped.report.summary.tone?.value).toBeCloseTo((4 * 0.4 + 3 * 0.8 + 0.2) / 8, 12);
	expect(swapped.report.summary.length).toEqual(report.summary.length);
	expect(swapped.report.rows.map(({ output }) => output)).toEqual(report.rows.map(({ output }) => output));
	expect(swapped.report.rows[0]?.scores.tone).toMatchObject({ value: 0.4, raw: 2, reason: "strict." });
	expect(swapped.report.run.rescored).toEqual({ metric: "tone", before: "tone", models: ["strict"] });
	expect(swapped.report.scoringUsage.calls).toBe(7);
	expect(swapped.report.spent.calls).toBe(0);
	expect(swapped.comparison.metrics).toMatchObject([{ metric: "tone", rows: 8, worse: 4, same: 4 }]);
	expect(swapped).toMatchObject({ rows: 7, same: 3 / 7, correlation: null }); // the mild one never varies
	expect(swapped.view().text).toContain("Stored outputs judged again by strict");
	expect(swapped.report.view().text).toContain("judged again by strict: tone in place of tone");
	expect(report.summary.tone?.value).toBeCloseTo((7 * 0.8 + 0.2) / 8, 12); // the first report is as it was
});

test("a judge of another name takes the place of the only one that asked a model", async () => {
	const report = await written("writer", 4, (row) => `text ${row}`, [length, rater("mild", (row) => 1 + row).metric]);
	const renamed = { ...rater("strict", (row) => 2 + row).metric, name: "strict tone" };
	const { report: after, comparison, correlation } = await swap(report, renamed, quiet);
	expect(Object.keys(after.summary)).toEqual(["length", "strict tone"]);
	expect(comparison.metrics).toMatchObject([{ metric: "strict tone", better: 4 }]);
	expect([comparison.a, comparison.b]).toEqual(["tone", "strict tone"]);
	expect(correlation).toBeCloseTo(1, 12);
});

test("a judge that answers junk lowers the coverage of the new report", async () => {
	const report = await written("writer", 4, (row) => `text ${row}`, [rater("mild", () => 3).metric]);
	const broken = judge({ rubric, shows: { text: () => "x" }, model: scripted(() => "junk") });
	const { report: after, rows, same } = await swap(report, broken, quiet);
	expect(after.summary.tone).toMatchObject({ value: null, failed: 4 });
	expect([rows, same]).toEqual([0, null]);
});

test("says which metric it would need to be told", async () => {
	const report = await written("writer", 2, () => "x", [length, { ...length, name: "width" }]);
	await expect(swap(report, rater("mild", () => 3).metric, quiet)).rejects.toThrow(/one of length, width/);
	await expect(swap(report, rater("mild", () => 3).metric, { ...quiet, metric: "depth" })).rejects.toThrow(
		/found "depth"/,
	);
	await expect(
		swap(report, { ...exact("text"), name: "width" } as never, { ...quiet, metric: "length" }),
	).rejects.toThrow(/holds a "width" already/);
});
