import { averaged, type LabelOptions } from "./averaged-labels.ts";
import { type Label, labelMetric } from "./labels.ts";
import type { Metric } from "./metric.ts";
import type { FieldMetric, Readers } from "./readers.ts";

/**
 * Precision of a labelling task: of the rows given a label, the share that should have it, made from all rows together.
 *
 * In [0, 1]; a label that was never given counts 0.
 *
 * @param field the field that output and expected value share, or readers of both
 * @example
 * precision("label", { labels: ["yes"] }).name // => "precision of yes"
 */
export function precision<K extends string>(field: K, options?: LabelOptions): FieldMetric<K>;
export function precision<I, E, O>(readers: Readers<I, E, O, Label>, options?: LabelOptions): Metric<I, E, O>;
export function precision(
	target: string | Readers<unknown, unknown, unknown, Label>,
	options: LabelOptions = {},
): Metric {
	return labelMetric(target, averaged("precision", "precision", options));
}
