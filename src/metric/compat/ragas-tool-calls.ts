import { DataError } from "../../core/errors.ts";
import { byCodePoints } from "../text/code-points.ts";
import type { ToolCall } from "../tool-call-scores.ts";
import { isPythonFloat, pythonText } from "./python-json.ts";

/**
 * ragas' tool call accuracy, for comparison with its published figures only. Defects kept: any difference in the names
 * called (one call more or less, or in "strict" order two calls swapped) gives 0 for the whole row; arguments that the
 * reference does not have are free, unless it has none at all; values compare as Python prints them, so 1 equals "1" but
 * not 1.0; in "flexible" order calls of one name are paired by sorting, so a changed argument can pair the wrong ones.
 * `toolCallScores` has none of these.
 *
 * @returns in [0, 1]
 * @see ragas 0.4.3, ToolCallAccuracy
 * @example
 * ragasToolCallAccuracy([{ name: "search", input: { q: "cats", n: "1" } }], [{ name: "search", input: { q: "dogs", n: 1 } }]) // => 0.5
 */
export function ragasToolCallAccuracy(
	predicted: readonly ToolCall[],
	reference: readonly ToolCall[],
	order: "strict" | "flexible" = "strict",
): number {
	if (predicted.length === 0 && reference.length === 0) return 1;
	if (predicted.length !== reference.length) return 0;
	const arrange = (calls: readonly ToolCall[]) => (order === "strict" ? calls : sorted(calls));
	const given = arrange(predicted);
	const wanted = arrange(reference);
	if (wanted.some((call, i) => call.name !== given[i]?.name)) return 0;
	const shares = wanted.map((call, i) => argumentShare(membersOf(given[i]?.input), membersOf(call.input)));
	return shares.reduce((sum, share) => sum + share, 0) / wanted.length;
}

/**
 * ragas' tool call F1, for comparison only. Defects kept: calls are a set, so a repeated call counts once; a call is right
 * in all its arguments or wrong; Python's equality holds, in which 1, 1.0 and True are one; rounded to four places.
 *
 * @returns in [0, 1]; 0 for two empty lists
 * @see ragas 0.4.3, ToolCallF1
 * @example
 * ragasToolCallF1([{ name: "a", input: {} }, { name: "b", input: {} }], [{ name: "a", input: {} }]) // => 0.6667
 */
export function ragasToolCallF1(predicted: readonly ToolCall[], reference: readonly ToolCall[]): number {
	const key = (call: ToolCall) => equalityKey([call.name, membersOf(call.input)]);
	const given = new Set(predicted.map(key));
	const wanted = new Set(reference.map(key));
	const shared = [...given].filter((call) => wanted.has(call)).length;
	if (shared === 0) return 0;
	const precision = shared / given.size;
	const recall = shared / wanted.size;
	return roundHalfEven((2 * precision * recall) / (precision + recall));
}

function argumentShare(given: Members, wanted: Members): number {
	const names = Object.keys(wanted);
	if (names.length === 0) return Object.keys(given).length === 0 ? 1 : 0;
	const equal = names.filter(
		(name) => Object.hasOwn(given, name) && pythonText(given[name]) === pythonText(wanted[name]),
	);
	return equal.length / names.length;
}

type Members = Readonly<Record<string, unknown>>;

function membersOf(input: unknown): Members {
	if (input === undefined || input === null) return {};
	if (typeof input === "object" && !Array.isArray(input)) return input as Members;
	throw new DataError(`ragas tool calls: expected the input of a call to be an object, found ${JSON.stringify(input)}`);
}

/** By name, then by argument names and printed values in turn, as Python sorts tuples. */
function sorted(calls: readonly ToolCall[]): ToolCall[] {
	const keyed = calls.map((call) => {
		const input = membersOf(call.input);
		const names = Object.keys(input).sort(byCodePoints);
		return { call, key: [call.name, ...names.flatMap((name) => [name, pythonText(input[name])])] };
	});
	return keyed.sort((a, b) => compareTuples(a.key, b.key)).map(({ call }) => call);
}

function compareTuples(a: readonly string[], b: readonly string[]): number {
	for (const [i, item] of a.entries()) {
		const other = b[i];
		if (other === undefined) return 1;
		const order = byCodePoints(item, other);
		if (order !== 0) return order;
	}
	return a.length - b.length;
}

/** Equal for values that Python holds equal: dicts in any order, numbers by value, True as 1. */
function equalityKey(value: unknown): string {
	if (typeof value === "boolean") return value ? "1" : "0";
	const number = isPythonFloat(value) ? value.pythonFloat : value;
	if (typeof number === "bigint") return String(number);
	if (typeof number === "number") return Number.isInteger(number) ? String(BigInt(number)) : String(number);
	if (Array.isArray(value)) return `[${value.map(equalityKey).join(",")}]`;
	if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
	const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}:${equalityKey(member)}`);
	return `{${members.sort().join(",")}}`;
}

/** Python's round(x, 4). Only odd multiples of 1/32 lie exactly between two figures of four places. */
function roundHalfEven(value: number): number {
	const isTie = Math.abs((value * 32) % 2) === 1;
	if (!isTie) return Number(value.toFixed(4));
	const below = Math.floor(value * 10_000);
	return (below % 2 === 0 ? below : below + 1) / 10_000;
}
