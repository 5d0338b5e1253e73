import { deepEqual } from "./deep-equal.ts";
import type { Metric } from "./metric.ts";
import { type FieldMetric, type Readers, readersOf } from "./readers.ts";

export interface ExactOptions {
	/** Applied to both sides first, such as `normalizeAnswer`; text only. */
	readonly normalize?: (text: string) => string;
}

/**
 * Exact match: 1 when the output equals the expected value, else 0; its mean is the accuracy.
 *
 * Values are compared deeply, so lists and objects work too. Where the expected value is a list, equalling one of its
 * items is enough.
 *
 * @param field the field that output and expected value share, or readers of both
 * @example
 * exact("label").unit // => "percent"
 */
export function exact<K extends string>(field: K, options?: ExactOptions): FieldMetric<K>;
export function exact<I, E, O>(readers: Readers<I, E, O, unknown>, options?: ExactOptions): Metric<I, E, O>;
export function exact(
	target: string | Readers<unknown, unknown, unknown, unknown>,
	options: ExactOptions = {},
): Metric {
	const readers = readersOf(target);
	const { normalize } = options;
	const prepare = (value: unknown) => (normalize !== undefined && typeof value === "string" ? normalize(value) : value);
	return {
		name: "exact",
		direction: "higher",
		range: [0, 1],
		unit: "percent",
		score(c) {
			const output = prepare(readers.output(c));
			const expected = readers.expected(c);
			const allowed = Array.isArray(expected) ? [expected, ...expected] : [expected];
			const equal = allowed.some((value) => deepEqual(output, prepare(value)));
			return equal ? { value: 1 } : { value: 0, reason: `expected ${shown(expected)}, found ${shown(output)}` };
		},
	};
}

function shown(value: unknown): string {
	const text = JSON.stringify(value) ?? String(value);
	return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
