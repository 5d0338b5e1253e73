import { mean, sampleVariance } from "simple-statistics";
import { checkFinite, checkLength } from "./check.ts";
import { normalTwoSided, studentTwoSided } from "./distribution.ts";
import { ranks, tieSizes } from "./rank.ts";

export interface Welch {
	/** ±Infinity when neither group varies and the means differ; null when they do not differ either. */
	readonly t: number | null;
	/** Welch and Satterthwaite's, seldom whole; null when neither group varies. */
	readonly degreesOfFreedom: number | null;
	/** Two-sided; 1 where t is null. */
	readonly p: number;
}

/**
 * Welch's t test of two separate groups: their spreads may differ. For scores of the same rows use `pairedT`, which sees more.
 *
 * @param a at least two finite values
 * @param b at least two finite values
 * @throws DataError when a group is too small or holds NaN
 * @see Welch 1947, "The generalization of Student's problem"
 * @example
 * welch([1, 2, 3], [1, 2, 3]).t // => 0
 */
export function welch(a: readonly number[], b: readonly number[]): Welch {
	for (const group of [a, b]) {
		checkLength("welch", group, 2);
		checkFinite("welch", group);
	}
	const errorA = sampleVariance([...a]) / a.length;
	const errorB = sampleVariance([...b]) / b.length;
	const gap = mean([...a]) - mean([...b]);
	const error = errorA + errorB;
	if (error === 0) {
		return { t: gap === 0 ? null : gap / 0, degreesOfFreedom: null, p: gap === 0 ? 1 : 0 };
	}
	const t = gap / Math.sqrt(error);
	const degreesOfFreedom = error ** 2 / (errorA ** 2 / (a.length - 1) + errorB ** 2 / (b.length - 1));
	return { t, degreesOfFreedom, p: studentTwoSided(t, degreesOfFreedom) };
}

/**
 * Mann and Whitney's U test of two separate groups, by ranks: is a value of one usually above a value of the other?
 *
 * Normal approximation with tie and continuity corrections, two-sided; 1 when all values are equal.
 *
 * @returns u, the number of pairs in which a's value is the larger (ties half), in [0, |a|·|b|], and p
 * @throws DataError when a group is empty or holds NaN
 * @see Mann & Whitney 1947, "On a test of whether one of two random variables is stochastically larger than the other"
 * @example
 * mannWhitney([3, 4], [1, 2]).u // => 4
 */
export function mannWhitney(a: readonly number[], b: readonly number[]): { readonly u: number; readonly p: number } {
	for (const group of [a, b]) {
		checkLength("mannWhitney", group);
		checkFinite("mannWhitney", group);
	}
	const all = [...a, ...b];
	const n = all.length;
	const rankSum = ranks(all)
		.slice(0, a.length)
		.reduce((sum, rank) => sum + rank, 0);
	const u = rankSum - (a.length * (a.length + 1)) / 2;
	const pairs = a.length * b.length;
	const tieLoss = tieSizes(all).reduce((sum, size) => sum + size ** 3 - size, 0) / (n * (n - 1));
	const variance = (pairs * (n + 1 - tieLoss)) / 12;
	const beyond = Math.abs(u - pairs / 2) - 0.5;
	return { u, p: beyond <= 0 || variance <= 0 ? 1 : normalTwoSided(beyond / Math.sqrt(variance)) };
}
