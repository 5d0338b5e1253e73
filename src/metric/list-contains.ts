import { DataError } from "../core/errors.ts";
import { assign } from "./assignment.ts";
import { utf16Similarity } from "./compat/utf16.ts";
import { levenshteinSimilarity } from "./distance/levenshtein.ts";
import type { Metric } from "./metric.ts";
import { type FieldMetric, type Readers, readersOf } from "./readers.ts";

export interface ListContainsOptions {
	/** How alike two items are, in [0, 1]. Default the Levenshtein similarity. */
	readonly similarity?: (expected: string, output: string) => number;
	/** Items beyond the expected ones cost nothing: the figure becomes a recall. Default false. */
	readonly allowExtra?: boolean;
	/** "autoevals": items are compared in UTF-16 units, as autoevals 0.3.0 does. */
	readonly compat?: "autoevals";
}

/**
 * How far two lists of texts hold the same items, in any order: items are paired so that they are as alike as can be in all
 * (each used once), and the similarities are averaged over the longer list.
 *
 * 1 the same items, 0 none alike; two empty lists are 1, an empty and another one 0.
 *
 * @see autoevals 0.3.0, ListContains
 * @example
 * listSimilarity(["fig", "apple"], ["apple", "fig"]) // => 1
 * listSimilarity(["fig"], ["cherry", "fig"]) // => 0.5
 * listSimilarity(["fig"], ["cherry", "fig"], { allowExtra: true }) // => 1
 */
export function listSimilarity(
	expected: readonly string[],
	output: readonly string[],
	options: ListContainsOptions = {},
): number {
	if (expected.length === 0 || output.length === 0) return expected.length === output.length ? 1 : 0;
	const { similarity = options.compat === "autoevals" ? utf16Similarity : levenshteinSimilarity } = options;
	const alike = expected.map((wanted) => output.map((found) => similarity(wanted, found))); // [expected][output]
	const total = assign(alike).reduce((sum, [row, column]) => sum + (alike[row]?.[column] ?? 0), 0);
	const count = options.allowExtra ? expected.length : Math.max(expected.length, output.length);
	return Math.min(Math.max(total / count, 0), 1);
}

/**
 * List overlap as a metric: `listSimilarity` of a field that holds a list of texts.
 *
 * @param field the field that output and expected value share, or readers of both; the expected list is one value, not
 * alternatives
 * @throws DataError, when scoring, if a value is not a list of texts
 * @example
 * listContains("ingredients", { allowExtra: true }).name // => "list contains"
 */
export function listContains<K extends string>(field: K, options?: ListContainsOptions): FieldMetric<K>;
export function listContains<I, E, O>(
	readers: Readers<I, E, O, readonly string[]>,
	options?: ListContainsOptions,
): Metric<I, E, O>;
export function listContains(
	target: string | Readers<unknown, unknown, unknown, readonly string[]>,
	options: ListContainsOptions = {},
): Metric {
	const readers = readersOf(target);
	return {
		name: "list contains",
		direction: "higher",
		range: [0, 1],
		score(c) {
			const expected: unknown = readers.expected(c);
			if (expected === null || expected === undefined) return { value: null, reason: "no expected list" };
			const output = asList("output", readers.output(c));
			return { value: listSimilarity(asList("expected value", expected), output, options) };
		},
	};
}

function asList(side: string, value: unknown): readonly string[] {
	if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value;
	throw new DataError(
		`listContains: expected the ${side} to be a list of texts, found ${JSON.stringify(value) ?? typeof value}. Name such a field, or pass readers.`,
	);
}
