import { averaged, type LabelOptions } from "./averaged-labels.ts";
import { type Label, labelMetric } from "./labels.ts";
import type { Metric } from "./metric.ts";
import type { FieldMetric, Readers } from "./readers.ts";

/**
 * Recall of a labelling task: of the rows that should have a label, the share that got it, made from all rows together.
 *
 * In [0, 1]; a label that was never expected counts 0.
 *
 * @param field the field that output and expected value share, or readers of both
 * @example
 * recall("label").name // => "recall (macro)"
 */
export function recall<K extends string>(field: K, options?: LabelOptions): FieldMetric<K>;
export function recall<I, E, O>(readers: Readers<I, E, O, Label>, options?: LabelOptions): Metric<I, E, O>;
export function recall(target: string | Readers<unknown, unknown, unknown, Label>, options: LabelOptions = {}): Metric {
	return labelMetric(target, averaged("recall", "recall", options));
}
