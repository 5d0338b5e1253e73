import { formatCount } from "../view/format.ts";
import { table } from "../view/table.ts";
import { type Displayable, displayable } from "../view/view.ts";

/** A value as SQLite gives it. Whole numbers beyond ±(2^53 − 1) are bigint; dates are text or numbers, as they were stored. */
export type SqlValue = string | number | bigint | Uint8Array | null;

/** What a query returns. Two columns may have one name, so rows are lists. */
export interface ResultSet {
	readonly columns: readonly string[];
	/** [rows][columns] */
	readonly rows: readonly (readonly SqlValue[])[];
	/** True when there were more rows than the limit let through. */
	readonly truncated: boolean;
	/** What the reader should know: rows left out, a name read as text. */
	readonly note?: string;
}

/** A result set that shows itself as a table. */
export function resultSet(
	columns: readonly string[],
	rows: readonly (readonly SqlValue[])[],
	facts: { readonly truncated?: boolean; readonly notes?: readonly string[] } = {},
): ResultSet & Displayable {
	const { truncated = false, notes = [] } = facts;
	const note = notes.length === 0 ? {} : { note: notes.join(" ") };
	return displayable({ columns, rows, truncated, ...note }, view);
}

const shownRows = 50;

function view({ columns, rows, note }: ResultSet) {
	const left = rows.length > shownRows ? [`${formatCount(rows.length - shownRows, "row")} more.`] : [];
	const words = [...left, ...(note === undefined ? [] : [note])];
	return table<Readonly<Record<string, string | number | null>>>({
		columns: columns.map((label, index) => ({ key: String(index), label })),
		rows: rows.slice(0, shownRows).map((row) => Object.fromEntries(row.map((value, index) => [index, cell(value)]))),
		...(words.length === 0 ? {} : { note: words.join(" ") }),
	}).view();
}

function cell(value: SqlValue): string | number | null {
	return value === null || typeof value === "number" ? value : valueText(value);
}

/**
 * A value as text: numbers to 15 digits, as SQLite's own shell prints them; NULL by its name, bytes by their number.
 *
 * @example
 * [valueText(null), valueText(1.5), valueText("a"), valueText(new Uint8Array(3))] // => ["NULL", "1.5", "a", "(3 bytes)"]
 */
export function valueText(value: SqlValue): string {
	if (value === null) return "NULL";
	if (typeof value === "number") return String(Number(value.toPrecision(15))); // 0.1 + 0.2 is 0.3
	return value instanceof Uint8Array ? `(${formatCount(value.length, "byte")})` : String(value);
}
