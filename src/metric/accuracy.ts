import { type Label, labelMetric } from "./labels.ts";
import type { Metric } from "./metric.ts";
import type { FieldMetric, Readers } from "./readers.ts";

/**
 * Accuracy: the share of rows with the right label.
 *
 * Easy to read, and flattering where one label is common: look at `balancedAccuracy` or `f1` beside it.
 *
 * @param field the field that output and expected value share, or readers of both
 * @example
 * accuracy("label").unit // => "percent"
 */
export function accuracy<K extends string>(field: K): FieldMetric<K>;
export function accuracy<I, E, O>(readers: Readers<I, E, O, Label>): Metric<I, E, O>;
export function accuracy(target: string | Readers<unknown, unknown, unknown, Label>): Metric {
	return labelMetric(target, { name: "accuracy", range: [0, 1], unit: "percent" });
}
