import { describe, expect, it } from "vitest";
import { progress } from "../../src/notebook/progress.ts";
import { expectInlineOnly } from "../view/inline-only.ts";
import { stage } from "./stage.ts";

describe("progress", () => {
	it("draws at once, before the first row is done", () => {
		const { options, last } = stage();
		progress("task", 40, options);
		expect(last()).toBe("task ░░░░░░░░░░ 0/40 rows");
	});

	it("shows rows, rate, time to go, mean and cost", async () => {
		const { options, pass, last } = stage();
		const bar = progress("task", 40, options);
		await pass(5000);
		bar.update({ done: 10, mean: "accuracy 80.0 %", costUsd: 0, failed: 1 });
		expect(last()).toBe("task ██▌░░░░░░░ 10/40 rows · 15 s to go · accuracy 80.0 % · cost $0 · 1 failed · 2.0 rows/s");
		await pass(15_000);
		bar.update({ done: 10, costUsd: null });
		expect(last()).toContain("1 min to go · accuracy 80.0 % · cost unknown · 1 failed · 2.0 s/row");
	});

	it("leaves rows from a cache out of the rate", async () => {
		const { options, pass, last } = stage();
		const bar = progress("task", 40, options);
		await pass(4000);
		bar.update({ done: 22, cached: 20 });
		expect(last()).toContain("22/40 rows · 36 s to go · 2.0 s/row · 20 cached");
	});

	it("leaves the time before the first row out of the rate when it said what it waited for", async () => {
		const { options, pass, last } = stage();
		const bar = progress("task", 4, options);
		bar.status("loading the model");
		await pass(60_000);
		bar.status("");
		await pass(800);
		bar.update({ done: 1 });
		await pass(200);
		expect(last()).toContain("1/4 rows · 3.0 s to go · 1.0 s/row");
	});

	it("says first of all what it waits for", async () => {
		const { options, pass, last } = stage();
		const bar = progress("task", 4, options);
		bar.update({ done: 1, mean: 0.5 });
		bar.status("waiting for another notebook");
		await pass(200);
		expect(last()).toContain("1/4 rows · waiting for another notebook");
		bar.status("");
		await pass(200);
		expect(last()).not.toContain("waiting");
	});

	it("draws five times a second at most, and the last of a burst", async () => {
		const { options, pass, drawn, last } = stage();
		const bar = progress("task", 1000, options);
		for (let done = 1; done <= 1000; done++) {
			bar.update({ done });
			if (done % 10 === 0) await pass(10);
		}
		await pass(200);
		expect(drawn.length).toBeLessThanOrEqual(8); // one second and a bit
		expect(last()).toContain("1000/1,000 rows");
	});

	it("keeps no times and no cached count at the end: a notebook run twice stays the same", async () => {
		const texts = [];
		for (const [ms, cached] of [
			[5000, 0],
			[9000, 40],
		] as const) {
			const { options, pass, kept } = stage();
			const bar = progress("task", 40, options);
			await pass(ms);
			bar.update({ done: 40, mean: 0.8, costUsd: 0, cached });
			await bar.done();
			texts.push(kept.map((view) => view.text + view.html).join());
			expect(kept[0]?.text).toBe("task: 40 rows · mean 0.800 · cost $0");
		}
		expect(texts[0]).toBe(texts[1]);
	});

	it("draws nothing after the end", async () => {
		const { options, pass, drawn, kept } = stage();
		const bar = progress("task", 40, options);
		bar.update({ done: 1 });
		await bar.done("stopped after 1 row; it is kept");
		await bar.done();
		bar.update({ done: 2 });
		await pass(1000);
		expect(kept.map((view) => view.text)).toEqual(["task: stopped after 1 row; it is kept"]);
		expect(drawn).toHaveLength(1);
	});

	it("stands for no rows at all, and for one", async () => {
		const { options, kept } = stage();
		await progress("task", 0, options).done();
		await progress("task", 1, options).done();
		expect(kept.map((view) => view.text)).toEqual(["task: 0 rows", "task: 0 of 1 row"]);
		expect(kept[0]?.html).toContain('max="1" value="1"');
	});

	it("is a progress element with inline styles in a notebook", () => {
		const { options, drawn } = stage();
		progress("<task>", 40, options);
		expect(drawn[0]?.html).toContain('<progress max="40" value="0"');
		expect(drawn[0]?.html).toContain("&lt;task&gt;");
		expectInlineOnly(drawn[0]?.html ?? "");
	});
});
