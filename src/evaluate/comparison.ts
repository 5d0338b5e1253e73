import type { Metric } from "../metric/metric.ts";

/** One metric in both reports, on the rows that both scored. */
export interface MetricComparison {
	readonly metric: string;
	readonly direction: Metric["direction"];
	readonly unit: NonNullable<Metric["unit"]>;
	/** The metric's own, shown in bold under the table. */
	readonly caution?: string;
	/** Rows that both reports scored. */
	readonly rows: number;
	readonly a: number;
	readonly b: number;
	/** b minus a. */
	readonly difference: number;
	/** The interval of the difference; null on a single row, and where every row differs alike (no spread was seen). */
	readonly low: number | null;
	readonly high: number | null;
	/** Two-sided p-value of "no difference". */
	readonly p: number;
	/** p after Holm's correction over the metrics of this comparison. */
	readonly adjustedP: number;
	readonly test: string;
	/** Rows on which b did better, worse, and the same; null for a figure of the whole set, which has no value per row. */
	readonly better: number | null;
	readonly worse: number | null;
	readonly same: number | null;
	readonly verdict: "better" | "worse" | "not distinguishable";
	/**
	 * About how many more rows would decide, if the difference is what it looks like; null when that cannot be said, or no
	 * number within reach (a million) would.
	 */
	readonly moreRows: number | null;
}

/** A ratio of means, b over a, with its interval by resampling rows. */
export interface Ratio {
	readonly a: number;
	readonly b: number;
	readonly ratio: number | null;
	readonly low: number | null;
	readonly high: number | null;
}

export interface ComparisonData {
	readonly a: string;
	readonly b: string;
	readonly dataset: string;
	/** Rows in both reports. */
	readonly rows: number;
	readonly level: number;
	readonly metrics: readonly MetricComparison[];
	/** Time at the models, milliseconds a row. */
	readonly latencyMs: Ratio;
	/** US dollars a row; null when a price is unknown. */
	readonly costUsd: Ratio | null;
	/** What the reader should know before believing the figures. */
	readonly notes: readonly string[];
}
