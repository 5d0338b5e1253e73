import type { Metric } from "./metric.ts";
import type { FieldMetric, Readers } from "./readers.ts";
import { textMetric } from "./text/text-metric.ts";

export interface ContainsOptions {
	/** Applied to both sides first, such as `normalizeAnswer` or `(text) => text.toLowerCase()`. */
	readonly normalize?: (text: string) => string;
}

/**
 * String presence: 1 when the output contains the expected text as it is written, else 0.
 *
 * One of several references is enough; an empty one is contained in everything.
 *
 * @param field the field that output and expected value share, or readers of both
 * @example
 * contains("answer").range // => [0, 1]
 */
export function contains<K extends string>(field: K, options?: ContainsOptions): FieldMetric<K>;
export function contains<I, E, O>(readers: Readers<I, E, O, string>, options?: ContainsOptions): Metric<I, E, O>;
export function contains(
	target: string | Readers<unknown, unknown, unknown, string>,
	options: ContainsOptions = {},
): Metric {
	const { normalize = (text: string) => text } = options;
	return textMetric(target, {
		name: "contains",
		direction: "higher",
		range: [0, 1],
		unit: "percent",
		compare(references, output) {
			const found = normalize(output);
			const present = references.some((reference) => found.includes(normalize(reference)));
			return present ? { value: 1 } : { value: 0, reason: `none of ${JSON.stringify(references)} is in the output` };
		},
	});
}
