import { ConfigError, DataError } from "../core/errors.ts";
import { random } from "../core/random.ts";
import { type BootstrapMethod, bootstrapInterval } from "./bootstrap-interval.ts";
import type { Interval } from "./interval.ts";

/**
 * A figure of a set of items. null or NaN: it does not exist for these (an AUC with one class), and the resample is left out.
 * The list is filled anew for the next resample, so do not keep it.
 */
export type Statistic<T> = (items: readonly T[]) => number | null;

export interface BootstrapOptions {
	/** How many times to draw. */
	readonly resamples?: number;
	readonly seed?: number;
	/** Coverage, (0, 1). */
	readonly level?: number;
	readonly method?: BootstrapMethod;
}

/**
 * A bootstrap interval of any figure of a set: draws the items again with replacement, many times, and looks at how the
 * figure moves.
 *
 * Instead of items give their number, and the statistic is handed indices: cheaper where items live in several arrays.
 * A single item, or items that are all alike, give a range of no width (no spread was seen). Runs the statistic
 * `resamples` times on n items, and for BCa up to 1,000 times more on nearly n.
 *
 * @throws DataError when there are no items, or the statistic does not exist for the whole set
 * @see Efron & Tibshirani 1993, "An Introduction to the Bootstrap"
 * @example
 * const share = (items) => items.filter((item) => item === "yes").length / items.length;
 * bootstrap(["yes", "yes"], share).low // => 1
 */
export function bootstrap(n: number, statistic: Statistic<number>, options?: BootstrapOptions): Interval;
export function bootstrap<T>(items: readonly T[], statistic: Statistic<T>, options?: BootstrapOptions): Interval;
export function bootstrap<T>(
	source: number | readonly T[],
	statistic: Statistic<T | number>,
	options: BootstrapOptions = {},
): Interval {
	const items = typeof source === "number" ? Array.from({ length: source }, (_, index) => index) : source;
	return interval<T | number>(items, statistic, options);
}

/**
 * The same for items that come in groups (questions of one conversation, rows of one customer): draws whole groups, since
 * items of a group are not independent.
 *
 * @param groups the items of each group, in no order
 * @example
 * const size = (items) => items.length;
 * bootstrapClusters([["a", "b"], ["c", "d"]], size).high // => 4
 */
export function bootstrapClusters<T>(
	groups: readonly (readonly T[])[],
	statistic: Statistic<T>,
	options: BootstrapOptions = {},
): Interval {
	return interval(groups, (drawn) => statistic(drawn.flat()), options);
}

/**
 * The same from resamples drawn elsewhere: one list of item indices a resample.
 *
 * @example
 * const mean = (items) => items.reduce((sum, item) => sum + item, 0) / items.length;
 * bootstrapGiven([0, 1], mean, [[0, 0], [0, 1], [1, 1]], { method: "percentile", level: 0.5 }).low // => 0.25
 */
export function bootstrapGiven<T>(
	items: readonly T[],
	statistic: Statistic<T>,
	resampleIndices: readonly (readonly number[])[],
	options: Pick<BootstrapOptions, "level" | "method"> = {},
): Interval {
	const estimate = estimateOf(items, statistic);
	const replicates = resampleIndices.map((indices) => statistic(indices.map((index) => items[index] as T)));
	const left = options.method === undefined || options.method === "bca" ? jackknife(items, statistic) : [];
	return bootstrapInterval(estimate, replicates.filter(exists), left, options);
}

/** The statistic of each of `resamples` resamples; those for which it does not exist are left out. */
export function replicates<T>(items: readonly T[], statistic: Statistic<T>, resamples = 2000, seed = 0): number[] {
	if (!Number.isInteger(resamples) || resamples < 1) {
		throw new ConfigError(`bootstrap: expected a whole number of resamples >= 1, found ${resamples}`);
	}
	const draw = random(seed).fork("bootstrap");
	const found: number[] = [];
	const drawn = new Array<T>(items.length);
	for (let r = 0; r < resamples; r++) {
		for (let i = 0; i < items.length; i++) drawn[i] = items[draw.integer(items.length)] as T;
		const value = statistic(drawn);
		if (exists(value)) found.push(value);
	}
	return found;
}

/**
 * The statistic with each item left out in turn. Past 1,000 items whole blocks are left out instead (their skewness
 * gives the same acceleration), so that the cost does not grow with the square of n.
 */
export function jackknife<T>(items: readonly T[], statistic: Statistic<T>): number[] {
	if (items.length < 2) return [];
	const blocks = Math.min(items.length, 1000);
	const found: number[] = [];
	for (let block = 0; block < blocks; block++) {
		const from = Math.floor((block * items.length) / blocks);
		const to = Math.floor(((block + 1) * items.length) / blocks);
		const value = statistic([...items.slice(0, from), ...items.slice(to)]);
		if (exists(value)) found.push(value);
	}
	return found;
}

function interval<T>(items: readonly T[], statistic: Statistic<T>, options: BootstrapOptions): Interval {
	const estimate = estimateOf(items, statistic);
	const drawn = items.length === 1 ? [] : replicates(items, statistic, options.resamples, options.seed);
	const left = options.method === undefined || options.method === "bca" ? jackknife(items, statistic) : [];
	return bootstrapInterval(estimate, drawn, left, options);
}

function estimateOf<T>(items: readonly T[], statistic: Statistic<T>): number {
	if (items.length === 0) throw new DataError("bootstrap: expected at least one item, found none");
	const estimate = statistic(items);
	if (exists(estimate)) return estimate;
	throw new DataError(
		`bootstrap: expected a statistic that exists for the whole set, found ${estimate}; check the figure before asking for its interval`,
	);
}

function exists(value: number | null): value is number {
	return value !== null && !Number.isNaN(value);
}
