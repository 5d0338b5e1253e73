import { stableStringify } from "../core/json.ts";
import { utf16Similarity } from "./compat/utf16.ts";
import { deepEqual } from "./deep-equal.ts";
import { levenshteinSimilarity } from "./distance/levenshtein.ts";
import type { Metric } from "./metric.ts";
import { numericSimilarity } from "./numeric.ts";
import { type FieldMetric, type Readers, readersOf } from "./readers.ts";

export interface JsonDifferenceOptions {
	/** Read a text that holds a JSON object or list as that. Default false; true under `compat`. */
	readonly parseText?: boolean;
	/**
	 * "autoevals": as autoevals 0.3.0 does it, for comparison only. Defects kept: a missing member equals null; values of
	 * two kinds, and true and false, are compared letter by letter as JSON text, so true and false are 0.2 alike; texts
	 * are compared in UTF-16 units.
	 */
	readonly compat?: "autoevals";
}

/**
 * How alike two JSON values are. Objects: the mean over the members that either has; lists: item by item in order, over the
 * longer one; texts by their Levenshtein similarity, numbers by `numericSimilarity`, everything else equal or not. A missing
 * member, or a value of another kind, scores 0.
 *
 * 1 is the same data, 0 nothing alike. A member deep inside weighs less than one at the top.
 *
 * @returns in [0, 1]
 * @example
 * jsonSimilarity({ name: "Ada", age: 36 }, { name: "Ada", age: 36, city: "London" }) // => 2 / 3
 * jsonSimilarity([1, 2], [1]) // => 0.5
 * jsonSimilarity(true, false, { compat: "autoevals" }) // => 0.2
 */
export function jsonSimilarity(expected: unknown, output: unknown, options: JsonDifferenceOptions = {}): number {
	const peer = options.compat === "autoevals";
	const rules: Rules = {
		read: (options.parseText ?? peer) ? parsed : (value) => value,
		text: peer ? utf16Similarity : levenshteinSimilarity,
		other: peer ? otherKinds : (a, b) => (deepEqual(a, b) ? 1 : 0),
	};
	return compare(expected, output, rules);
}

/**
 * JSON difference as a metric: `jsonSimilarity` of a field's value.
 *
 * @param field the field that output and expected value share, or readers of both; a list is one value, not alternatives
 * @example
 * jsonDifference("invoice").range // => [0, 1]
 */
export function jsonDifference<K extends string>(field: K, options?: JsonDifferenceOptions): FieldMetric<K>;
export function jsonDifference<I, E, O>(
	readers: Readers<I, E, O, unknown>,
	options?: JsonDifferenceOptions,
): Metric<I, E, O>;
export function jsonDifference(
	target: string | Readers<unknown, unknown, unknown, unknown>,
	options: JsonDifferenceOptions = {},
): Metric {
	const readers = readersOf(target);
	return {
		name: "JSON difference",
		direction: "higher",
		range: [0, 1],
		score: (c) => ({ value: jsonSimilarity(readers.expected(c), readers.output(c), options) }),
	};
}

interface Rules {
	readonly read: (value: unknown) => unknown;
	readonly text: (a: string, b: string) => number;
	readonly other: (a: unknown, b: unknown) => number;
}

function compare(expected: unknown, output: unknown, rules: Rules): number {
	const [a, b] = [rules.read(expected), rules.read(output)];
	if (Array.isArray(a) && Array.isArray(b)) {
		const shorter = a.slice(0, b.length);
		return meanOf(
			shorter.map((item, i) => compare(item, b[i], rules)),
			Math.max(a.length, b.length),
		);
	}
	if (isRecord(a) && isRecord(b)) {
		const names = [...new Set([...Object.keys(a), ...Object.keys(b)])];
		const member = (record: typeof a, name: string) => (Object.hasOwn(record, name) ? record[name] : undefined);
		return meanOf(
			names.map((name) => compare(member(a, name), member(b, name), rules)),
			names.length,
		);
	}
	if (typeof a === "string" && typeof b === "string") return rules.text(a, b);
	if (typeof a === "number" && typeof b === "number") return numericSimilarity(a, b);
	return rules.other(a, b);
}

function meanOf(values: readonly number[], count: number): number {
	return count === 0 ? 1 : values.reduce((sum, value) => sum + value, 0) / count;
}

function otherKinds(a: unknown, b: unknown): number {
	const [left, right] = [a ?? null, b ?? null];
	if (left === null || right === null) return left === right ? 1 : 0;
	return utf16Similarity(stableStringify(left), stableStringify(right));
}

function parsed(value: unknown): unknown {
	if (typeof value !== "string") return value;
	try {
		const inside: unknown = JSON.parse(value);
		return typeof inside === "object" && inside !== null ? inside : value;
	} catch {
		return value;
	}
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
