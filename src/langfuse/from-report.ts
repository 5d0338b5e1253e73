import { hash } from "../core/hash.ts";
import type { ReportData, Row } from "../evaluate/report.ts";
import type { Records } from "./from-trace.ts";
import { providersOf } from "./providers.ts";
import type { TraceRecord } from "./trace-record.ts";

/** A report as a run over its data set: a trace for each row, its scores on the trace as a whole. */
export function fromReport(report: ReportData): Records {
	const { run, name, summary } = report;
	const { startedAt } = run;
	const figures = Object.entries(summary).flatMap(([metric, { wholeSet, value }]) =>
		wholeSet && value !== null ? [[metric, value] as const] : [],
	);
	return {
		run: {
			id: hash({ name, program: run.program.hash, dataset: run.dataset.hash, startedAt }),
			name: `${name} ${startedAt}`,
			dataset: run.dataset.name,
			figures: Object.fromEntries(figures),
			providers: providersOf(run.models),
		},
		traces: report.rows.map((row) => fromRow(row, report)),
	};
}

function fromRow(row: Row, { name, run }: ReportData): TraceRecord {
	const { id, input, expected, output, error, trace, scores, tags = {} } = row;
	return {
		question: id,
		name: `${name} ${id}`,
		root: error === undefined ? trace : { ...trace, error },
		input,
		output,
		tags: [
			...run.models.map((model) => model.id),
			...Object.entries(tags).map(([key, value]) => `${key}: ${value}`),
			...(error === undefined ? [] : ["ERROR"]),
		],
		metadata: { row: id, expected, dataset: run.dataset.name, program: run.program.name, latencyMs: row.latencyMs },
		scores: Object.entries(scores).map(([metric, score]) => ({ name: metric, score, at: "trace" })),
		item: { id: hash({ dataset: run.dataset.name, row: id }, 32), input, expected, metadata: { row: id, ...tags } },
	};
}
