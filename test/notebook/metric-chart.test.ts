import { describe, expect, it } from "vitest";
import { metricChart } from "../../src/notebook/metric-chart.ts";
import { svgOf, wordsOf } from "./svg.ts";

const points = [
	{ model: "qwen2.5-coder-1.5b", metric: "accuracy", mean: 0.75, low: 0.5, high: 1 },
	{ model: "qwen2.5-coder-0.5b", metric: "accuracy", mean: 0.5, low: 0.25, high: 0.75 },
	{ model: "qwen2.5-coder-1.5b", metric: "latency", mean: 1800, low: 1700, high: 1900, unit: "ms" as const },
	{ model: "qwen2.5-coder-0.5b", metric: "latency", mean: null, low: null, high: null, unit: "ms" as const },
];

describe("metricChart", () => {
	it("draws a dot for each mean, at the place the numbers say", async () => {
		const svg = svgOf(await metricChart(points));
		const [accuracy, latency] = svg.querySelectorAll("svg");
		const x = [...(accuracy?.querySelectorAll("circle") ?? [])].map((circle) => Number(circle.getAttribute("cx")));
		const [left, right] = [...(accuracy?.querySelectorAll('[aria-label="rule"] line') ?? [])].map((line) =>
			["x1", "x2"].map((name) => Number(line.getAttribute(name))),
		) as [number[], number[]];
		expect(x).toHaveLength(2);
		// both means stand in the middle of their whiskers, a quarter of the axis apart; each whisker is half the axis long
		expect(x[0]).toBeCloseTo(((left[0] ?? 0) + (left[1] ?? 0)) / 2);
		const half = (right[1] ?? 0) - (right[0] ?? 0);
		expect((x[0] ?? 0) - (x[1] ?? 0)).toBeCloseTo(half / 2);
		expect(latency?.querySelectorAll("circle")).toHaveLength(1);
	});

	it("names models, metrics and numbers in picture and text alike", async () => {
		const chart = await metricChart(points);
		const words = wordsOf(svgOf(chart));
		for (const word of [
			"accuracy",
			"latency",
			"qwen2.5-coder-1.5b",
			"75.0 % [50.0, 100.0]",
			"1.80 s [1.70, 1.90]",
			"–",
		]) {
			expect(words).toContain(word);
			expect(chart.text).toContain(word);
		}
		expect(chart.text.split("\n")[1]).toBe("  qwen2.5-coder-1.5b  ██████████████████░░░░░░  75.0 % [50.0, 100.0]");
	});

	it("gives the same bytes twice", async () => {
		expect((await metricChart(points)).svg).toBe((await metricChart(points)).svg);
	});

	it("draws one point without an interval, and a negative one", async () => {
		const one = [{ model: "a", metric: "difference", mean: -0.2, low: null, high: null }];
		expect(svgOf(await metricChart(one)).querySelectorAll("circle")).toHaveLength(1);
	});

	it("refuses to draw nothing", async () => {
		await expect(metricChart([])).rejects.toMatchObject({ code: "data" });
	});
});
