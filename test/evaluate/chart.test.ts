import { describe, expect, it } from "vitest";
import { z } from "zod";
import { datasetOf } from "../../src/data/dataset.ts";
import * as chart from "../../src/evaluate/chart.ts";
import { evaluate } from "../../src/evaluate/evaluate.ts";
import type { Report } from "../../src/evaluate/report.ts";
import { exact } from "../../src/metric/exact.ts";
import { scripted } from "../../src/model/scripted.ts";
import { predict } from "../../src/program/predict.ts";
import { signature } from "../../src/program/signature.ts";
import { svgOf, wordsOf } from "../notebook/svg.ts";
import { made, type NumberMetric } from "./numbers.ts";

const kind = signature({
	name: "kind",
	instructions: "Name it.",
	input: { n: z.string() },
	output: { label: z.string() },
});

/** A report of answers to expected labels; null is a row that failed. */
async function answers(pairs: readonly (readonly [expected: string, found: string | null])[]): Promise<Report> {
	const data = datasetOf(
		pairs.map(([label], n) => ({ n: String(n), label })),
		{ input: ["n"], expected: ["label"] },
	);
	const model = scripted(
		(request) => {
			const n = Number(/<n>(\d+)<\/n>/.exec(JSON.stringify(request))?.[1]);
			const found = pairs[n]?.[1] ?? null;
			return found === null ? "junk" : JSON.stringify({ label: found });
		},
		{ id: "guess" },
	);
	const metrics = [exact("label")];
	return (await evaluate(predict(kind).using(model), data, metrics, { cache: false, progress: false })) as Report;
}

describe("chart.metrics", () => {
	const size: NumberMetric = {
		name: "size",
		direction: "higher",
		range: [0, 10],
		score: (c) => ({ value: c.output.v }),
	};
	const nothing: NumberMetric = { ...size, name: "nothing", score: () => ({ value: null }) };

	it("draws each metric that has a value, once a report", async () => {
		const a = (await made("a", 4, (n) => n, [size, nothing])) as Report;
		const b = (await made("b", 4, () => 1, [size, nothing])) as Report;
		const words = wordsOf(svgOf(await chart.metrics([a, b])));
		expect(words).toEqual(expect.arrayContaining(["size", "a", "b"]));
		expect(words).not.toContain("nothing");
	});

	it("draws the metrics that are asked for alone", async () => {
		const a = (await made("a", 4, (n) => n, [size, { ...size, name: "other" }])) as Report;
		expect((await chart.metrics([a], { names: ["other"] })).text).toMatch(/^other\n/);
	});
});

describe("chart.latencies", () => {
	it("leaves out rows that failed, and names the reports", async () => {
		const report = (await made("slow", 5, (n) => (n < 2 ? null : 1))) as Report;
		expect((await chart.latencies([report])).text).toContain("slow");
		expect(svgOf(await chart.latencies([report])).querySelectorAll("circle")).toHaveLength(3);
	});
});

describe("chart.confusion", () => {
	it("counts expected down and answers across, failed rows apart", async () => {
		const report = await answers([["a", "a"], ["a", "b"], ["b", "b"], ["b", null]]); // biome-ignore format: pairs
		const shown = await chart.confusion(report, "label");
		const rows = shown.text.split("\n").slice(-3);
		expect(rows.map((row) => row.split(/\s{2,}/))).toEqual([
			["a", "1", "1", "0"],
			["b", "0", "1", "1"],
			["(failed)", "0", "0", "0"],
		]);
		expect(shown.html).toContain("2 of 4 right");
	});

	it("refuses a field that no row has", async () => {
		const report = await answers([["a", "a"]]);
		expect(() => chart.confusion(report, "lable")).toThrow(
			'chart.confusion: expected a field of the expected values, found "lable"',
		);
	});

	it("shows of many labels the ones with the most mistakes, and the others as one", async () => {
		const label = (n: number) => `label ${n}`;
		const right = Array.from({ length: 80 }, (_, n) => [label(n % 40), label(n % 40)] as const);
		const wrong = Array.from({ length: 30 }, (_, n) => [label(7), label(n % 2 === 0 ? 8 : 30)] as const);
		const shown = await chart.confusion(await answers([...right, ...wrong]), "label");
		expect(svgOf(shown).querySelectorAll('[aria-label="cell"] rect')).toHaveLength(20 * 20);
		expect(wordsOf(svgOf(shown))).toEqual(
			expect.arrayContaining(["label 7", "label 8", "label 30", "(21 other labels)"]),
		);
		expect(shown.html).toContain("the 19 labels of 40 with the most mistakes: 80 of 110 right.");
		const counts = wordsOf(svgOf(shown)).filter((word) => /^\d+$/.test(word));
		expect(counts.reduce((sum, count) => sum + Number(count), 0)).toBe(110); // no row is lost
	});
});
