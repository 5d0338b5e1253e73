import type { AgentReportData } from "../agents/agent-report.ts";
import { ConfigError } from "../core/errors.ts";
import type { Span, Trace } from "../core/trace.ts";
import type { ReportData } from "../evaluate/report.ts";
import { fromAgentReport } from "./from-agent-report.ts";
import { fromReport } from "./from-report.ts";
import { fromTrace } from "./from-trace.ts";
import type { ResourceSpans } from "./otlp-json.ts";
import { traceSpans } from "./trace-record.ts";

/** What can be exported: a report, an agent's report, a trace, or the span of one (`prediction.trace`). */
export type Exportable = ReportData | AgentReportData | Trace | Span;

/**
 * The traces of whatever is exported, one entry a question.
 *
 * @throws ConfigError for anything else
 * @example
 * tracesOf(startTrace("question")).length // => 1
 */
export function tracesOf(of: Exportable): readonly ResourceSpans[] {
	const { run, traces } = recordsOf(of);
	return traces.map((trace) => traceSpans(trace, run));
}

function recordsOf(of: Exportable) {
	if (typeof of === "object" && of !== null) {
		if ("questions" in of && of.kind === "agent") return fromAgentReport(of);
		if ("rows" in of && "summary" in of) return fromReport(of);
		if ("span" in of && "data" in of) return fromTrace(of.data);
		if ("children" in of && "startMs" in of) return fromTrace(of);
	}
	throw new ConfigError(
		`export: expected a report, an agent's report or a trace, found ${of === null ? "null" : typeof of}. Give what evaluate or evaluateAgent returned, or prediction.trace.`,
	);
}
