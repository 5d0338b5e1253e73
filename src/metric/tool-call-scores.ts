import { DataError } from "../core/errors.ts";
import { assign } from "./assignment.ts";
import { deepEqual } from "./deep-equal.ts";

/** A call of a tool, as in an answer's `toolCall` parts. */
export interface ToolCall {
	readonly name: string;
	/** The arguments: an object, or nothing. */
	readonly input?: unknown;
}

/** How a list of calls differs from the one wanted, each kind of mistake in a figure of its own; all in [0, 1], 1 best. */
export interface ToolCallScores {
	/** The share of the calls made that were wanted, by name: lowered by an extra call. null when none was made. */
	readonly namePrecision: number | null;
	/** The share of the calls wanted that were made, by name: lowered by a missing call. null when none is wanted. */
	readonly nameRecall: number | null;
	/** Of the two; a call with the wrong name is both extra and missing. 1 when no call was wanted and none made. */
	readonly nameF1: number;
	/**
	 * Over the matched calls, the mean share of wanted arguments that were given with the right value: lowered by a wrong
	 * and by a missing argument. null when no call matched.
	 */
	readonly argumentAccuracy: number | null;
	/** Of the arguments given to matched calls, the share that is wanted, whatever their value: lowered by an invented one. */
	readonly argumentPrecision: number | null;
	/** The share of matched calls that stand in the wanted order (longest common subsequence): lowered by a swap. */
	readonly order: number | null;
	/** True when the calls are the wanted ones, argument by argument, in order. */
	readonly exact: boolean;
	/** In words: what was extra, missing, wrong or invented. */
	readonly problems: readonly string[];
}

/**
 * Scores tool calls against the wanted ones. Calls of one name are paired so that their arguments agree as well as they can;
 * arguments compare as JSON values (`1` is not `"1"`, members in any order).
 *
 * @throws DataError when the input of a call is not an object
 * @example
 * toolCallScores([{ name: "search", input: { q: "cats" } }, { name: "mail" }], [{ name: "search", input: { q: "cats" } }]).namePrecision // => 0.5
 * toolCallScores([{ name: "search", input: { q: "cats", n: 1 } }], [{ name: "search", input: { q: "dogs", n: 1 } }]).argumentAccuracy // => 0.5
 */
export function toolCallScores(predicted: readonly ToolCall[], reference: readonly ToolCall[]): ToolCallScores {
	const given = predicted.map(withArguments);
	const wanted = reference.map(withArguments);
	const pairs = pairCalls(given, wanted);
	const compared = pairs.map(([i, j]) => compareArguments(given[i] as Call, wanted[j] as Call));
	const missing = wanted.filter((_, j) => !pairs.some((pair) => pair[1] === j));
	const extra = given.filter((_, i) => !pairs.some((pair) => pair[0] === i));

	const total = given.length + wanted.length;
	const namedArguments = sum(compared.map((call) => call.known + call.invented.length));
	return {
		namePrecision: given.length === 0 ? null : pairs.length / given.length,
		nameRecall: wanted.length === 0 ? null : pairs.length / wanted.length,
		nameF1: total === 0 ? 1 : (2 * pairs.length) / total,
		argumentAccuracy: pairs.length === 0 ? null : sum(compared.map((call) => call.accuracy)) / pairs.length,
		argumentPrecision:
			pairs.length === 0 ? null : namedArguments === 0 ? 1 : sum(compared.map((call) => call.known)) / namedArguments,
		order: pairs.length === 0 ? null : longestRise(pairs.map(([, j]) => j)) / pairs.length,
		exact: given.length === wanted.length && given.every((call, i) => deepEqual(call, wanted[i])),
		problems: [
			...extra.map((call) => `extra call of ${call.name}`),
			...missing.map((call) => `missing call of ${call.name}`),
			...compared.flatMap((call) => call.problems),
		],
	};
}

interface Call {
	readonly name: string;
	readonly input: Readonly<Record<string, unknown>>;
}

function withArguments({ name, input }: ToolCall): Call {
	if (input === undefined || input === null) return { name, input: {} };
	if (typeof input === "object" && !Array.isArray(input)) return { name, input: input as Call["input"] };
	throw new DataError(`toolCallScores: expected the input of ${name} to be an object, found ${JSON.stringify(input)}`);
}

/** [predicted, reference] of the calls that belong together, in predicted order. */
function pairCalls(given: readonly Call[], wanted: readonly Call[]): [number, number][] {
	const placesOf = (calls: readonly Call[], name: string) =>
		calls.flatMap((call, place) => (call.name === name ? [place] : []));
	const names = [...new Set(given.map((call) => call.name))];
	const pairs = names.flatMap((name) => {
		const [rows, columns] = [placesOf(given, name), placesOf(wanted, name)];
		// Equally good pairings: take the one in order. Squares make crossing pairs dearer, and all of them together
		// stay too small to outweigh an argument.
		const nudge = 1e-6 / (rows.length + columns.length) ** 3;
		const worth = rows.map((i, row) =>
			columns.map((j, column) => agreement(given[i] as Call, wanted[j] as Call) - nudge * (row - column) ** 2),
		);
		return assign(worth).map(([row, column]): [number, number] => [rows[row] as number, columns[column] as number]);
	});
	return pairs.sort((a, b) => a[0] - b[0]);
}

/** The share of the argument names of either call on which both agree. */
function agreement(a: Call, b: Call): number {
	const names = new Set([...Object.keys(a.input), ...Object.keys(b.input)]);
	const equal = [...names].filter((name) => isRight(a, b, name)).length;
	return names.size === 0 ? 1 : equal / names.size;
}

function isRight(given: Call, wanted: Call, name: string): boolean {
	return has(given, name) && has(wanted, name) && deepEqual(given.input[name], wanted.input[name]);
}

function has(call: Call, name: string): boolean {
	return Object.hasOwn(call.input, name);
}

function compareArguments(given: Call, wanted: Call) {
	const names = Object.keys(wanted.input);
	const missing = names.filter((name) => !has(given, name));
	const wrong = names.filter((name) => has(given, name) && !isRight(given, wanted, name));
	const invented = Object.keys(given.input).filter((name) => !has(wanted, name));
	const right = names.length - missing.length - wrong.length;
	return {
		accuracy: names.length === 0 ? 1 : right / names.length,
		known: names.length - missing.length,
		invented,
		problems: [
			...wrong.map((name) => `wrong value of ${given.name}.${name}`),
			...missing.map((name) => `missing argument ${given.name}.${name}`),
			...invented.map((name) => `invented argument ${given.name}.${name}`),
		],
	};
}

/** Length of the longest rising subsequence of distinct numbers: what the two orders have in common. */
function longestRise(places: readonly number[]): number {
	const lengths: number[] = [];
	for (const [i, place] of places.entries()) {
		const before = lengths.filter((_, k) => k < i && (places[k] as number) < place);
		lengths.push(1 + Math.max(0, ...before));
	}
	return Math.max(0, ...lengths);
}

function sum(values: readonly number[]): number {
	return values.reduce((total, value) => total + value, 0);
}
