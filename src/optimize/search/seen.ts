import { meanVariances, type Observation } from "./observation.ts";
import { type Cell, cellOf, keyOf, type Variables } from "./variables.ts";

/** All that was seen of one cell, in one number with its noise. */
export interface Seen {
	readonly cell: Cell;
	/** The mean of its observations, each weighted by its precision. */
	readonly mean: number;
	/** The variance of that mean by noise, >= 0; 0 is exact. */
	readonly noise: number;
	/** Items behind it. */
	readonly n: number;
}

/**
 * The cells seen, in order of their first observation, repeats put together: for normal noise nothing is lost by that.
 *
 * @param unknownVariance the variance of one item where neither the observation nor its range tells it
 * @example
 * const observations = [0.25, 0.75].map((mean) => ({ choice: { demos: 0 }, mean, n: 10, variance: 1 }));
 * seenCells({ demos: 2 }, observations, 0) // => [{ cell: [0], mean: 0.5, noise: 0.05, n: 20 }]
 */
export function seenCells(variables: Variables, observations: readonly Observation[], unknownVariance: number): Seen[] {
	const noises = meanVariances(observations, unknownVariance);
	const seen = new Map<string, Seen>();
	observations.forEach(({ choice, mean, n }, index) => {
		const cell = cellOf(variables, choice);
		const next: Seen = { cell, mean, noise: noises[index] ?? 0, n };
		const before = seen.get(keyOf(cell));
		seen.set(keyOf(cell), before === undefined ? next : together(before, next));
	});
	return [...seen.values()];
}

function together(a: Seen, b: Seen): Seen {
	const n = a.n + b.n;
	const noise = a.noise + b.noise;
	if (noise === 0) return { ...a, mean: (a.mean * a.n + b.mean * b.n) / n, n }; // both exact
	const mean = (a.mean * b.noise + b.mean * a.noise) / noise;
	return { cell: a.cell, mean, noise: (a.noise * b.noise) / noise, n };
}
