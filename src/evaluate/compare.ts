import { DataError } from "../core/errors.ts";
import { stableStringify } from "../core/json.ts";
import type { Metric } from "../metric/metric.ts";
import { bootstrap } from "../stats/bootstrap.ts";
import { holm } from "../stats/correction.ts";
import { formatCount } from "../view/format.ts";
import { type Displayable, displayable } from "../view/view.ts";
import { compareMetric, type Pair, type Settings } from "./compare-metric.ts";
import { compareView } from "./compare-view.ts";
import type { ComparisonData, MetricComparison, Ratio } from "./comparison.ts";
import { metricsOf } from "./make-report.ts";
import type { Report, Summary } from "./report.ts";
import { mean } from "./summarize.ts";

export type Comparison = ComparisonData & Displayable;

export interface CompareOptions {
	/** Default 0.95. */
	readonly level?: number;
	readonly seed?: number;
	/** The metrics themselves, for whole-set figures (F1, kappa) of reports that were loaded from a file. */
	readonly metrics?: readonly Metric[];
}

/**
 * Compares two reports on the same rows, row by row: which is better, by how much, and whether the rows suffice to say so.
 *
 * Pass/fail metrics use McNemar's exact test and the Agresti-Min interval; scores use a sign-flip permutation test and a
 * BCa bootstrap of the mean difference; whole-set figures resample and swap rows. Holm's correction runs over the metrics.
 *
 * @param a the report to compare with (the model left behind, the prompt before)
 * @param b the new one; differences are b minus a
 * @throws DataError when the reports share no row or hold different inputs under one id
 */
export function compare(a: Report, b: Report, options: CompareOptions = {}): Comparison {
	const { level = 0.95, seed = 0 } = options;
	const pairs = pairRows(a, b);
	const known = [...(options.metrics ?? []), ...metricsOf(a), ...metricsOf(b)];
	const names = Object.keys(a.summary).filter((name) => name in b.summary);
	const compared = names.flatMap((name) => {
		const metric = known.find((candidate) => candidate.name === name);
		const summary = a.summary[name] && { ...pickCaution(b.summary[name]), ...a.summary[name] };
		return (summary && compareMetric(summary, pairs, metric, { level, seed, looks: names.length })) ?? [];
	});
	const adjusted = holm(compared.map((metric) => metric.p));
	const metrics = compared.map((metric, index) => decide({ ...metric, adjustedP: adjusted[index] ?? metric.p }, level));
	const costs = pairs.map(([x, y]) => [x.usage.costUsd, y.usage.costUsd] as const);
	const priced = costs.filter((cost): cost is readonly [number, number] => cost[0] !== null && cost[1] !== null);
	return displayable(
		{
			a: a.name,
			b: b.name,
			dataset: a.run.dataset.name,
			rows: pairs.length,
			level,
			metrics,
			latencyMs: ratioOf(
				pairs.filter(([x, y]) => x.output !== null && y.output !== null).map(([x, y]) => [x.latencyMs, y.latencyMs]),
				{ level, seed },
			),
			costUsd: priced.length === pairs.length ? ratioOf(priced, { level, seed }) : null,
			notes: [...notesOf(a, b, pairs.length), ...metricNotes(names, a, metrics, known)],
		},
		compareView,
	);
}

function pickCaution(summary: Summary | undefined): Pick<Summary, "caution"> {
	return summary?.caution === undefined ? {} : { caution: summary.caution };
}

function pairRows(a: Report, b: Report): Pair[] {
	const rows = new Map(b.rows.map((row) => [row.id, row]));
	const pairs = a.rows.flatMap((row): Pair[] => {
		const other = rows.get(row.id);
		return other === undefined ? [] : [[row, other]];
	});
	if (pairs.length === 0) {
		throw new DataError(
			`compare: expected reports on the same rows, found no row id in both ("${a.name}", "${b.name}")`,
		);
	}
	const apart =
		a.run.dataset.hash === b.run.dataset.hash
			? undefined
			: pairs.find(([x, y]) => stableStringify([x.input, x.expected]) !== stableStringify([y.input, y.expected]));
	if (apart !== undefined) {
		throw new DataError(
			`compare: expected the same input and expected value in both reports, found different ones in row "${apart[0].id}"`,
		);
	}
	return pairs;
}

function decide(metric: Omit<MetricComparison, "verdict">, level: number): MetricComparison {
	const distinguishable = metric.adjustedP <= 1 - level;
	const gain = metric.direction === "higher" ? metric.difference : -metric.difference;
	return {
		...metric,
		verdict: !distinguishable ? "not distinguishable" : gain > 0 ? "better" : "worse",
		moreRows: distinguishable || metric.moreRows === null ? null : Math.max(1, metric.moreRows),
	};
}

type Values = readonly (readonly [a: number, b: number])[];

function ratioOf(pairs: Values, { level, seed }: Omit<Settings, "looks">): Ratio {
	const a = pairs.length === 0 ? 0 : mean(pairs.map(([va]) => va));
	const b = pairs.length === 0 ? 0 : mean(pairs.map(([, vb]) => vb));
	if (a === 0 || b === 0) return { a, b, ratio: null, low: null, high: null };
	const ratio = (some: Values) => {
		const below = mean(some.map(([va]) => va));
		return below === 0 ? null : mean(some.map(([, vb]) => vb)) / below;
	};
	const { low, high } = bootstrap(pairs, ratio, { level, seed, method: "percentile" });
	return { a, b, ratio: b / a, low, high };
}

function notesOf(a: Report, b: Report, rows: number): string[] {
	const notes: string[] = [];
	for (const report of [a, b]) {
		if (report.run.stopped !== undefined) notes.push(`${report.name} is incomplete (${report.run.stopped}).`);
	}
	if (rows < Math.max(a.rows.length, b.rows.length)) {
		notes.push(`Only the ${formatCount(rows, "row")} in both reports ${rows === 1 ? "is" : "are"} compared.`);
	}
	if (a.run.program.hash !== b.run.program.hash) notes.push("The two ran different programs.");
	if (a.run.concurrency !== b.run.concurrency)
		notes.push("They ran at different concurrency: latencies do not compare.");
	return notes;
}

function metricNotes(
	shared: readonly string[],
	a: Report,
	compared: readonly MetricComparison[],
	known: readonly Metric[],
): string[] {
	if (shared.length === 0) return ["The two reports have no metric in common."];
	const left = shared.filter((name) => !compared.some((metric) => metric.metric === name));
	const notes = left.map((name) =>
		a.summary[name]?.wholeSet && !known.some((metric) => metric.name === name)
			? `${name} could not be compared: a loaded report needs its metric again, compare(a, b, { metrics }).`
			: `${name} could not be compared: no row was scored in both reports.`,
	);
	const excludes0 = ({ low, high }: MetricComparison) => low !== null && high !== null && (low > 0 || high < 0);
	if (compared.some((metric) => metric.verdict === "not distinguishable" && excludes0(metric))) {
		const looks = formatCount(compared.length, "metric");
		notes.push(`The interval stands alone; the verdict allows for ${looks} looked at and for few rows.`);
	}
	return notes;
}
