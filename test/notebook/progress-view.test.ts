import { describe, expect, it } from "vitest";
import { type ProgressFacts, progressView } from "../../src/notebook/progress-view.ts";

const facts: ProgressFacts = {
	label: "relevance",
	total: 40,
	unit: "row",
	done: 10,
	status: "",
	elapsedMs: 20_000,
	finished: false,
};
const text = (changes: Partial<ProgressFacts>) => progressView({ ...facts, ...changes }).text;

describe("one drawing of the progress bar", () => {
	it("says how far, how long, how fast: 10 rows in 20 s leave a minute for 30", () => {
		expect(text({})).toBe("relevance ██▌░░░░░░░ 10/40 rows · 1 min to go · 2.0 s/row");
	});

	it("puts what it waits for before the pace, and the figures between", () => {
		const words = text({ status: "loading", mean: "accuracy 80.0 %", costUsd: 0, cached: 5, failed: 1, note: "slow" });
		expect(words.split(" · ").slice(1)).toEqual([
			"loading",
			expect.stringMatching(/to go$/),
			"accuracy 80.0 %",
			"cost $0",
			"1 failed",
			expect.stringMatching(/s\/row$/),
			"5 cached",
			"slow",
		]);
	});

	it("knows no pace before the first row that took time", () => {
		expect(text({ done: 0 })).not.toMatch(/to go|\/row/);
		expect(text({ cached: 10 })).not.toMatch(/to go|\/row/);
		expect(text({ elapsedMs: 0 })).not.toMatch(/to go|\/row/);
	});

	it("ends with what stays, without times; a summary stands for all of it", () => {
		const end = { finished: true, done: 40, mean: 0.5 };
		expect(text(end)).toBe("relevance: 40 rows · mean 0.500");
		expect(text({ ...end, done: 3 })).toMatch(/^relevance: 3 of 40 rows/);
		expect(text({ ...end, summary: "stopped" })).toBe("relevance: stopped");
		expect(progressView({ ...facts, ...end }).html).not.toMatch(/to go|s\/row/);
	});

	it("is a whole bar of nothing where there is nothing to do", () => {
		expect(text({ total: 0, done: 0 })).toContain("██████████");
		expect(progressView({ ...facts, total: 0, done: 0 }).html).toContain('max="1" value="1"');
	});

	it("keeps markup in a label from becoming markup", () => {
		expect(progressView({ ...facts, label: "<b>", note: "<i>" }).html).not.toMatch(/<[bi]>/);
	});
});
