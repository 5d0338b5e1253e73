import { escapeText } from "./escape.ts";
import { absent, formatNumber } from "./format.ts";
import { type Shown, shown } from "./shown.ts";
import { type Align, displayWidth, oneLine, pad, truncate } from "./width.ts";

/** What a cell says: text, or text that stands out. */
export type Cell = string | { readonly text: string; readonly mark: "best" | "warning" };

/** One column; `format` gets the row's value under `key` and the row. */
export type Column<Row> = {
	[Key in keyof Row & string]-?: {
		readonly key: Key;
		readonly label: string;
		/** Default: right for numbers, left for the rest. */
		readonly align?: Align;
		readonly format?: (value: Row[Key], row: Row) => Cell;
	};
}[keyof Row & string];

export interface TableOptions<Row> {
	readonly columns: readonly Column<NoInfer<Row>>[];
	readonly rows: readonly Row[];
	/** A line above the table: what it shows. */
	readonly caption?: string;
	/** A line below it: how to read it. */
	readonly note?: string;
	/** Columns of the terminal that the text may take; the widest text columns are cut to fit. Default 100. */
	readonly width?: number;
}

/**
 * A table as aligned text and as HTML.
 *
 * `null` and `undefined` print as "–". A cell marked `best` carries `*` in text and is bold in HTML; `warning` carries
 * `!`. The text fits `width` columns by cutting left-aligned cells; the HTML keeps them whole.
 *
 * @example
 * const rows = [{ model: "a", rows: 40 }]
 * table({ columns: [{ key: "model", label: "Model" }, { key: "rows", label: "Rows" }], rows }).text // => "Model  Rows\n─────  ────\na        40"
 */
export function table<Row extends object>(options: TableOptions<Row>): Shown {
	const columns = options.columns.map((column) => fill(column, options.rows));
	return shown({ text: textOf(columns, options), html: htmlOf(columns, options) });
}

interface Filled {
	readonly label: string;
	readonly align: Align;
	readonly cells: readonly { readonly text: string; readonly mark?: "best" | "warning" }[];
}

function fill<Row extends object>(column: Column<Row>, rows: readonly Row[]): Filled {
	const values = rows.map((row) => row[column.key]);
	const present = values.filter((value) => value !== null && value !== undefined);
	const numeric = present.length > 0 && present.every((value) => typeof value === "number");
	const format = column.format as ((value: unknown, row: Row) => Cell) | undefined;
	const cells = rows.map((row, index) => {
		const cell = format ? format(values[index], row) : print(values[index]);
		return typeof cell === "string" ? { text: cell } : cell;
	});
	return { label: column.label, align: column.align ?? (numeric ? "right" : "left"), cells };
}

function print(value: unknown): string {
	if (value === null || value === undefined) return absent;
	if (typeof value === "number") return formatNumber(value);
	if (typeof value === "boolean") return value ? "yes" : "no";
	return typeof value === "object" ? JSON.stringify(value) : String(value);
}

const gap = "  ";
const narrowest = 8;

function textOf<Row>(columns: readonly Filled[], { rows, caption, note, width = 100 }: TableOptions<Row>): string {
	const printed = columns.map((column) => {
		const marked = column.cells.some((cell) => cell.mark !== undefined);
		// every cell of a column with marks leaves room for one, so that digits stay under digits
		const mark = (cell: Filled["cells"][number]) =>
			cell.mark === "best" ? " *" : cell.mark === "warning" ? " !" : marked ? gap : "";
		return { ...column, texts: column.cells.map((cell) => ({ text: oneLine(cell.text), mark: mark(cell) })) };
	});
	const natural = printed.map(({ label, texts }) =>
		Math.max(displayWidth(label), ...texts.map(({ text, mark }) => displayWidth(text + mark))),
	);
	const widths = shrink(
		natural,
		columns.map((column) => column.align === "left"),
		width,
	);
	const line = (parts: readonly string[]) => parts.join(gap).trimEnd();
	const cut = (text: string, mark: string, index: number) => truncate(text, (widths[index] ?? 0) - mark.length) + mark;
	const body = rows.map((_, row) =>
		line(
			printed.map(({ texts, align }, index) => {
				const { text, mark } = texts[row] ?? { text: "", mark: "" };
				return pad(cut(text, mark, index), widths[index] ?? 0, align);
			}),
		),
	);
	return [
		...(caption === undefined ? [] : [caption, ""]),
		line(printed.map(({ label, align }, index) => pad(cut(label, "", index), widths[index] ?? 0, align))),
		line(widths.map((columnWidth) => "─".repeat(columnWidth))),
		...(rows.length === 0 ? ["(no rows)"] : body),
		...legend(columns, note),
	].join("\n");
}

