import type { Metric } from "../metric/metric.ts";

/** One row of the reference or of a look: what a watch keeps of it. */
export interface WatchRow {
	/** Hash of input and expected value: a row that was seen before is not counted again. */
	readonly key: string;
	/** null: the metric does not apply, or could not score the row. */
	readonly score: number | null;
	/** Time at the models in milliseconds; null when the program failed. */
	readonly latencyMs: number | null;
	/** null when a price is unknown. */
	readonly costUsd: number | null;
	/** Whether the first answer met the signature; null when the row failed for another reason. */
	readonly fits: boolean | null;
	/** Why there is no answer, when the program failed. */
	readonly failed?: string;
}

/** One evaluation on new rows. */
export interface LookRecord {
	/** Name of the data set. */
	readonly name: string;
	/** ISO time. */
	readonly at: string;
	readonly rows: readonly WatchRow[];
	/** Rows that were left out because the reference or an earlier look held them. */
	readonly seenBefore: number;
	/** Why the look ended before its last row, where it did. */
	readonly stopped?: string;
}

/** What is watched; a file goes on only with a watch whose subject is equal. */
export interface WatchSubject {
	/** Hash of the program's structure and parameters. */
	readonly program: string;
	/** Hash of the reference's rows. */
	readonly reference: string;
	readonly metric: string;
	readonly direction: Metric["direction"];
	readonly unit: NonNullable<Metric["unit"]>;
	readonly range: readonly [low: number, high: number];
	readonly level: number;
}
