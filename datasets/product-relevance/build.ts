import { readFileSync, readdirSync } from "node:fs";
import { random } from "../../src/core/random.ts";
import { check } from "./check.ts";
import { type Pair, pairsOf, type Split } from "./rows.ts";
import { splitQueries } from "./split.ts";

export type Row = Pair & { readonly split: Split };

const seed = 2026;
const columns = ["id", "query", "product", "label", "category", "reason", "split"] as const;

/** The authored rows, in the order of the source files. */
export function readPairs(): readonly Pair[] {
	const source = new URL("source/", import.meta.url);
	return readdirSync(source)
		.filter((file) => file.endsWith(".txt"))
		.sort()
		.flatMap((file) => pairsOf(file.replace(".txt", ""), readFileSync(new URL(file, source), "utf8")));
}

/** The checked, split and shuffled rows: the same every time, because the seed is fixed. */
export function buildRows(pairs: readonly Pair[] = readPairs()): readonly Row[] {
	check(pairs);
	const draw = random(seed);
	const partOfQuery = splitQueries(pairs, draw.fork("split"));
	// Shuffled, so that the first forty rows of a part are a fair sample and not five categories.
	return draw
		.fork("order")
		.shuffle(pairs)
		.map((pair) => ({ ...pair, split: partOfQuery.get(pair.query) ?? "train" }));
}

/** The rows as CSV text with a header. */
export function csvOf(rows: readonly Row[]): string {
	const lines = rows.map((row) => columns.map((column) => quoted(row[column])).join(","));
	return `${[columns.join(","), ...lines].join("\n")}\n`;
}

/** RFC 4180: a field that holds a comma, a quote or a line break stands in quotes, and its quotes are doubled. */
function quoted(field: string): string {
	return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
