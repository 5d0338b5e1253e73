import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compare } from "../../src/evaluate/compare.ts";
import type { Report } from "../../src/evaluate/report.ts";
import { loadReport, saveReport } from "../../src/evaluate/report-file.ts";
import { exact } from "../../src/metric/exact.ts";
import { made, type NumberMetric, share } from "./numbers.ts";

const named = (name: string): NumberMetric => ({ ...exact("v"), name });
const failsOn = (rows: (n: number) => boolean): NumberMetric => ({
	...share,
	score: (c) => {
		if (rows(c.input.n)) throw new Error("no judge");
		return { value: c.output.v === 1 ? 1 : 0 };
	},
});

describe("what a comparison says", () => {
	it("says why an interval without 0 and an undecided verdict stand side by side", async () => {
		const metrics = [named("one"), named("two"), named("three")];
		const a = (await made("a", 20, (n) => (n < 10 ? 1 : 0), metrics)) as Report;
		const b = (await made("b", 20, (n) => (n < 16 ? 1 : 0), metrics)) as Report;
		const comparison = compare(a, b);
		expect(comparison.metrics[0]?.low).toBeGreaterThan(0);
		expect(comparison.metrics[0]?.verdict).toBe("not distinguishable");
		const sentence = "The interval stands alone; the verdict allows for 3 metrics looked at and for few rows.";
		expect(comparison.view().text.split(sentence).length).toBe(2);
		expect(compare(a, a).view().text).not.toContain("stands alone");
	});

	it("asks for more rows where several metrics are looked at", async () => {
		const run = async (metrics: NumberMetric[]) => {
			const a = (await made("a", 40, (n) => (n < 20 ? 1 : 0), metrics)) as Report;
			const b = (await made("b", 40, (n) => (n >= 3 && n < 25 ? 1 : 0), metrics)) as Report;
			return compare(a, b).metrics[0]?.moreRows ?? 0;
		};
		expect(await run([named("one"), named("two"), named("three")])).toBeGreaterThan(await run([named("one")]));
	});

	it("promises no decision within 0 rows, and none at all beyond a million", async () => {
		const a = (await made("a", 4, () => 1)) as Report;
		const b = (await made("b", 4, () => 0)) as Report; // exact McNemar needs 6 rows, all one way
		expect(compare(a, b).metrics[0]).toMatchObject({ verdict: "not distinguishable", moreRows: 2 });
		const tiny: NumberMetric = {
			name: "tiny",
			direction: "higher",
			range: [-10, 10],
			score: (c) => ({ value: c.output.v }),
		};
		const c = (await made("c", 20, (n) => (n % 2 === 0 ? 1 : -1), [tiny])) as Report;
		const d = (await made("d", 20, (n) => (n % 2 === 0 ? -1 : 1.00001), [tiny])) as Report;
		expect(compare(c, d).metrics[0]?.moreRows).toBeNull();
		expect(compare(c, d).view().text).toContain("no number of rows within reach would decide");
		expect(compare(c, c).view().text).not.toContain("within reach");
	});

	it("shows the report's own value of a whole-set figure: rows that could not be scored stay out of both", async () => {
		const metrics = [failsOn((n) => n < 4)];
		const a = (await made("a", 20, (n) => (n < 10 ? 0 : 1), metrics)) as Report;
		const b = (await made("b", 20, (n) => (n < 6 ? 0 : 1), metrics)) as Report;
		const [metric] = compare(a, b).metrics;
		expect(metric).toMatchObject({ rows: 16, a: a.summary.share?.value, b: b.summary.share?.value });
		expect(metric).toMatchObject({ better: null, worse: null, same: null });
	});

	it("names the reason why a metric is not compared", async () => {
		const path = join(await mkdtemp(join(tmpdir(), "touchstone-")), "a.json");
		const loaded = await loadReport(await saveReport((await made("a", 4, () => 1, [share])) as Report, path));
		expect(compare(loaded, loaded).notes.join()).toContain("needs its metric again");
		const never = { ...named("never"), score: () => ({ value: null }) };
		const a = (await made("a", 4, () => 1, [never])) as Report;
		expect(compare(a, a).notes.join()).toBe("never could not be compared: no row was scored in both reports.");
		const b = (await made("b", 1, () => 1, [named("other")])) as Report;
		expect(compare(a, b).notes).toEqual([
			"Only the 1 row in both reports is compared.",
			"The two reports have no metric in common.",
		]);
		expect(compare(a, b).view().text).toContain("on 1 row of numbers");
	});

	it("prints a small p once, and a name on one line", async () => {
		const a = (await made("a\nb", 40, () => 1)) as Report;
		const b = (await made("c", 40, () => 0)) as Report;
		expect(compare(a, b).view().text).toContain("(p < 0.001, McNemar, exact)");
		expect(compare(a, b).view().text).toMatch(/^c against a b on 40 rows/);
	});
});
