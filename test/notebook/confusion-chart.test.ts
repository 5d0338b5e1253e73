import { describe, expect, it } from "vitest";
import { confusionChart } from "../../src/notebook/confusion-chart.ts";
import { svgOf, wordsOf } from "./svg.ts";

const labels = ["positive", "moderate", "negative"];
const counts = [
	[11, 2, 0],
	[4, 7, 3],
	[0, 5, 8],
];

describe("confusionChart", () => {
	it("draws a cell per pair, row by row, and says how many are right", async () => {
		const chart = await confusionChart({ labels, counts, title: "qwen2.5-coder-0.5b" });
		const svg = svgOf(chart);
		expect(svg.querySelectorAll('[aria-label="cell"] rect')).toHaveLength(9);
		const numbers = wordsOf(svg).filter((word) => /^\d+$/.test(word));
		expect(numbers.map(Number)).toEqual(counts.flat());
		expect(wordsOf(svg)).toEqual(expect.arrayContaining([...labels, "expected", "predicted", "qwen2.5-coder-0.5b"]));
		expect(chart.html).toContain('alt="Confusion matrix of qwen2.5-coder-0.5b: 26 of 40 right."');
	});

	it("colours the largest share of a row darkest", async () => {
		const svg = svgOf(await confusionChart({ labels: ["a", "b"], counts: [[9, 1], [0, 0]] })); // biome-ignore format: a matrix
		const fills = [...svg.querySelectorAll('[aria-label="cell"] rect')].map((cell) => cell.getAttribute("fill"));
		const brightness = fills.map((fill) => (fill?.match(/\d+/g) ?? []).reduce((sum, part) => sum + Number(part), 0));
		expect(brightness[0]).toBeLessThan(brightness[1] ?? 0);
		expect(brightness[2]).toBe(brightness[3]); // a label that never occurs
	});

	it("takes the number of right ones where a label stands for several", async () => {
		const folded = await confusionChart({ labels: ["a", "others"], counts: [[1, 1], [0, 8]], right: 5 }); // biome-ignore format: a matrix
		expect(folded.html).toContain('alt="Confusion matrix: 5 of 10 right."');
	});

	it("says the same in text", async () => {
		expect((await confusionChart({ labels, counts })).text.split("\n").slice(2)).toEqual([
			"positive                      11         2         0",
			"moderate                       4         7         3",
			"negative                       0         5         8",
		]);
	});

	it("refuses counts that are not square", async () => {
		await expect(confusionChart({ labels, counts: [[1, 2]] })).rejects.toThrow(/expected 3 rows .* found 1 row of 2/);
		await expect(confusionChart({ labels: [], counts: [] })).rejects.toMatchObject({ code: "data" });
	});
});
