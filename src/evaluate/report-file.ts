import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { DataError, messageOf } from "../core/errors.ts";
import { formatCsv } from "../data/csv.ts";
import { makeReport } from "./make-report.ts";
import type { Report, ReportData } from "./report.ts";
import { reportPage } from "./report-page.ts";

/**
 * Saves a report: everything as `.json` (load it again with `loadReport`), the rows as `.csv`, or a page to look at and
 * send around as `.html`; the ending decides. Folders are made; the file appears whole or not at all.
 *
 * @returns the path
 * @throws DataError for another ending
 */
export async function saveReport(data: Report, path: string): Promise<string> {
	const text = textFor(data, path);
	await mkdir(dirname(path), { recursive: true });
	await writeFile(`${path}.partial`, text);
	await rename(`${path}.partial`, path);
	return path;
}

function textFor(data: Report, path: string): string {
	if (path.endsWith(".json")) return `${JSON.stringify(data)}\n`;
	if (path.endsWith(".csv")) return formatCsv(reportRows(data));
	if (path.endsWith(".html")) return reportPage([data]);
	throw new DataError(`saveReport: expected a path ending in .json, .csv or .html, found "${path}"`);
}

/**
 * Loads a report saved as JSON.
 *
 * @throws DataError when the file cannot be read or holds no report
 */
export async function loadReport(path: string): Promise<Report> {
	let data: Partial<ReportData>;
	try {
		data = JSON.parse(await readFile(path, "utf8")) as Partial<ReportData>;
	} catch (error) {
		throw new DataError(`loadReport: cannot read ${path}: ${messageOf(error)}`, { cause: error });
	}
	if (data.format !== 1 || !Array.isArray(data.rows) || data.summary === undefined || data.run === undefined) {
		throw new DataError(
			`loadReport: expected a touchstone report (format 1) in ${path}, found format ${data.format ?? "none"}`,
		);
	}
	return makeReport(data as ReportData);
}

/** A report's rows as flat records: for a CSV file, a data frame, a spreadsheet. */
export function reportRows(data: ReportData): Record<string, unknown>[] {
	const metrics = Object.keys(data.summary);
	const inputs = columnsOf(data.rows.map((row) => row.input));
	const expected = columnsOf(data.rows.map((row) => row.expected));
	const outputs = columnsOf(data.rows.map((row) => row.output));
	return data.rows.map((row) => ({
		id: row.id,
		...flat("input", inputs, row.input),
		...flat("expected", expected, row.expected),
		...flat("output", outputs, row.output),
		...Object.fromEntries(metrics.map((metric) => [metric, row.scores[metric]?.value ?? null])),
		latency_ms: row.latencyMs,
		input_tokens: row.usage.inputTokens,
		output_tokens: row.usage.outputTokens,
		cost_usd: row.usage.costUsd,
		repairs: row.repairs,
		error: row.error?.message ?? null,
	}));
}

function columnsOf(values: readonly unknown[]): string[] {
	return [...new Set(values.flatMap((value) => (isRecord(value) ? Object.keys(value) : [])))];
}

function flat(side: string, columns: readonly string[], value: unknown): Record<string, unknown> {
	if (columns.length === 0) return { [side]: value ?? null };
	return Object.fromEntries(
		columns.map((column) => [`${side}_${column}`, isRecord(value) ? (value[column] ?? null) : null]),
	);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
