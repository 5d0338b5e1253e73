import { z } from "zod";
import { type Dataset, datasetOf } from "../../src/data/dataset.ts";
import { type EvaluateOptions, evaluate } from "../../src/evaluate/evaluate.ts";
import { exact } from "../../src/metric/exact.ts";
import type { Metric } from "../../src/metric/metric.ts";
import { type ScriptedModel, scripted } from "../../src/model/scripted.ts";
import { predict } from "../../src/program/predict.ts";
import { signature } from "../../src/program/signature.ts";

type V = { readonly v: number };
export type NumberMetric = Metric<{ n: number }, V, V>;

export const task = signature({
	name: "task",
	instructions: "Do.",
	input: { n: z.number() },
	output: { v: z.number() },
});

/** Row n asks for n and expects v = 1. */
export const numbers = (rows: number) =>
	datasetOf(
		Array.from({ length: rows }, (_, n) => ({ n, v: 1 })),
		{ name: "numbers", input: ["n"], expected: ["v"] },
	);

/** A model that answers row n with `answer(n)`, or with junk where that is null. */
export const answering = (name: string, answer: (n: number) => number | null): ScriptedModel =>
	scripted(
		(request) => {
			const value = answer(Number(/<n>(\d+)<\/n>/.exec(JSON.stringify(request))?.[1]));
			return value === null ? "junk" : JSON.stringify({ v: value });
		},
		{ id: name },
	);

/** A report in which row n answers `answer(n)`. */
export function made(
	name: string,
	rows: number,
	answer: (n: number) => number | null,
	metrics: readonly NumberMetric[] = [exact("v")],
	options: EvaluateOptions = {},
) {
	return evaluate(
		predict(task).using(answering(name, answer)),
		numbers(rows) as unknown as Dataset<{ n: number }, V>,
		metrics,
		{
			cache: false,
			progress: false,
			...options,
		},
	);
}

/** A metric of the whole set: the share of answers that are right. */
export const share: NumberMetric = {
	...exact("v"),
	name: "share",
	aggregate: (rows, failed) =>
		rows.filter((row) => row.output.v === row.expected.v).length / (rows.length + failed.length),
};
