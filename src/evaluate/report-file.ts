import { readFile } from "node:fs/promises";
import { DataError, messageOf } from "../core/errors.ts";
import { saveWhole } from "../core/whole-file.ts";
import { formatCsv } from "../data/csv.ts";
import { makeReport } from "./make-report.ts";
import type { Report, ReportData } from "./report.ts";
import { reportPage } from "./report-page.ts";

/**
 * Saves a report: everything as `.json` (load it again with `loadReport`), the rows as `.csv`, or a page to look at and
 * send around as `.html`; the ending decides. Folders are made; the file appears whole or not at all.
 *
 * @returns the path
 * @throws DataError for another ending, or when the file cannot be written
 */
export async function saveReport(data: Report, path: string): Promise<string> {
	return saveWhole("saveReport", path, textFor(data, path));
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
	let data: unknown;
	try {
		data = JSON.parse(await readFile(path, "utf8"));
	} catch (error) {
		throw new DataError(`loadReport: cannot read ${path}: ${messageOf(error)}`, { cause: error });
	}
	const fault = faultOf(data);
	if (fault !== undefined) {
		throw new DataError(`loadReport: expected a touchstone report (format 1) in ${path}, found ${fault}`);
	}
	return makeReport(data as ReportData);
}

const members = ["summary", "formatCorrectness", "latency", "usage", "spent", "scoringUsage", "run"] as const;

// Members only, not every value in them: enough to tell a report from another file, or from half of one.
function faultOf(data: unknown): string | undefined {
	if (!isRecord(data)) return "no object";
	if (data.format !== 1) return `format ${data.format ?? "none"}`;
	if (typeof data.name !== "string") return "no name";
	const missing = members.find((member) => !isRecord(data[member]));
	if (missing !== undefined) return `no ${missing}`;
	const { run, rows } = data;
	if (!isRecord(run) || !isRecord(run.program) || !isRecord(run.dataset)) return "no program or data set in run";
	if (!Array.isArray(rows)) return "no rows";
	const whole = (row: unknown) => isRecord(row) && isRecord(row.scores) && isRecord(row.trace) && isRecord(row.usage);
	const broken = rows.findIndex((row) => !whole(row));
	return broken < 0 ? undefined : `a row ${broken + 1} without scores, trace or usage`;
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
