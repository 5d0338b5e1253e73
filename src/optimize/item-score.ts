import type { ErrorRecord } from "../core/errors.ts";
import type { Row } from "../evaluate/report.ts";
import { type SetRow, setFigureOf, setRowOf } from "../evaluate/summarize.ts";
import type { Metric } from "../metric/metric.ts";
import type { Usage } from "../model/usage.ts";

/** What one candidate did on one row. */
export interface ItemScore {
	/** The metric's value; null when it does not apply or could not be computed. */
	readonly value: number | null;
	/** The value with its sign turned where lower is better: higher is always better. */
	readonly utility: number | null;
	/** True when the program failed on the row; its value is then the worst there is. */
	readonly failed: boolean;
	/** The metric's words: what reflective optimizers learn from. */
	readonly reason?: string;
	/** Of the program, or of the metric where that could not score. */
	readonly error?: ErrorRecord;
	/** null when the program failed. */
	readonly output: unknown;
	/** The row as a whole-set figure takes it; where the metric is one. */
	readonly setRow?: SetRow;
	readonly usage: Usage;
	readonly latencyMs: number;
	readonly repairs: number;
}

/** A row's outcome as an optimizer needs it. */
export function itemScore<I, E, O>(
	row: Row<I, E, O>,
	metric: Pick<Metric<I, E, O>, "name" | "direction" | "aggregate">,
): ItemScore {
	const score = row.scores[metric.name];
	const value = score?.value ?? null;
	const error = row.error ?? score?.error;
	return {
		value,
		utility: value === null ? null : metric.direction === "higher" ? value : -value,
		failed: row.error !== undefined,
		...(score?.reason === undefined ? {} : { reason: score.reason }),
		...(error === undefined ? {} : { error }),
		output: row.output,
		...(metric.aggregate === undefined ? {} : { setRow: setRowOf(row) }),
		usage: row.usage,
		latencyMs: row.latencyMs,
		repairs: row.repairs,
	};
}

/** The metric on some rows: their mean, or its figure of the whole set; null when there is none. */
export function metricOn<I, E, O>(scores: readonly ItemScore[], metric: Metric<I, E, O>): number | null {
	if (metric.aggregate === undefined) return mean(scores.flatMap(({ value }) => value ?? []));
	const usable = scores.flatMap(({ setRow, error, failed }) =>
		setRow === undefined || (error !== undefined && !failed) ? [] : [setRow as SetRow<I, E, O>],
	);
	return setFigureOf(metric, usable);
}

/** Scores of rows in an order; undefined for a row that was not run. */
export type Scores = readonly (ItemScore | undefined)[];

/** The mean utility of the rows that have one; null when none has. */
export function meanUtility(scores: Scores): number | null {
	return mean(scores.flatMap((score) => score?.utility ?? []));
}

/** What each row gained over the same row of `base`; rows without a utility in both are left out. */
export function utilityGains(own: Scores, base: Scores): number[] {
	return own.flatMap((score, row) => {
		const [utility, other] = [score?.utility ?? null, base[row]?.utility ?? null];
		return utility === null || other === null ? [] : [utility - other];
	});
}

function mean(values: readonly number[]): number | null {
	return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
