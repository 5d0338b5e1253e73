import { random } from "../core/random.ts";
import type { Case, FailedCase, Metric } from "../metric/metric.ts";
import { bootstrap } from "../stats/bootstrap.ts";
import type { Interval } from "../stats/interval.ts";
import { wilson } from "../stats/proportion.ts";
import type { Row, RowScore, Summary } from "./report.ts";

/** A row as a whole-set figure takes it: one of the two is there. */
export interface SetRow<I = unknown, E = unknown, O = unknown> {
	/** Absent when the program failed on the row. */
	readonly case?: Case<I, E, O>;
	readonly failed?: FailedCase<I, E>;
}

/** A row as a metric's summary needs it. */
export interface ScoredRow<I, E, O> extends SetRow<I, E, O> {
	readonly score: RowScore;
}

export interface SummarizeOptions {
	readonly level: number;
	readonly seed: number;
}

/**
 * One metric over all rows: the mean with an interval (Wilson where every score is 0 or 1, else BCa bootstrap), or the
 * metric's own whole-set figure with a bootstrap over rows.
 *
 * A row that failed counts as the metric's `whenFailed` says: as the worst value there is, unless it says null.
 */
export function summarize<I, E, O>(
	metric: Metric<I, E, O>,
	rows: readonly ScoredRow<I, E, O>[],
	options: SummarizeOptions,
): Summary {
	const values = rows.flatMap((row) => (row.score.value === null ? [] : [row.score.value]));
	const unscored = rows.filter((row) => row.score.value === null);
	const failed = unscored.filter((row) => row.score.error !== undefined).length;
	const figure =
		metric.aggregate === undefined ? meanFigure(values, metric, options) : setFigure(metric, rows, options);
	return {
		name: metric.name,
		direction: metric.direction,
		range: metric.range,
		unit: metric.unit ?? "number",
		...(metric.caution === undefined ? {} : { caution: metric.caution }),
		...figure,
		level: options.level,
		wholeSet: metric.aggregate !== undefined,
		scored: values.length,
		skipped: unscored.length - failed,
		failed,
	};
}

type Figure = Pick<Summary, "value" | "low" | "high" | "method">;

const nothing: Figure = { value: null, low: null, high: null, method: "none" };

/** The mean of scores with its interval. */
export function meanFigure(
	values: readonly number[],
	metric: Pick<Metric, "name" | "range">,
	{ level, seed }: SummarizeOptions,
): Figure {
	if (values.length === 0) return nothing;
	const value = mean(values);
	if (metric.range[0] === 0 && metric.range[1] === 1 && values.every((v) => v === 0 || v === 1)) {
		const successes = values.filter((v) => v === 1).length;
		const { low, high, method } = wilson(successes, values.length, level);
		return { value, low, high, method };
	}
	if (values.length === 1) return { value, low: null, high: null, method: "one row: no interval" };
	const options = { level, seed: forMetric(metric, seed), method: "bca" } as const;
	return { value, ...seenSpread(bootstrap(values, mean, options)) };
}

function setFigure<I, E, O>(
	metric: Metric<I, E, O>,
	rows: readonly ScoredRow<I, E, O>[],
	{ level, seed }: SummarizeOptions,
): Figure {
	const figure = (some: readonly ScoredRow<I, E, O>[]) => setFigureOf(metric, some);
	const used = rows.filter((row) => row.failed !== undefined || row.score.error === undefined);
	const value = used.length === 0 ? null : figure(used);
	if (value === null) return nothing;
	if (used.length === 1) return { value, low: null, high: null, method: "one row: no interval" };
	const options = { level, seed: forMetric(metric, seed), method: "percentile", resamples: 1000 } as const;
	return { value, ...seenSpread({ ...bootstrap(used, figure, options), method: "percentile bootstrap over rows" }) };
}

/** An interval of no width says only that the rows were alike, not that the figure is sure: then there is none. */
export function seenSpread({ low, high, method }: Interval): Pick<Summary, "low" | "high" | "method"> {
	return low === high ? { low: null, high: null, method: "no spread seen" } : { low, high, method };
}

/**
 * A report's row for whole-set figures. Make it once and resample it: metrics remember by it what they read from the row.
 */
export function setRowOf(row: Row): SetRow {
	const { input, expected, output, trace } = row;
	return output === null ? { failed: { input, expected, trace } } : { case: { input, expected, output, trace } };
}

/** A metric's whole-set figure of some rows; null when it has none. */
export function setFigureOf<I, E, O>(metric: Metric<I, E, O>, rows: readonly SetRow<I, E, O>[]): number | null {
	const done: Case<I, E, O>[] = [];
	const failed: FailedCase<I, E>[] = [];
	for (const row of rows) {
		if (row.case !== undefined) done.push(row.case);
		if (row.failed !== undefined) failed.push(row.failed);
	}
	return metric.aggregate?.(done, failed) ?? null;
}

// Each metric resamples by its own stream: adding one must not move the intervals of the others.
function forMetric(metric: Pick<Metric, "name">, seed: number): number {
	return random(seed)
		.fork(metric.name)
		.integer(2 ** 31);
}

export function mean(values: readonly number[]): number {
	let sum = 0;
	for (const value of values) sum += value;
	return sum / values.length;
}
