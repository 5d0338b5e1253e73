import { matthewsOf } from "../stats/classification.ts";
import { type Label, labelMetric, tableOf } from "./labels.ts";
import type { Metric } from "./metric.ts";
import type { FieldMetric, Readers } from "./readers.ts";

/**
 * Matthews' correlation of expected and given labels, for two labels or more.
 *
 * In [−1, 1]: 0 is chance, and also what a program that always says the same gets.
 *
 * @param field the field that output and expected value share, or readers of both
 * @see Gorodkin 2004, "Comparing two K-category assignments by a K-category correlation coefficient"
 * @example
 * matthews("label").range // => [-1, 1]
 */
export function matthews<K extends string>(field: K): FieldMetric<K>;
export function matthews<I, E, O>(readers: Readers<I, E, O, Label>): Metric<I, E, O>;
export function matthews(target: string | Readers<unknown, unknown, unknown, Label>): Metric {
	return labelMetric(target, {
		name: "Matthews correlation",
		range: [-1, 1],
		figure: (pairs) => matthewsOf(tableOf(pairs)),
	});
}
