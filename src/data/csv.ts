import { DataError, messageOf } from "../core/errors.ts";

/** A parsed table as text: one object a row, keys from the header. */
export type TextRow = Record<string, string>;

/**
 * Parses CSV with a header line. Quotes, embedded line breaks, a byte-order mark and line ends of any kind, mixed too, are understood.
 *
 * @param name used in errors
 * @throws DataError with the row (header not counted): ragged rows, an open quote, no header, a column without a name
 */
export async function parseCsv(text: string, name = "csv"): Promise<TextRow[]> {
	const { parse } = await import("csv-parse/sync");
	try {
		return parse(text, {
			bom: true,
			record_delimiter: ["\r\n", "\n", "\r"], // all of them, for files put together from several keep each one's
			skip_empty_lines: true,
			columns: (header: string[]) => checkHeader(header, name),
		}) as TextRow[];
	} catch (error) {
		if (error instanceof DataError) throw error;
		throw explain(error, name);
	}
}

function checkHeader(header: readonly string[], name: string): string[] {
	const nameless = header.flatMap((column, index) => (column.trim() === "" ? [index + 1] : []));
	if (nameless.length > 0) {
		const which = nameless.length === 1 ? `column ${nameless[0]} has` : `columns ${listWords(nameless)} have`;
		throw new DataError(`${name}: ${which} no name. Name every column in the header line, or take empty ones out.`, {
			dataset: name,
		});
	}
	const repeated = header.find((column, index) => header.indexOf(column) !== index);
	if (repeated !== undefined) {
		throw new DataError(`${name}: expected different column names, found "${repeated}" twice`, {
			dataset: name,
			column: repeated,
		});
	}
	if (header.includes("__proto__")) {
		throw new DataError(`${name}: expected a column name other than "__proto__", which no row can hold. Rename it.`, {
			dataset: name,
			column: "__proto__",
		});
	}
	return [...header];
}

function listWords(words: readonly (string | number)[]): string {
	return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

interface CsvFacts {
	readonly code?: string;
	/** Complete records before the bad one. */
	readonly records?: number;
	readonly columns?: readonly { readonly name: string }[] | number;
	readonly record?: readonly string[];
}

function explain(error: unknown, name: string): DataError {
	const facts = error as CsvFacts;
	const row = facts.records === undefined ? undefined : facts.records + 1;
	const where = { dataset: name, cause: error, ...(row === undefined ? {} : { row }) };
	if (facts.code === "CSV_RECORD_INCONSISTENT_COLUMNS" && Array.isArray(facts.columns)) {
		return new DataError(
			`${name}, row ${row}: expected ${facts.columns.length} cells (${facts.columns.map((c) => c.name).join(", ")}), found ${facts.record?.length}. Quote cells that hold commas.`,
			where,
		);
	}
	if (facts.code === "CSV_QUOTE_NOT_CLOSED") {
		return new DataError(`${name}, row ${row}: expected a closing quote, found the end of the file`, where);
	}
	return new DataError(`${name}: ${messageOf(error)}`, where);
}

/**
 * Writes rows as CSV: the keys of the first row are the header; other values than text are written as JSON.
 *
 * @example
 * formatCsv([{ a: 'say "hi"', b: 1, c: null }]) // => 'a,b,c\n"say ""hi""",1,\n'
 */
export function formatCsv(rows: readonly Readonly<Record<string, unknown>>[]): string {
	const columns = Object.keys(rows[0] ?? {});
	const line = (cells: readonly unknown[]) => {
		const text = cells.map(formatCell).join(",");
		return cells.length === 1 && text === "" ? '""' : text; // an empty line would be no row
	};
	return `${[line(columns), ...rows.map((row) => line(columns.map((column) => row[column])))].join("\n")}\n`;
}

function formatCell(value: unknown): string {
	if (value === null || value === undefined) return "";
	const text = typeof value === "object" ? JSON.stringify(value) : String(value);
	return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
