import { ConfigError } from "../core/errors.ts";
import { lcsLength } from "../metric/text/lcs.ts";
import { formatCount, formatPercent } from "../view/format.ts";
import { matchColumns } from "./match-columns.ts";
import { type ResultSet, valueText } from "./result-set.ts";
import { type Tolerance, valueKeys } from "./value-keys.ts";

/** Two results side by side. */
export interface ResultComparison {
	readonly equal: boolean;
	/** F1 of the rows that both have: 1 when equal, 0 when they share none or differ in the number of columns. */
	readonly score: number;
	readonly reason: string;
}

export interface CompareResultsOptions extends Tolerance {
	/**
	 * Whether the order of rows counts: "any" (default), "same", or the reference's columns by which it is sorted: rows that are
	 * alike in these may then change places.
	 */
	readonly order?: "any" | "same" | readonly number[];
}

type Result = Pick<ResultSet, "rows" | "columns"> & { readonly truncated?: boolean };

/**
 * Whether two queries returned the same, and how much of it.
 *
 * Rows are compared as a bag: each counts as often as it occurs, their order only on demand. Columns are matched by their
 * values, so neither names nor order of columns matter. NULL equals NULL and nothing else. Dates are compared as the text they are;
 * a text that spells a number equals it, for SQLite makes texts of numbers as it goes (`strftime('%Y', day)`). Whole numbers
 * must be equal; others may differ by a rounding error.
 *
 * The score is 2 · m / (a + b), with m the rows in both, a and b those of each; with `order`, m is the longest run of rows in the
 * same order in both.
 *
 * @throws ConfigError when a result was cut off at a limit, since what is missing cannot be compared
 * @see Yu et al. 2018, "Spider", arXiv:1809.08887 (execution accuracy); Li et al. 2023, "BIRD", arXiv:2305.03111
 * @example
 * const reference = { columns: ["name", "n"], rows: [["a", 1], ["b", 2]] };
 * compareResultSets(reference, { columns: ["n", "who"], rows: [[2, "b"], [1.0, "a"]] }).equal // => true
 * compareResultSets(reference, { columns: ["name", "n"], rows: [["a", 1], ["c", 2]] }).score // => 0.5
 */
export function compareResultSets(
	reference: Result,
	candidate: Result,
	options: CompareResultsOptions = {},
): ResultComparison {
	for (const { truncated, rows } of [reference, candidate]) {
		if (truncated === true) {
			throw new ConfigError(
				`compareResultSets: expected whole results, found one cut off after ${formatCount(rows.length, "row")}. Raise maxRows.`,
			);
		}
	}
	const [wide, found] = [reference.columns.length, candidate.columns.length];
	if (wide !== found)
		return { equal: false, score: 0, reason: `expected ${formatCount(wide, "column")}, found ${found}` };
	const [a, b] = [reference.rows.length, candidate.rows.length];
	if (a === 0 && b === 0) return { equal: true, score: 1, reason: "both returned no rows" };
	if (a === 0 || b === 0) {
		return { equal: false, score: 0, reason: `expected ${formatCount(a, "row")}, found ${b === 0 ? "none" : b}` };
	}

	const keys = valueKeys([reference.rows, candidate.rows], options);
	const [left = [], right = []] = keys; // [rows][columns]
	const places = matchColumns(left, right);
	const arranged = right.map((row) => places.map((place) => row[place] ?? 0));
	const shared = bagOverlap(left.map(rowKey), arranged.map(rowKey));
	const { order = "any" } = options;
	if (shared < Math.max(a, b) || order === "any") return asBags(reference, candidate, left, arranged, shared);

	const sorting = order === "same" ? left[0]?.map((_, index) => index) : order;
	const inOrder = sameOrder(left, arranged, sorting ?? []);
	const reason =
		inOrder === a ? sentenceOf(a) : `the same rows in another order: ${formatPercent(inOrder / a)} in place`;
	return { equal: inOrder === a, score: inOrder / a, reason };
}

const sentenceOf = (rows: number) => `the same ${formatCount(rows, "row")}`;

const rowKey = (row: readonly number[]) => row.join(",");

function asBags(
	reference: Result,
	candidate: Result,
	left: readonly (readonly number[])[],
	right: readonly (readonly number[])[],
	shared: number,
): ResultComparison {
	const [a, b] = [left.length, right.length];
	if (shared === Math.max(a, b)) return { equal: true, score: 1, reason: sentenceOf(a) };
	const missing = example(reference, left, right);
	const extra = example(candidate, right, left);
	const parts = [
		`${shared} of ${formatCount(a, "expected row")} found`,
		...(missing === undefined ? [] : [`missing ${missing}`]),
		...(extra === undefined ? [] : [`not expected ${extra}`]),
	];
	return { equal: false, score: (2 * shared) / (a + b), reason: parts.join("; ") };
}

/** How many rows the two have in common, each as often as both have it. */
export function bagOverlap(left: readonly string[], right: readonly string[]): number {
	const counts = new Map<string, number>();
	for (const key of left) counts.set(key, (counts.get(key) ?? 0) + 1);
	let shared = 0;
	for (const key of right) {
		const rest = counts.get(key) ?? 0;
		if (rest > 0) shared++;
		counts.set(key, rest - 1);
	}
	return shared;
}

/** The first row of one result that the other lacks. */
function example(
	result: Result,
	own: readonly (readonly number[])[],
	other: readonly (readonly number[])[],
): string | undefined {
	const rest = new Map<string, number>();
	for (const row of other) rest.set(rowKey(row), (rest.get(rowKey(row)) ?? 0) + 1);
	const index = own.findIndex((row) => {
		const count = rest.get(rowKey(row)) ?? 0;
		rest.set(rowKey(row), count - 1);
		return count <= 0;
	});
	return index === -1 ? undefined : `(${result.rows[index]?.map(valueText).join(", ")})`;
}

/** The longest run of rows that stand in the same order in both, seen only by the columns that sort them. */
function sameOrder(
	left: readonly (readonly number[])[],
	right: readonly (readonly number[])[],
	sorting: readonly number[],
): number {
	const symbols = new Map<string, number>();
	const symbol = (row: readonly number[]) => {
		const key = rowKey(sorting.map((column) => row[column] ?? 0));
		if (!symbols.has(key)) symbols.set(key, symbols.size);
		return symbols.get(key) ?? 0;
	};
	return lcsLength(left.map(symbol), right.map(symbol));
}
