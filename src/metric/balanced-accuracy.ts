import { balancedAccuracyOf } from "../stats/classification.ts";
import { type Label, labelMetric, tableOf } from "./labels.ts";
import type { Metric } from "./metric.ts";
import type { FieldMetric, Readers } from "./readers.ts";

/**
 * Balanced accuracy: the mean, over the labels that are expected, of the share of their rows that got them.
 *
 * In [0, 1]; always giving the commonest of k labels scores 1/k, however common it is.
 *
 * @param field the field that output and expected value share, or readers of both
 * @see Brodersen et al. 2010, "The balanced accuracy and its posterior distribution"
 * @example
 * balancedAccuracy("label").name // => "balanced accuracy"
 */
export function balancedAccuracy<K extends string>(field: K): FieldMetric<K>;
export function balancedAccuracy<I, E, O>(readers: Readers<I, E, O, Label>): Metric<I, E, O>;
export function balancedAccuracy(target: string | Readers<unknown, unknown, unknown, Label>): Metric {
	return labelMetric(target, {
		name: "balanced accuracy",
		range: [0, 1],
		unit: "percent",
		figure: (pairs) => balancedAccuracyOf(tableOf(pairs)),
	});
}
