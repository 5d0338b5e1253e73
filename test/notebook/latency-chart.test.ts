import { describe, expect, it } from "vitest";
import { latencyChart } from "../../src/notebook/latency-chart.ts";
import { svgOf, wordsOf } from "./svg.ts";

describe("latencyChart", () => {
	it("draws a dot per row and names the median and p95", async () => {
		// numpy.percentile(range(1, 101), [50, 95]) is 50.5 and 95.05
		const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
		const chart = await latencyChart([
			{ model: "fast", latencyMs: hundred },
			{ model: "slow", latencyMs: hundred.map((ms) => ms * 100) },
		]);
		const svg = svgOf(chart);
		expect(svg.querySelectorAll("circle")).toHaveLength(200);
		const words = wordsOf(svg);
		for (const word of [
			"fast (100 rows)",
			"slow (100 rows)",
			"median 51 ms",
			"p95 95 ms",
			"median 5.05 s",
			"p95 9.51 s",
		]) {
			expect(words).toContain(word);
		}
		expect(chart.text).toContain("slow  ███████████▌░░░░░░░░░░░░  median 5.05 s, p95 9.51 s");
	});

	it("draws one row; names a model that has none", async () => {
		const chart = await latencyChart([
			{ model: "one", latencyMs: [12] },
			{ model: "none", latencyMs: [] },
		]);
		expect(svgOf(chart).querySelectorAll("circle")).toHaveLength(1);
		expect(chart.text).toContain("none  ░░░░░░░░░░░░░░░░░░░░░░░░  median –, p95 –");
	});

	it("stands for times of zero", async () => {
		expect(
			svgOf(await latencyChart([{ model: "instant", latencyMs: [0, 0] }])).querySelectorAll("circle"),
		).toHaveLength(2);
	});

	it("refuses to draw nothing", async () => {
		await expect(latencyChart([{ model: "none", latencyMs: [] }])).rejects.toMatchObject({ code: "data" });
		await expect(latencyChart([])).rejects.toMatchObject({ code: "data" });
	});
});
