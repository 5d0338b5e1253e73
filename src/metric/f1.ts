import { averaged, type LabelOptions } from "./averaged-labels.ts";
import { type Label, labelMetric } from "./labels.ts";
import type { Metric } from "./metric.ts";
import type { FieldMetric, Readers } from "./readers.ts";

export interface F1Options extends LabelOptions {
	/** How much more recall counts than precision: 2 for F2, 0.5 for F0.5. */
	readonly beta?: number;
}

/**
 * F1 of a labelling task: the harmonic mean of precision and recall, made from all rows together.
 *
 * 0 no label right, 1 all right. A label that was never given, or never expected, counts 0. A row on which the program
 * failed lowers the recall of the label it should have had.
 *
 * @param field the field that output and expected value share, or readers of both
 * @see van Rijsbergen 1979, "Information Retrieval", chapter 7
 * @example
 * f1("label", { average: "micro" }).name // => "F1 (micro)"
 */
export function f1<K extends string>(field: K, options?: F1Options): FieldMetric<K>;
export function f1<I, E, O>(readers: Readers<I, E, O, Label>, options?: F1Options): Metric<I, E, O>;
export function f1(target: string | Readers<unknown, unknown, unknown, Label>, options: F1Options = {}): Metric {
	return labelMetric(target, averaged(`F${options.beta ?? 1}`, "f", options));
}
