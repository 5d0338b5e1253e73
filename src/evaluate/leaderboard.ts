import { ConfigError } from "../core/errors.ts";
import type { Metric } from "../metric/metric.ts";
import { holm } from "../stats/correction.ts";
import { formatMs, formatUsd } from "../view/format.ts";
import { table } from "../view/table.ts";
import { type Displayable, displayable, type View } from "../view/view.ts";
import { compare } from "./compare.ts";
import { formatP } from "./compare-view.ts";
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
	/** p of "as good as the first", after Holm's correction; null for the first itself. */
	readonly adjustedP: number | null;
	/** False where the rows do not suffice to tell this one from the first. */
	readonly behindFirst: boolean;
	readonly formatCorrectness: string;
	readonly latencyMs: number | null;
	readonly costUsd: number | null;
}

export interface LeaderboardData {
	readonly metric: string;
	readonly dataset: string;
	readonly standings: readonly Standing[];
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
	const tests = ranked.slice(1).map((report) => {
		const { metrics } = compare(first, report, options);
		return metrics.find((comparison) => comparison.metric === metric)?.p ?? 1;
	});
	const adjusted = holm(tests);
	const level = options.level ?? 0.95;
	return displayable(
		{
			metric,
			dataset: sample.run.dataset.name,
			standings: ranked.map((report, index) => standing(report, metric, index, adjusted[index - 1] ?? null, level)),
		},
		view,
	);
}

function standing(report: Report, metric: string, index: number, adjustedP: number | null, level: number): Standing {
	const summary = report.summary[metric];
	return {
		rank: index + 1,
		name: report.name,
		text: summary === undefined ? "–" : summaryText(summary),
		value: summary?.value ?? null,
		low: summary?.low ?? null,
		high: summary?.high ?? null,
		adjustedP,
		behindFirst: adjustedP !== null && adjustedP <= 1 - level,
		formatCorrectness: summaryText(report.formatCorrectness),
		latencyMs: report.latency.p50,
		costUsd: report.usage.costUsd,
	};
}

function view(board: LeaderboardData): View {
	return table({
		columns: [
			{ key: "rank", label: "#" },
			{ key: "name", label: "Report" },
			{ key: "text", label: board.metric, align: "right" },
			{ key: "formatCorrectness", label: "Format", align: "right" },
			{ key: "latencyMs", label: "Latency p50", align: "right", format: formatMs },
			{ key: "costUsd", label: "Cost", align: "right", format: formatUsd },
			{ key: "adjustedP", label: "p", align: "right", format: (p) => (p === null ? "" : formatP(p)) },
			{
				key: "behindFirst",
				label: "Against the first",
				format: (behind, row) => (row.rank === 1 ? "first" : behind ? "behind" : "not distinguishable"),
			},
		],
		rows: [...board.standings],
		caption: `${board.metric} on ${board.dataset}`,
		note: "p is for “as good as the first”, paired by row, Holm-corrected.",
		width: 140,
	});
}
