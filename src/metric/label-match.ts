import { type ExtractLabelOptions, extractLabel } from "./extract-label.ts";
import type { Metric } from "./metric.ts";
import type { FieldMetric, Readers } from "./readers.ts";
import { textMetric } from "./text/text-metric.ts";

/**
 * Label match: 1 when the label that the output names (`extractLabel`) is the expected one, else 0. For models that answer in a
 * sentence; where the signature already restricts the answer to the labels, `exact` is enough.
 *
 * @param field the field that output and expected value share, or readers of both
 * @param labels every label there is
 * @example
 * labelMatch("sentiment", ["positive", "negative"]).unit // => "percent"
 */
export function labelMatch<K extends string>(
	field: K,
	labels: readonly string[],
	options?: ExtractLabelOptions,
): FieldMetric<K>;
export function labelMatch<I, E, O>(
	readers: Readers<I, E, O, string>,
	labels: readonly string[],
	options?: ExtractLabelOptions,
): Metric<I, E, O>;
export function labelMatch(
	target: string | Readers<unknown, unknown, unknown, string>,
	labels: readonly string[],
	options: ExtractLabelOptions = {},
): Metric {
	return textMetric(target, {
		name: "label match",
		direction: "higher",
		range: [0, 1],
		unit: "percent",
		compare(references, output) {
			const raw = extractLabel(output, labels, options);
			if (raw !== null && references.includes(raw)) return { value: 1, raw };
			return { value: 0, raw, reason: `expected ${references.join(" or ")}, found ${raw ?? "no label"}` };
		},
	});
}
