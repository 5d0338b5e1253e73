import { formatCount } from "../view/format.ts";
import { type ResultSet, valueText } from "./result-set.ts";

const longestCell = 200;

/**
 * A result set as text that a model reads: names and values between bars, with nothing spent on alignment. Rows that do not
 * fit are left out whole, and their number said.
 *
 * @param maxCharacters how long the rows may be together; the first row is kept whatever its length
 * @example
 * textTable({ columns: ["city", "orders"], rows: [["Arlen", 3], ["Corran", null]], truncated: false }, 100)
 * // => "city | orders\nArlen | 3\nCorran | NULL"
 */
export function textTable({ columns, rows, note }: ResultSet, maxCharacters: number): string {
	if (rows.length === 0) return `(no rows; columns: ${columns.join(", ")})${note === undefined ? "" : `\n${note}`}`;
	const lines = [columns.join(" | ")];
	let length = 0;
	for (const row of rows) {
		const line = row.map((value) => short(valueText(value))).join(" | ");
		length += line.length + 1;
		if (length > maxCharacters && lines.length > 1) break;
		lines.push(line);
	}
	const left = rows.length + 1 - lines.length;
	const words = [
		...(left === 0 ? [] : [`${formatCount(left, "row")} left out.`]),
		...(note === undefined ? [] : [note]),
	];
	return [...lines, ...words.map((sentence) => `(${sentence})`)].join("\n");
}

function short(text: string): string {
	const line = text.replaceAll(/\s*\n\s*/g, " ");
	return line.length > longestCell ? `${line.slice(0, longestCell - 1)}…` : line;
}
