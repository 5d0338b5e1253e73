import { ConfigError } from "../core/errors.ts";
import { startTrace } from "../core/trace.ts";
import { type Comparison, compare } from "../evaluate/compare.ts";
import { figures } from "../evaluate/evaluate.ts";
import { scoringUsageOf } from "../evaluate/figures.ts";
import { makeReport, metricsOf } from "../evaluate/make-report.ts";
import type { Report, Row, RowScore } from "../evaluate/report.ts";
import { failedScore, scoreRow } from "../evaluate/score-row.ts";
import type { Metric } from "../metric/metric.ts";
import { withModels } from "../metric/with-models.ts";
import { noUsage } from "../model/usage.ts";
import { spearman } from "../stats/correlation.ts";
import { formatCount, formatNumber, formatPercent } from "../view/format.ts";
import { stack } from "../view/stack.ts";
import { table } from "../view/table.ts";
import { type Displayable, displayable, type View } from "../view/view.ts";
import { type JudgingOptions, modelsOf, runCases } from "./run-cases.ts";

export interface SwapOptions extends JudgingOptions {
	/** The metric that is replaced; default: the one of the other judge's name, or the report's only one that asked a model. */
	readonly metric?: string;
}

export interface SwapData<I = unknown, E = unknown, O = unknown> {
	/** The same rows with the other judge's scores in place of the metric's. */
	readonly report: Report<I, E, O>;
	/** The other judge against the first, row by row: differences are other minus first. */
	readonly comparison: Comparison;
	/** Spearman's correlation of the two judges' scores; null when one of them never varies. */
	readonly correlation: number | null;
	/** Share of rows with the same score; null when no row was scored by both. */
	readonly same: number | null;
	/** Rows that both scored. */
	readonly rows: number;
}

export type Swap<I = unknown, E = unknown, O = unknown> = SwapData<I, E, O> & Displayable;

/**
 * Judges the stored outputs of a report again with another judge, without running the program.
 *
 * Says how far the figure hangs on who judges: a finding that another judge does not share is a finding about the judge.
 * The new report notes in its provenance what was replaced and by whom. Works on loaded reports.
 *
 * @param other any metric; judges are asked with a cache, so that a second swap costs nothing
 * @throws ConfigError when it is not clear which metric is to be replaced
 */
export async function swap<I, E, O>(
	report: Report<I, E, O>,
	other: Metric<NoInfer<I>, NoInfer<E>, NoInfer<O>>,
	options: SwapOptions = {},
): Promise<Swap<I, E, O>> {
	const before = options.metric ?? replaced(report, other.name);
	if (report.summary[before] === undefined) {
		throw new ConfigError(
			`judge.swap: expected { metric } to be one of ${Object.keys(report.summary).join(", ") || "none"}, found "${before}"`,
		);
	}
	if (other.name !== before && report.summary[other.name] !== undefined) {
		throw new ConfigError(
			`judge.swap: the report holds a "${other.name}" already. Rename one: { ...metric, name: "…" }`,
		);
	}
	const models = new Set<string>();
	const choose = modelsOf(options);
	const judge = withModels(other, (current, step) => {
		const model = choose(current, step);
		if (model !== undefined) models.add(model.id);
		return model;
	});
	const rows = await runCases("judging again", report.rows, options, async (row, context): Promise<Row<I, E, O>> => {
		const { output, input, expected, trace } = row;
		const score =
			output === null
				? failedScore(judge, row.error?.message)
				: await scoreRow(
						judge,
						{ input, expected, output, trace },
						{ ...context, trace: startTrace(judge.name, "judge") },
					);
		const { [before]: _, ...rest } = row.scores;
		return { ...row, scores: { ...rest, [judge.name]: score } };
	});
	const swapped = swappedReport(report, rows, judge, before, { ...options, models: [...models] });
	return displayable({ report: swapped, ...comparisonOf(report, swapped, before, judge, options) }, view);
}

