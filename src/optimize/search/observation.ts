import { ConfigError } from "../../core/errors.ts";
import type { Choice } from "./variables.ts";

/** What was seen of one choice: the mean of some items. */
export interface Observation {
	readonly choice: Choice;
	/** Higher is better; to minimise, give the negative. Any finite scale. */
	readonly mean: number;
	/** How many items the mean is of, >= 1. */
	readonly n: number;
	/** The variance of one item, >= 0; 0 in every observation means that means are exact. Default: see `itemVariance`. */
	readonly variance?: number;
}

/**
 * Refuses what no sampler could learn from.
 *
 * @throws ConfigError when the mean, n or variance is out of range
 */
export function checkObservation(who: string, { mean, n, variance }: Omit<Observation, "choice">): void {
	const wrong = (what: string, found: unknown) =>
		new ConfigError(`${who}: expected ${what}, found ${found}; leave out a choice that could not be observed`);
	if (!Number.isFinite(mean)) throw wrong("an observation with a finite mean", mean);
	if (!(Number.isFinite(n) && n > 0)) throw wrong("an observation of n > 0 items", n);
	if (variance !== undefined && !(Number.isFinite(variance) && variance >= 0)) {
		throw wrong("an observation whose item variance is >= 0", variance);
	}
}

/**
 * The variance of one item: as given; else, for a mean in [0, 1], that of a share, p(1 − p).
 *
 * p is drawn towards ½ by one success and one failure more, for 35 right out of 35 do not prove that all are right. For
 * gradual scores in [0, 1] this is an upper bound.
 *
 * @returns >= 0; null when none was given and the mean is no share
 * @see Laplace's rule of succession
 * @example
 * itemVariance({ choice: {}, mean: 1, n: 8 }) // => 0.09
 */
export function itemVariance({ mean, n, variance }: Observation): number | null {
	if (variance !== undefined) return variance;
	if (mean < 0 || mean > 1) return null;
	const p = (mean * n + 1) / (n + 2);
	return p * (1 - p);
}

/** A variance is believed as if it had been seen on this many items more, at the value usual in the search. */
const usualItems = 10;

/**
 * The variance of each observation's mean, in order.
 *
 * A variance seen on few items is itself uncertain, so each is drawn towards the usual one: a lucky minibatch does not
 * pass for an exact one.
 *
 * @param unknownVariance the variance of one item where `itemVariance` is null
 * @example
 * meanVariances([{ choice: {}, mean: 3, n: 4, variance: 1 }, { choice: {}, mean: 2, n: 2, variance: 1 }], 0) // => [0.25, 0.5]
 */
export function meanVariances(observations: readonly Observation[], unknownVariance: number): number[] {
	const variances = observations.map((observation) => itemVariance(observation) ?? unknownVariance);
	let items = 0;
	let sum = 0;
	observations.forEach(({ n }, index) => {
		items += n;
		sum += n * (variances[index] ?? 0);
	});
	const usual = sum / items;
	return observations.map(({ n }, index) => (n * (variances[index] ?? 0) + usualItems * usual) / (n + usualItems) / n);
}
