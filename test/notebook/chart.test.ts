import * as Plot from "@observablehq/plot";
import { describe, expect, it } from "vitest";
import { chart } from "../../src/notebook/chart.ts";
import { svgOf, wordsOf } from "./svg.ts";

describe("chart", () => {
	it("draws what Plot draws, and prints its sentence on a terminal", async () => {
		const value = await chart({ marks: [Plot.dot([[1, 2], [3, 4]])] }, { alt: "two dots" }); // biome-ignore format: points
		expect(svgOf(value).querySelectorAll("circle")).toHaveLength(2);
		expect(value.text).toBe("two dots");
	});

	it("draws the title and the legend of categories inside the one picture", async () => {
		const rows = [
			{ x: 1, model: "small" },
			{ x: 2, model: "large" },
		];
		const options = { title: "T", color: { legend: true }, marks: [Plot.dotX(rows, { x: "x", fill: "model" })] };
		const svg = svgOf(await chart(options, { alt: "with a title" }));
		expect(wordsOf(svg).slice(0, 3)).toEqual(["T", "large", "small"]);
		expect(svg.querySelectorAll("circle")).toHaveLength(2);
	});
});