function replaced(report: Report, name: string): string {
	const names = Object.keys(report.summary);
	if (names.includes(name)) return name;
	const asking = names.filter((one) => report.rows.some((row) => (row.scores[one]?.usage?.calls ?? 0) > 0));
	const [only, ...more] = asking.length > 0 ? asking : names;
	if (only !== undefined && more.length === 0) return only;
	throw new ConfigError(`judge.swap: name the metric to replace, { metric }: one of ${names.join(", ") || "none"}`);
}

function swappedReport<I, E, O>(
	report: Report<I, E, O>,
	rows: readonly Row<I, E, O>[],
	judge: Metric<I, E, O>,
	before: string,
	options: SwapOptions & { readonly models: readonly string[] },
): Report<I, E, O> {
	const { level = report.summary[before]?.level ?? 0.95, seed = report.run.seed, models } = options;
	const summary = figures(rows, [judge], { level, seed }).summary[judge.name];
	const entries = Object.entries(report.summary).map(([name, one]) =>
		name === before && summary !== undefined ? [judge.name, summary] : [name, one],
	);
	const others = (metricsOf(report) as readonly Metric<I, E, O>[]).filter(({ name }) => name !== before);
	const rescored = { metric: judge.name, before, models };
	return makeReport<I, E, O>(
		{
			...report,
			rows,
			summary: Object.fromEntries(entries),
			scoringUsage: scoringUsageOf(rows),
			spent: noUsage, // the program was not run
			run: { ...report.run, rescored },
		},
		[...others, judge],
	);
}

function comparisonOf<I, E, O>(
	report: Report<I, E, O>,
	swapped: Report<I, E, O>,
	before: string,
	judge: Metric<I, E, O>,
	{ level, seed }: SwapOptions,
): Omit<SwapData, "report"> {
	const first = alone(report, before, judge.name, before === judge.name ? "first judge" : before);
	const other = alone(swapped, judge.name, judge.name, before === judge.name ? "other judge" : judge.name);
	const scores = new Map(first.rows.map((row) => [row.id, row.scores[judge.name]?.value]));
	const pairs = other.rows.flatMap((row) => {
		const [a, b] = [scores.get(row.id), row.scores[judge.name]?.value];
		return row.output === null || typeof a !== "number" || typeof b !== "number" ? [] : [[a, b] as const];
	});
	return {
		comparison: compare(first, other, { ...(level && { level }), ...(seed && { seed }), metrics: [judge as Metric] }),
		correlation:
			spearman(
				pairs.map(([a]) => a),
				pairs.map(([, b]) => b),
			)?.r ?? null,
		same: pairs.length === 0 ? null : pairs.filter(([a, b]) => a === b).length / pairs.length,
		rows: pairs.length,
	};
}

/** A report with one metric only, under another name, so that two judges stand in one column. */
function alone<I, E, O>(report: Report<I, E, O>, metric: string, as: string, name: string): Report {
	const summary = report.summary[metric];
	const only = (row: Row<I, E, O>): Row => {
		const score: RowScore = row.scores[metric] ?? { value: null };
		return { ...row, scores: { [as]: score } };
	};
	return makeReport({
		...report,
		name,
		rows: report.rows.map(only),
		summary: summary === undefined ? {} : { [as]: { ...summary, name: as } },
	});
}

function view({ report, comparison, correlation, same, rows }: SwapData): View {
	const { rescored } = report.run;
	const words = table({
		caption: "The two judges, row by row",
		columns: [
			{ key: "figure", label: "Figure" },
			{ key: "value", label: "Value", align: "right" },
		],
		rows: [
			{ figure: "rows scored by both", value: formatCount(rows, "row") },
			{ figure: "same score", value: formatPercent(same) },
			{ figure: "Spearman's correlation", value: formatNumber(correlation) },
		],
		note: `Stored outputs judged again by ${rescored?.models.join(" + ") || "another metric"}; the program was not run.`,
	});
	return stack([comparison.view(), words]);
}
