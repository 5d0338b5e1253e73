import { escapeHtml } from "../view/escape.ts";
import { page } from "../view/page.ts";
import type { AgentReportData } from "./agent-report.ts";
import { agentReportView, syntheticNote } from "./agent-report-view.ts";
import { questionName, questionsTable } from "./questions-view.ts";
import { stepsView } from "./steps-view.ts";

/** One self-contained HTML page: averages, cost, every question's scores, then each question's trace, folded away. */
export function agentReportPage(data: AgentReportData): string {
	const { run, questions } = data;
	const traces = questions.map(
		(row) =>
			`<details><summary>${escapeHtml(`${questionName(row)}: ${row.question}${row.error ? " (failed)" : ""}`)}</summary>${stepsView(row, run.synthetic).html}</details>`,
	);
	const body = [
		...(run.synthetic ? [`<p><b>${escapeHtml(syntheticNote)}</b></p>`] : []),
		agentReportView(data).html,
		"<h2>Questions</h2>",
		questionsTable(data).html,
		"<h2>Traces</h2>",
		...traces,
		"<h2>Provenance</h2>",
		`<pre style="white-space:pre-wrap">${escapeHtml(JSON.stringify(run, null, 1))}</pre>`,
	];
	return page({ title: `Agent evaluation: ${run.synthetic ? "[synthetic] " : ""}${data.name}`, body: body.join("\n") });
}
