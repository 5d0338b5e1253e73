import { mean, sampleStandardDeviation } from "simple-statistics";
import { checkFinite, checkLength, checkPairs } from "./check.ts";
import { studentTwoSided } from "./distribution.ts";
import type { Interval } from "./interval.ts";
import { meanInterval } from "./mean.ts";
import { binomialTest } from "./proportion.ts";

export interface PairedT {
	/** Mean of a − b. */
	readonly meanDifference: number;
	/** Standard deviation of a − b; 0 for one pair. */
	readonly sdDifference: number;
	/** ±Infinity when every difference is the same and not 0; null when there is nothing to divide (one pair, or all equal). */
	readonly t: number | null;
	readonly degreesOfFreedom: number;
	/** Two-sided; 1 where t is null. */
	readonly p: number;
	/** The t interval of the mean difference. */
	readonly interval: Interval;
	/** Cohen's d_z: the mean difference in its own standard deviations; null as t is. */
	readonly effect: number | null;
}

/**
 * Student's t test of two systems scored on the same rows.
 *
 * @param a one score per row
 * @param b the same rows
 * @throws DataError when the lengths differ, nothing is given or a score is not finite
 * @see Student 1908, "The probable error of a mean"
 * @example
 * pairedT([3, 4, 5], [2, 2, 2]).meanDifference // => 2
 */
export function pairedT(a: readonly number[], b: readonly number[], level = 0.95): PairedT {
	const differences = pairedDifferences("pairedT", a, b);
	const meanDifference = mean(differences);
	const sdDifference = differences.length > 1 ? sampleStandardDeviation(differences) : 0;
	const degreesOfFreedom = differences.length - 1;
	const effect =
		degreesOfFreedom === 0 || (sdDifference === 0 && meanDifference === 0) ? null : meanDifference / sdDifference;
	const t = effect === null ? null : effect * Math.sqrt(differences.length);
	const p = t === null ? 1 : studentTwoSided(t, degreesOfFreedom);
	return { meanDifference, sdDifference, t, degreesOfFreedom, p, interval: meanInterval(differences, level), effect };
}

/**
 * The sign test: of the rows that differ, is one system ahead on more than half? Exact, two-sided; 1 when none differ.
 *
 * @example
 * signTest([1, 1, 1, 1, 1], [0, 0, 0, 0, 0]) // => 0.0625
 */
export function signTest(a: readonly number[], b: readonly number[]): number {
	const differences = pairedDifferences("signTest", a, b).filter((difference) => difference !== 0);
	return binomialTest(differences.filter((difference) => difference > 0).length, differences.length);
}

/** a − b row by row, after the checks every paired test wants. */
export function pairedDifferences(who: string, a: readonly number[], b: readonly number[]): number[] {
	checkPairs(who, a, b);
	checkLength(who, a);
	checkFinite(who, a);
	checkFinite(who, b);
	return a.map((value, row) => value - (b[row] ?? 0));
}
