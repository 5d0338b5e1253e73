import { describe, expect, it } from "vitest";
import { frontChart, progressChart } from "../../src/optimize/charts.ts";
import { svgOf, wordsOf } from "../notebook/svg.ts";
import { outcome, standing, trial } from "./outcome.ts";

const start = standing(0, { tokensPerRow: 100, usdPerRow: 0.001, latencyP50Ms: 200 });
const dear = standing(1, { value: 0.75, low: 0.55, high: 0.88, usdPerRow: 0.004, latencyP50Ms: 400, onFront: true });
const worse = standing(2, { value: 0.4, usdPerRow: 0.002, latencyP50Ms: 300 });
const result = outcome([start, dear, worse], { chosen: dear, leader: dear, promoted: true });

describe("progressChart", () => {
	it("draws every look, the best so far and the start", async () => {
		const some = trial(standing(3, { complete: false, rows: 6, value: 0.9 }), 80);
		const chart = await progressChart({ ...result, trials: [...result.trials, some] });
		const svg = svgOf(chart);
		const counts = [...svg.querySelectorAll('[aria-label="dot"]')].map(
			(group) => group.querySelectorAll("circle").length,
		);
		expect(counts).toEqual([1, 3]); // a look at some rows, three at all
		expect(wordsOf(svg)).toEqual(
			expect.arrayContaining(["gepa on triage: best exact so far", "calls spent", "75.0 %"]),
		);
		expect(chart.text).toBe(
			"best exact so far\n        24 calls  50.0 %  start\n        48 calls  75.0 %  candidate 1",
		);
	});

	it("stands for a single trial, and refuses none with a value", async () => {
		expect(svgOf(await progressChart(outcome([start]))).querySelectorAll("circle")).toHaveLength(1);
		await expect(progressChart(outcome([start], { trials: [] }))).rejects.toThrow(
			"progressChart: expected at least one trial with a value, found none",
		);
	});
});

describe("frontChart", () => {
	it("draws quality by cost and by latency, and connects the candidates that no other beats in both", async () => {
		const chart = await frontChart(result);
		const svg = svgOf(chart);
		const panels = [...svg.querySelectorAll("svg")];
		expect(panels).toHaveLength(2);
		for (const panel of panels) {
			expect(panel.querySelectorAll("circle")).toHaveLength(3);
			const line = panel.querySelector('[aria-label="line"] path')?.getAttribute("d") ?? "";
			expect(line.match(/[ML]/g)).toEqual(["M", "L"]); // from the start to candidate 1; candidate 2 is left aside
		}
		const words = wordsOf(svg);
		for (const word of ["exact and cost of a row", "exact and latency of a row, median", "start", "1 (chosen)", "2"]) {
			expect(words).toContain(word);
		}
		expect(chart.text.split("\n")[2]).toBe(
			"  1 (chosen)      █  75.0 % [55.0, 88.0]  cost of a row $0.00400, latency of a row, median 400 ms",
		);
	});

	it("takes tokens where a price is unknown or nothing costs, and does without latency that was not measured", async () => {
		for (const usdPerRow of [null, 0]) {
			const svg = svgOf(await frontChart(outcome([standing(0, { usdPerRow, latencyP50Ms: null })])));
			expect(wordsOf(svg)).toContain("exact and tokens of a row");
			expect(svg.querySelectorAll("svg")).toHaveLength(1);
		}
	});

	it("finds the front downwards where lower is better", async () => {
		const metric = { name: "distance", direction: "lower" } as const;
		const svg = svgOf(await frontChart({ ...result, metric }));
		const line = svg.querySelector('[aria-label="line"] path')?.getAttribute("d") ?? "";
		expect(line.match(/[ML]/g)).toEqual(["M", "L"]); // from the start to candidate 2, the lowest
	});

	it("refuses an outcome in which no candidate has a value", async () => {
		await expect(frontChart(outcome([standing(0, { value: null })]))).rejects.toThrow("found none");
	});
});