function legend(columns: readonly Filled[], note: string | undefined): string[] {
	const starred = columns.some((column) => column.cells.some((cell) => cell.mark === "best"));
	const words = [...(starred ? ["* best"] : []), ...(note === undefined ? [] : [note])];
	return words.length === 0 ? [] : ["", ...words];
}

// takes columns away from the widest text column, one at a time, until the table fits or nothing can give
function shrink(natural: readonly number[], elastic: readonly boolean[], width: number): number[] {
	const widths = [...natural];
	let excess = widths.reduce((sum, each) => sum + each, gap.length * (widths.length - 1)) - width;
	while (excess > 0) {
		let widest = -1;
		for (const [index, each] of widths.entries()) {
			if (elastic[index] && each > narrowest && each > (widths[widest] ?? 0)) widest = index;
		}
		if (widest < 0) break;
		widths[widest] = (widths[widest] ?? 0) - 1;
		excess--;
	}
	return widths;
}

// neutral greys with transparency read well on a light and on a dark page
const rule = "1px solid rgba(128,128,128,0.35)";
const strongRule = "2px solid rgba(128,128,128,0.6)";
const longestName = 32;

function htmlOf<Row>(columns: readonly Filled[], { rows, caption, note }: TableOptions<Row>): string {
	const style = (align: Align, border: string) =>
		`text-align:${align};padding:4px 12px 4px 4px;border:none;border-bottom:${border};vertical-align:top;` +
		(align === "right" ? "font-variant-numeric:tabular-nums;" : "max-width:48em;");
	const head = columns.map(({ label, align }) => {
		return `<th scope="col" style="${style(align, strongRule)}font-weight:600">${escapeText(label)}</th>`;
	});
	const body = rows.map((_, row) => {
		const cells = columns.map(({ cells, align }) => {
			const { text, mark } = cells[row] ?? { text: "" };
			const words = escapeText(text).replaceAll("\n", "<br>");
			const loud = mark === undefined ? words : `<strong>${words}${mark === "warning" ? " !" : ""}</strong>`;
			// numbers and names stay in one piece; only sentences may break
			const wrap = align === "right" || text.length <= longestName ? "white-space:nowrap" : "white-space:normal";
			return `<td style="${style(align, rule)}${wrap}">${loud}</td>`;
		});
		return `<tr style="background:transparent">${cells.join("")}</tr>`;
	});
	const empty = `<tr><td colspan="${columns.length}" style="padding:4px">(no rows)</td></tr>`;
	return [
		'<div style="overflow-x:auto;margin:4px 0">',
		caption === undefined ? "" : `<div style="font-weight:600;margin:0 0 6px 4px">${escapeText(caption)}</div>`,
		'<table style="border-collapse:collapse;border:none;margin:0;font-size:13px;line-height:1.4">',
		`<thead><tr style="background:transparent">${head.join("")}</tr></thead>`,
		`<tbody>${rows.length === 0 ? empty : body.join("")}</tbody></table>`,
		note === undefined ? "" : `<div style="margin:6px 0 0 4px;font-size:12px;opacity:0.75">${escapeText(note)}</div>`,
		"</div>",
	].join("");
}
