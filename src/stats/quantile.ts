import { checkLength } from "./check.ts";

/**
 * A quantile by linear interpolation between the two nearest sorted values (type 7 of Hyndman and Fan; the default
 * of NumPy and R). simple-statistics has only the step form.
 *
 * @param values any order, at least one
 * @param p a share in [0, 1]
 * @example
 * quantile([1, 2, 3, 4], 0.5) // => 2.5
 */
export function quantile(values: readonly number[], p: number): number {
	checkLength("quantile", values);
	return sortedQuantile(
		[...values].sort((a, b) => a - b),
		p,
	);
}

/** `quantile` of values that are sorted already. */
export function sortedQuantile(sorted: ArrayLike<number>, p: number): number {
	const position = p * (sorted.length - 1);
	const index = Math.min(Math.max(Math.floor(position), 0), sorted.length - 1);
	const below = sorted[index] ?? 0;
	const above = sorted[index + 1] ?? below;
	return below + (above - below) * (position - index);
}
