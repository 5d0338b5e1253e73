import type { Case, Metric } from "./metric.ts";

/** Where a metric finds its two values in a case. Several expected values mean: the best match counts. */
export interface Readers<I, E, O, T> {
	readonly output: (c: Case<I, E, O>) => T;
	readonly expected: (c: Case<I, E, O>) => T | readonly T[];
}

/** A metric on one field that output and expected value share; a field that either lacks is a compile error. */
export type FieldMetric<K extends string> = Metric<unknown, Readonly<Record<K, unknown>>, Readonly<Record<K, unknown>>>;

/**
 * The readers of a target: a field name stands for that field on both sides.
 *
 * Each metric constructor offers both forms as overloads:
 * `exact("label")` and `exact({ output: (c) => c.output.label, expected: (c) => c.expected })`.
 */
export function readersOf<I, E, O, T>(target: string | Readers<I, E, O, T>): Readers<I, E, O, T> {
	if (typeof target !== "string") return target;
	const field = (value: unknown) => (value as Readonly<Record<string, T>>)[target] as T;
	return { output: (c) => field(c.output), expected: (c) => field(c.expected) };
}
