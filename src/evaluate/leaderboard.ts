import { ConfigError } from "../core/errors.ts";
import type { Metric } from "../metric/metric.ts";
import { holm } from "../stats/correction.ts";
import { formatMs, formatUsd } from "../view/format.ts";
import { stack } from "../view/stack.ts";
import { table } from "../view/table.ts";
import { type Displayable, displayable, type View } from "../view/view.ts";
import { oneLine } from "../view/width.ts";
import { cautionViews } from "./caution-view.ts";
import { compare } from "./compare.ts";
import { formatP } from "./compare-view.ts";
import type { MetricComparison } from "./comparison.ts";
import { makeReport, metricsOf } from "./make-report.ts";
import type { Report } from "./report.ts";
import { summaryText } from "./report-view.ts";

export interface Standing {
	readonly rank: number;
	readonly name: string;
	/** The value with its interval, printed. */
	readonly text: string;
	readonly value: number | null;
	readonly low: number | null;
	readonly high: number | null;
	/** p of "as good as the first", after Holm's correction; null for the first itself and where there was no test. */
	readonly adjustedP: number | null;
	/** What the test on shared rows says. Only reports on other rows can rank lower and yet be "ahead" on the shared ones. */
	readonly againstFirst: "first" | "behind" | "ahead" | "not distinguishable" | "not tested";
	/** True when `againstFirst` is "behind". */
	readonly behindFirst: boolean;
	readonly formatCorrectness: string;
	readonly latencyMs: number | null;
	readonly costUsd: number | null;
}

export interface LeaderboardData {
	readonly metric: string;
	readonly dataset: string;
	readonly standings: readonly Standing[];
	/** The metric's own, shown in bold under the table. */
	readonly caution?: string;
	/** What the reader should know before believing the order. */
	readonly notes: readonly string[];
}

export type Leaderboard = LeaderboardData & Displayable;

/**
 * Ranks several reports on one metric, and says which of them are really behind the first.
 *
 * Each is tested against the first on the rows they share; Holm's correction runs over those tests, because with many
 * candidates one looks worse by chance.
 *
 * @param options.metric default: the first metric of the first report
 * @throws ConfigError when fewer than two reports are given or one lacks the metric
 */
export function leaderboard(
	reports: readonly Report[],
	options: { readonly metric?: string; readonly level?: number; readonly metrics?: readonly Metric[] } = {},
): Leaderboard {
	const [sample] = reports;
	if (sample === undefined || reports.length < 2) {
		throw new ConfigError(`leaderboard: expected at least two reports, found ${reports.length}`);
	}
	const metric = options.metric ?? Object.keys(sample.summary)[0] ?? "";
	for (const report of reports) {
		if (report.summary[metric] === undefined) {
			throw new ConfigError(
				`leaderboard: expected every report to hold "${metric}", found ${Object.keys(report.summary).join(", ") || "none"} in ${report.name}`,
			);
		}
	}
	const sign = sample.summary[metric]?.direction === "lower" ? -1 : 1;
	const worth = (report: Report) => sign * (report.summary[metric]?.value ?? -sign * Number.POSITIVE_INFINITY);
	const ranked = [...reports].sort((a, b) => worth(b) - worth(a));
	const first = ranked[0] as Report;
	const tests = ranked
		.slice(1)
		.map((report) => compare(alone(first, metric), alone(report, metric), options).metrics[0]);
	const adjusted = holmOf(tests);
	const level = options.level ?? 0.95;
	return displayable(
		{
			metric,
			dataset: sample.run.dataset.name,
			...cautionOf(reports, metric),
			standings: ranked.map((report, index) => {
				const p = adjusted[index - 1] ?? null;
				const againstFirst = index === 0 ? "first" : decide(tests[index - 1], p, level);
				return {
					...standing(report, metric),
					rank: index + 1,
					adjustedP: p,
					againstFirst,
					behindFirst: againstFirst === "behind",
				};
			}),
			notes: [
				...(tests.some((test) => test === undefined)
					? [`${metric} of a loaded report needs its metric again: leaderboard(reports, { metrics }).`]
					: []),
				...(ranked.some((report) => !sameRows(first, report))
					? ["The reports do not hold the same rows: each is tested on the rows it shares with the first."]
					: []),
			],
		},
		view,
	);
}

// The other metrics are not asked for, and a whole-set figure takes thousands of resamples.
function alone(report: Report, metric: string): Report {
	const summary = report.summary[metric];
	return makeReport({ ...report, summary: summary === undefined ? {} : { [metric]: summary } }, metricsOf(report));
}

// Corrects over the tests that were run: one that was not has no p, and counts for nothing.
function holmOf(tests: readonly (MetricComparison | undefined)[]): (number | null)[] {
	const adjusted = holm(tests.flatMap((test) => test?.p ?? []));
	let next = 0;
	return tests.map((test) => (test === undefined ? null : (adjusted[next++] ?? test.p)));
}

function decide(test: MetricComparison | undefined, p: number | null, level: number): Standing["againstFirst"] {
	if (test === undefined || p === null) return "not tested";
	if (p > 1 - level) return "not distinguishable";
	const gain = test.direction === "higher" ? test.difference : -test.difference;
	return gain < 0 ? "behind" : "ahead";
}

function cautionOf(reports: readonly Report[], metric: string): Pick<LeaderboardData, "caution"> {
	const caution = reports.map((report) => report.summary[metric]?.caution).find((one) => one !== undefined);
	return caution === undefined ? {} : { caution };
}

function sameRows(first: Report, other: Report): boolean {
	const ids = new Set(first.rows.map((row) => row.id));
	return ids.size === other.rows.length && other.rows.every((row) => ids.has(row.id));
}

function standing(report: Report, metric: string) {
	const summary = report.summary[metric];
	return {
		name: report.name,
		text: summary === undefined ? "–" : summaryText(summary),
		value: summary?.value ?? null,
		low: summary?.low ?? null,
		high: summary?.high ?? null,
		formatCorrectness: summaryText(report.formatCorrectness),
		latencyMs: report.latency.p50,
		costUsd: report.usage.costUsd,
	};
}

function view(board: LeaderboardData): View {
	const standings = table({
		columns: [
			{ key: "rank", label: "#" },
			{ key: "name", label: "Report" },
			{ key: "text", label: oneLine(board.metric), align: "right" },
			{ key: "formatCorrectness", label: "Format", align: "right" },
			{ key: "latencyMs", label: "Latency p50", align: "right", format: formatMs },
			{ key: "costUsd", label: "Cost", align: "right", format: formatUsd },
			{ key: "adjustedP", label: "p", align: "right", format: (p) => (p === null ? "" : formatP(p)) },
			{ key: "againstFirst", label: "Against the first" },
		],
		rows: [...board.standings],
		caption: oneLine(`${board.metric} on ${board.dataset}`),
		note: ["p is for “as good as the first”, paired by row, Holm-corrected.", ...board.notes].join(" "),
		width: 140,
	});
	const cautions = cautionViews([{ name: board.metric, caution: board.caution }]);
	return cautions.length === 0 ? standings : stack([standings, ...cautions]);
}
