import { type SummarizeOptions, summarize } from "../evaluate/summarize.ts";
import type { Metric } from "../metric/metric.ts";
import { type AgentMetric, isFor, keyOf } from "./agent-metric.ts";
import type { AgentFigure, AgentReportData, QuestionRow, QuestionScore } from "./agent-report.ts";
import { type QuestionType, questionTypes } from "./trajectory.ts";

const overallLabel = "overall";
const overallKey = keyOf({ group: "COT", label: overallLabel });

/** The mean of the other COT metrics of a question. */
const overall: AgentMetric = {
	group: "COT",
	label: overallLabel,
	metric: { name: overallKey, direction: "higher", range: [0, 1], unit: "number", score: () => ({ value: null }) },
};

/**
 * The overall COT score of a question: the mean of its COT scores. Those that do not apply are left out; where one could not
 * be measured, neither can this be.
 *
 * @returns undefined where there are fewer than two COT metrics
 */
export function overallScore(
	metrics: readonly AgentMetric[],
	scores: Readonly<Record<string, QuestionScore>>,
): QuestionScore | undefined {
	const keys = metrics.filter(inOverall).map(keyOf);
	if (keys.length < 2) return undefined;
	const each = keys.flatMap((key) => scores[key] ?? []);
	const failed = each.find(({ error }) => error !== undefined);
	if (failed?.error !== undefined) return { value: null, error: failed.error, at: [] };
	const values = each.flatMap(({ value }) => value ?? []);
	if (values.length === 0) return { value: null, reason: "does not apply: no COT metric does", at: [] };
	return { value: values.reduce((a, b) => a + b, 0) / values.length, reason: `mean of ${keys.join(", ")}`, at: [] };
}

function inOverall({ group, metric: { direction, range } }: AgentMetric): boolean {
	return group === "COT" && direction === "higher" && range[0] === 0 && range[1] === 1;
}

/** Under which key the overall COT score is kept. */
export { overallKey };

/** Every metric over all questions that it is for, and over those of each type. */
export function agentFigures(
	rows: readonly QuestionRow[],
	metrics: readonly AgentMetric[],
	options: SummarizeOptions,
): Pick<AgentReportData, "figures" | "byType"> {
	const shown = withOverall(metrics);
	const present = questionTypes.filter((type) => rows.some((row) => row.type === type));
	const ofType = (type: QuestionType) =>
		shown
			.filter((metric) => isFor(metric, type))
			.map((metric) =>
				figureOf(
					metric,
					rows.filter((row) => row.type === type),
					options,
				),
			);
	return {
		figures: shown
			.filter((metric) => present.some((type) => isFor(metric, type)))
			.map((metric) => figureOf(metric, rows, options)),
		byType: Object.fromEntries(present.map((type) => [type, ofType(type)])),
	};
}

// Behind the last of the metrics that it is the mean of.
function withOverall(metrics: readonly AgentMetric[]): readonly AgentMetric[] {
	if (metrics.filter(inOverall).length < 2) return metrics;
	const last = metrics.findLastIndex(inOverall) + 1;
	return [...metrics.slice(0, last), overall, ...metrics.slice(last)];
}

function figureOf(agentMetric: AgentMetric, rows: readonly QuestionRow[], options: SummarizeOptions): AgentFigure {
	const { group, metric } = agentMetric;
	const key = keyOf(agentMetric);
	const scored = rows.flatMap((row) => {
		const score = row.scores[key];
		return score === undefined ? [] : [{ score }];
	});
	// the mean of questions, whatever else a metric can do over a set: traces of several agents are no set of its own
	const { aggregate: _, ...plain } = metric as Metric<unknown, unknown, unknown>;
	return { ...summarize(plain, scored, options), key, group, label: agentMetric.label ?? metric.name };
}
