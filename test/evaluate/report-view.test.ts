import { describe, expect, it } from "vitest";
import type { Report, Summary } from "../../src/evaluate/report.ts";
import { noteOf, reportView, summaryText } from "../../src/evaluate/report-view.ts";
import { made, type NumberMetric } from "./numbers.ts";

const summary: Summary = {
	name: "accuracy",
	direction: "higher",
	range: [0, 1],
	unit: "percent",
	value: 0.83,
	low: 0.712,
	high: 0.905,
	level: 0.95,
	method: "Wilson",
	wholeSet: false,
	scored: 40,
	skipped: 0,
	failed: 0,
};

describe("summaryText", () => {
	it("is the value with its interval, without brackets where there is none, a dash where nothing is", () => {
		expect(summaryText(summary)).toBe("83.0 % [71.2, 90.5]");
		expect(summaryText({ ...summary, low: null, high: null })).toBe("83.0 %");
		expect(summaryText({ ...summary, value: null, low: null, high: null })).toBe("–");
	});
});

describe("reportView", () => {
	const some: NumberMetric = {
		name: "some",
		direction: "higher",
		range: [0, 1],
		score: (c) => {
			if (c.input.n === 1) throw new Error("no judge");
			return { value: c.input.n === 0 ? null : 1 };
		},
	};

	it("says what was scored, not applicable and not measured, and how many rows failed", async () => {
		const report = (await made("a", 6, (n) => (n === 5 ? null : 1), [some])) as Report;
		const { text } = reportView(report);
		expect(text).toContain("task: a on numbers, 6 rows");
		expect(text).toMatch(/^some .*4 scored, 1 not applicable, 1 not measured$/m);
		expect(text).toMatch(/^failed rows +1 +16\.7 %$/m);
		expect(text).toMatch(/^repaired answers +1 +in 1 row$/m);
		expect(text).toMatch(/^cost +\$0 +7 calls$/m);
	});

	it("leaves out the lines on repairs and failures where there were none", async () => {
		const { text } = reportView((await made("a", 2, () => 1)) as Report);
		expect(text).not.toMatch(/repaired|failed/);
	});

	it("keeps markup in a name from becoming markup", async () => {
		const { html } = reportView((await made("<img src=x>", 2, () => 1)) as Report);
		expect(html).toContain("&lt;img src=x&gt;");
		expect(html).not.toContain("<img");
	});
});

it("notes the level, a run that ended early, and where the figures come from", async () => {
	const report = (await made("a", 3, () => 1, undefined, { level: 0.9 })) as Report;
	expect(noteOf(report)).toBe(
		`Brackets are 90 % intervals. Program ${report.run.program.hash.slice(0, 8)}, data ${report.run.dataset.hash.slice(0, 8)}, seed 0, touchstone ${report.run.version}.`,
	);
	const stopped = {
		...report,
		run: { ...report.run, stopped: "out of time", dataset: { ...report.run.dataset, rows: 9 } },
	};
	expect(noteOf(stopped)).toMatch(/^INCOMPLETE: out of time; 3 of 9 rows\. /);
});
