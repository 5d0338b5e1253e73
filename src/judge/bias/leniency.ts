import { bootstrap } from "../../stats/bootstrap.ts";

export interface LeniencyBias {
	readonly n: number;
	/** Mean of judge − label, in the metric's value: above 0 is lenient. null without rows. */
	readonly meanBias: number | null;
	readonly low: number | null;
	readonly high: number | null;
	readonly tendency: "lenient" | "severe" | null;
	/** How many rows each level got, worst first. */
	readonly histogram: {
		readonly levels: readonly number[];
		readonly labels: readonly number[];
		readonly judge: readonly number[];
	};
	/** Shannon entropy of the two histograms, in bits: how much of the scale is used. */
	readonly entropy: { readonly labels: number; readonly judge: number };
	/** True when the judge keeps to fewer levels than the labels do, beyond chance: it says "4" to nearly everything. */
	readonly keepsToFewLevels: boolean;
}

/**
 * Whether a judge gives too much or too little on average, and whether it uses the scale.
 *
 * @param labels a level's value for each row
 * @param judge the judge's level, same rows
 * @param levels worst first
 * @see Saal, Downey & Lahey 1980, "Rating the ratings", on leniency and central tendency
 * @example
 * leniencyBias([0, 0, 1, 1], [1, 1, 1, 1], [0, 1]).meanBias // => 0.5
 * leniencyBias([0, 0, 1, 1], [1, 1, 1, 1], [0, 1]).entropy // => { labels: 1, judge: 0 }
 */
export function leniencyBias(
	labels: readonly number[],
	judge: readonly number[],
	levels: readonly number[],
	{ level = 0.95, seed = 0 }: { readonly level?: number; readonly seed?: number } = {},
): LeniencyBias {
	const gaps = judge.map((value, row) => value - (labels[row] ?? value));
	const histogram = { levels, labels: counts(labels, levels), judge: counts(judge, levels) };
	const entropy = { labels: entropyOf(histogram.labels), judge: entropyOf(histogram.judge) };
	const interval = gaps.length === 0 ? null : bootstrap(gaps, mean, { level, seed });
	const spread = interval !== null && interval.low < interval.high;
	return {
		n: gaps.length,
		meanBias: gaps.length === 0 ? null : mean(gaps),
		low: spread ? interval.low : null,
		high: spread ? interval.high : null,
		tendency: !spread ? null : interval.low > 0 ? "lenient" : interval.high < 0 ? "severe" : null,
		histogram,
		entropy,
		keepsToFewLevels: gaps.length > 1 && narrower(labels, judge, levels, { level, seed }),
	};
}

function narrower(
	labels: readonly number[],
	judge: readonly number[],
	levels: readonly number[],
	{ level, seed }: { readonly level: number; readonly seed: number },
): boolean {
	const difference = (rows: readonly number[]) => {
		const of = (values: readonly number[]) =>
			entropyOf(
				counts(
					rows.map((row) => values[row] ?? 0),
					levels,
				),
			);
		return of(judge) - of(labels);
	};
	return bootstrap(labels.length, difference, { level, seed, method: "percentile", resamples: 1000 }).high < 0;
}

function counts(values: readonly number[], levels: readonly number[]): number[] {
	return levels.map((level) => values.filter((value) => value === level).length);
}

function entropyOf(histogram: readonly number[]): number {
	const total = histogram.reduce((sum, count) => sum + count, 0);
	const parts = histogram.filter((count) => count > 0).map((count) => (count / total) * Math.log2(total / count));
	return parts.reduce((sum, part) => sum + part, 0);
}

function mean(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}
