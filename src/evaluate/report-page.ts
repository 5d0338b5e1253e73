import type { Span } from "../core/trace.ts";
import { spansOf } from "../core/trace.ts";
import { escapeHtml } from "../view/escape.ts";
import { formatMs, formatValue } from "../view/format.ts";
import { page } from "../view/page.ts";
import type { View } from "../view/view.ts";
import type { ReportData, Row } from "./report.ts";
import { reportView } from "./report-view.ts";

/**
 * One self-contained HTML page: the summary of each report, further views (a comparison, charts), then every row with
 * what was asked and answered, folded away.
 */
export function reportPage(reports: readonly Omit<ReportData, "view">[], extra: readonly View[] = []): string {
	const title = reports.map((data) => data.name).join(" and ");
	const sections = [
		...extra.map((view) => view.html),
		...reports.map((data) => reportView(data).html),
		...reports.map(reportRowsHtml),
		...reports.map(provenanceHtml),
	];
	return page({ title: `Evaluation: ${title}`, body: sections.join("\n") });
}

/** Every row of a report with what was asked and answered, folded away. */
export function reportRowsHtml(data: Omit<ReportData, "view">): string {
	return `<h2>Rows: ${escapeHtml(data.name)}</h2>${data.rows.map((row) => rowHtml(data, row)).join("\n")}`;
}

function rowHtml(data: Omit<ReportData, "view">, row: Row): string {
	const scores = Object.values(data.summary).map((summary) => {
		const value = row.scores[summary.name]?.value ?? null;
		return `${summary.name} ${formatValue(value, summary.unit)}`;
	});
	const head = [row.id, ...scores, formatMs(row.latencyMs), ...(row.error ? [`failed: ${row.error.message}`] : [])];
	const facts = { input: row.input, expected: row.expected, output: row.output };
	return `<details><summary>${escapeHtml(head.join(" · "))}</summary>${block("row", facts)}${spansOf(row.trace, "model").map(callHtml).join("")}</details>`;
}

function callHtml(span: Span): string {
	const { request, content } = span.attributes as { request?: unknown; content?: unknown };
	return block(`asked ${span.name}`, request) + block("answered", content ?? span.error?.message ?? null);
}

function block(label: string, value: unknown): string {
	return `<p><b>${escapeHtml(label)}</b></p><pre style="white-space:pre-wrap">${escapeHtml(JSON.stringify(value, null, 1) ?? "")}</pre>`;
}

function provenanceHtml(data: Omit<ReportData, "view">): string {
	return `<h2>Provenance: ${escapeHtml(data.name)}</h2><pre style="white-space:pre-wrap">${escapeHtml(JSON.stringify(data.run, null, 1))}</pre>`;
}
