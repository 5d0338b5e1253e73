import { ConfigError } from "../core/errors.ts";
import { type KappaOptions, kappaOf } from "../stats/kappa.ts";
import { type Label, type LabelPair, labelMetric, tableOf } from "./labels.ts";
import type { Metric } from "./metric.ts";
import type { FieldMetric, Readers } from "./readers.ts";

/**
 * Cohen's kappa of given and expected labels: agreement beyond what the label frequencies alone would give.
 *
 * In [−1, 1], 0 is chance; null where every label is the same. On a scale, `weights` lets a near miss count less than a
 * far one; an answer that is off the scale, or none, then counts as the end farthest from the expected.
 *
 * @param field the field that output and expected value share, or readers of both
 * @throws ConfigError when weights are asked for without the scale's labels in order
 * @see Cohen 1960, "A coefficient of agreement for nominal scales"
 * @example
 * kappa("grade", { weights: "quadratic", labels: [1, 2, 3, 4, 5] }).name // => "kappa (quadratic)"
 */
export function kappa<K extends string>(field: K, options?: KappaOptions<Label>): FieldMetric<K>;
export function kappa<I, E, O>(readers: Readers<I, E, O, Label>, options?: KappaOptions<Label>): Metric<I, E, O>;
export function kappa(
	target: string | Readers<unknown, unknown, unknown, Label>,
	options: KappaOptions<Label> = {},
): Metric {
	const { weights = "none", labels = [] } = options;
	if (weights !== "none" && labels.length < 2) {
		throw new ConfigError(
			`kappa: expected the scale for ${weights} weights, found ${labels.length} label(s); pass labels in order, such as [1, 2, 3, 4, 5]`,
		);
	}
	return labelMetric(target, {
		name: weights === "none" ? "kappa" : `kappa (${weights})`,
		range: [-1, 1],
		figure: (pairs) =>
			kappaOf(tableOf(weights === "none" ? pairs : pairs.map((pair) => onScale(pair, labels)), labels), weights),
	});
}

function onScale(pair: LabelPair, labels: readonly Label[]): LabelPair {
	const last = labels.length - 1;
	if (labels.includes(pair.given)) return pair;
	const far = labels.indexOf(pair.expected) < last / 2 ? labels[last] : labels[0];
	return { expected: pair.expected, given: far ?? pair.given };
}
