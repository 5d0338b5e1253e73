import { expect, it } from "vitest";
import { type CurveFacts, liveCurve } from "../../src/optimize/live-curve.ts";
import { picture } from "../../src/view/picture.ts";
import { svgOf, wordsOf } from "../notebook/svg.ts";
import { standing, trial } from "./outcome.ts";

const metric = { name: "exact", direction: "higher", unit: "percent" } as const;
const draw = (facts: Partial<CurveFacts>) =>
	svgOf(picture({ svg: liveCurve({ metric, trials: [], calls: 100, spent: 0, ...facts }), alt: "", text: "" }));
const numbers = (svg: Element, name: string) =>
	[...svg.querySelectorAll("circle")].map((circle) => Number(circle.getAttribute(name)));

it("puts dots in proportion, and steps up at each better trial", () => {
	const trials = [0.5, 0.4, 0.6].map((value, n) => trial(standing(n, { value }), 25 * (n + 1)));
	const svg = draw({ trials, spent: 90 });
	const [x, y] = [numbers(svg, "cx"), numbers(svg, "cy")] as [number[], number[]];
	const at = (list: number[], index: number) => list[index] as number;
	expect(at(x, 2) - at(x, 1)).toBeCloseTo(at(x, 1) - at(x, 0));
	expect(at(y, 1) - at(y, 0)).toBeCloseTo(at(y, 0) - at(y, 2));
	const path = svg.querySelector("path")?.getAttribute("d") ?? "";
	expect(path).toMatch(new RegExp(`^M${x[0]}\\.?0? ${y[0]}\\.?0?H${x[2]}\\.?0?V${y[2]}\\.?0?H[\\d.]+$`));
	expect(wordsOf(svg)).toEqual(expect.arrayContaining(["best exact so far", "60.0 %", "start 50 %", "0", "100 calls"]));
});

it("draws trials on some rows hollow, and leaves them out of the curve", () => {
	const some = trial(standing(1, { complete: false, rows: 6, value: 1 }), 30);
	const svg = draw({ trials: [trial(standing(0), 24), some] });
	expect([...svg.querySelectorAll("circle")].map((circle) => circle.getAttribute("fill"))).toEqual(["#0072b2", "none"]);
	expect(svg.querySelector("path")?.getAttribute("d")).not.toContain("V");
});

it("keeps its frame without a trial, with one, and with none that has a value", () => {
	for (const trials of [[], [trial(standing(0, { value: 0 }), 24)], [trial(standing(0, { value: null }), 24)]]) {
		expect(draw({ trials }).querySelectorAll("line").length).toBeGreaterThan(1);
	}
});

it("goes down where lower is better, says so, and widens for a run beyond its forecast", () => {
	const trials = [900, 700].map((value, n) => trial(standing(n, { value }), 80 * (n + 1)));
	const svg = draw({ trials, metric: { name: "latency", direction: "lower", unit: "ms" }, spent: 170 });
	const [first, second] = numbers(svg, "cy") as [number, number];
	expect(second).toBeGreaterThan(first);
	expect(wordsOf(svg)).toEqual(expect.arrayContaining(["best latency so far, lower is better", "170 calls", "700 ms"]));
});
