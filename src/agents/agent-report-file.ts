import { readFile } from "node:fs/promises";
import { DataError, messageOf } from "../core/errors.ts";
import { saveWhole } from "../core/whole-file.ts";
import { formatCsv } from "../data/csv.ts";
import type { AgentReport, AgentReportData } from "./agent-report.ts";
import { agentReportPage } from "./agent-report-page.ts";
import { makeAgentReport } from "./make-agent-report.ts";

/**
 * Saves an agent's report: everything as `.json` (load it again with `evaluateAgent.load`), the questions as `.csv`, or a page
 * to look at and send around as `.html`; the ending decides. Folders are made; the file appears whole or not at all.
 *
 * @returns the path
 * @throws DataError for another ending, or when the file cannot be written
 */
export async function saveAgentReport(data: AgentReport, path: string): Promise<string> {
	return saveWhole("evaluateAgent.save", path, textFor(data, path));
}

function textFor(data: AgentReport, path: string): string {
	if (path.endsWith(".json")) return `${JSON.stringify(data)}\n`;
	if (path.endsWith(".csv")) return formatCsv(questionRecords(data));
	if (path.endsWith(".html")) return agentReportPage(data);
	throw new DataError(`evaluateAgent.save: expected a path ending in .json, .csv or .html, found "${path}"`);
}

/**
 * Loads an agent's report saved as JSON.
 *
 * @throws DataError when the file cannot be read or holds no such report
 */
export async function loadAgentReport(path: string): Promise<AgentReport> {
	let data: unknown;
	try {
		data = JSON.parse(await readFile(path, "utf8"));
	} catch (error) {
		throw new DataError(`evaluateAgent.load: cannot read ${path}: ${messageOf(error)}`, { cause: error });
	}
	const { kind, format, questions, figures, run } = (data ?? {}) as Partial<AgentReportData>;
	const whole = Array.isArray(questions) && Array.isArray(figures) && typeof run === "object";
	if (kind !== "agent" || format !== 1 || !whole) {
		throw new DataError(
			`evaluateAgent.load: expected an agent's report (format 1) in ${path}, found something else. Other reports are read by loadReport.`,
		);
	}
	return makeAgentReport(data as AgentReportData);
}

/** The questions as flat records: for a CSV file, a data frame, a spreadsheet. */
export function questionRecords(data: AgentReportData): Record<string, unknown>[] {
	const keys = [...new Set(data.questions.flatMap(({ scores }) => Object.keys(scores)))];
	return data.questions.map((row) => ({
		trajectory: row.trajectory,
		question_id: row.questionId,
		question_type: row.type,
		question: row.question,
		expected: row.expected.answer,
		answer: row.answer,
		sql: row.sql ?? null,
		tag: row.tag,
		...Object.fromEntries(keys.map((key) => [key, row.scores[key]?.value ?? null])),
		latency_ms: row.latencyMs,
		agent_cost_usd: row.usage.costUsd,
		judging_cost_usd: row.judgingUsage.costUsd,
		error: row.error?.message ?? null,
		synthetic: data.run.synthetic,
	}));
}
