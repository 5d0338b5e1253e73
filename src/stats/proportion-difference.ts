import { checkShare } from "./check.ts";
import { chiSquaredUpper, normalQuantile, normalTwoSided } from "./distribution.ts";
import { hypergeometricMass } from "./hypergeometric.ts";
import type { Interval } from "./interval.ts";
import { wilson } from "./proportion.ts";

/** Passes out of tries. */
export interface Count {
	readonly successes: number;
	readonly n: number;
}

/**
 * Newcombe's hybrid score interval of the difference of two pass rates on separate rows: two Wilson intervals put together.
 *
 * For the same rows passed by both, look at the paired difference instead (`mcnemar`, `bootstrap`).
 *
 * @returns an interval of first − second, within [−1, 1]; the whole of it where a group is empty
 * @see Newcombe 1998, "Interval estimation for the difference between independent proportions", method 10
 * @example
 * newcombe({ successes: 5, n: 10 }, { successes: 5, n: 10 }).low // => -0.37251362381991436
 */
export function newcombe(first: Count, second: Count, level = 0.95): Interval {
	const one = wilson(first.successes, first.n, level);
	const two = wilson(second.successes, second.n, level);
	const method = "Newcombe";
	if (first.n === 0 || second.n === 0) return { low: -1, high: 1, level, method };
	const p1 = first.successes / first.n;
	const p2 = second.successes / second.n;
	return {
		low: p1 - p2 - Math.hypot(p1 - one.low, two.high - p2),
		high: p1 - p2 + Math.hypot(one.high - p1, p2 - two.low),
		level,
		method,
	};
}

/**
 * Wald's interval of the same difference: here for comparison; too narrow near 0 and 1.
 *
 * @example
 * waldDifference({ successes: 10, n: 10 }, { successes: 0, n: 10 }).low // => 1
 */
export function waldDifference(first: Count, second: Count, level = 0.95): Interval {
	checkShare("waldDifference", "level", level);
	const method = "Wald";
	if (first.n === 0 || second.n === 0) return { low: -1, high: 1, level, method };
	const p1 = first.successes / first.n;
	const p2 = second.successes / second.n;
	const error = Math.sqrt((p1 * (1 - p1)) / first.n + (p2 * (1 - p2)) / second.n);
	const reach = -normalQuantile((1 - level) / 2) * error;
	return { low: p1 - p2 - reach, high: p1 - p2 + reach, level, method };
}

/**
 * The z test of two pass rates with a pooled variance.
 *
 * @returns z, null when all or none passed (nothing varies), and the two-sided p, then 1
 * @example
 * twoProportionZ({ successes: 5, n: 10 }, { successes: 5, n: 10 }).p // => 1
 */
export function twoProportionZ(first: Count, second: Count): { readonly z: number | null; readonly p: number } {
	const pooled = (first.successes + second.successes) / (first.n + second.n);
	const error = Math.sqrt(pooled * (1 - pooled) * (1 / first.n + 1 / second.n));
	if (!(error > 0) || !Number.isFinite(error)) return { z: null, p: 1 };
	const z = (first.successes / first.n - second.successes / second.n) / error;
	return { z, p: normalTwoSided(z) };
}

/**
 * Pearson's chi-squared test of the 2 × 2 table with Yates' continuity correction.
 *
 * @returns the statistic, null when a row or column of the table is empty, and the p-value, then 1
 * @see Yates 1934, "Contingency tables involving small numbers and the χ² test"
 * @example
 * chiSquaredYates({ successes: 5, n: 10 }, { successes: 5, n: 10 }).p // => 1
 */
export function chiSquaredYates(
	first: Count,
	second: Count,
): { readonly statistic: number | null; readonly p: number } {
	const table = [first.successes, first.n - first.successes, second.successes, second.n - second.successes];
	const total = first.n + second.n;
	const passed = first.successes + second.successes;
	const expected = [first.n, second.n].flatMap((n) => [(n * passed) / total, (n * (total - passed)) / total]);
	if (!expected.every((count) => count > 0)) return { statistic: null, p: 1 };
	let statistic = 0;
	expected.forEach((count, cell) => {
		const gap = Math.abs((table[cell] ?? 0) - count);
		statistic += (gap - Math.min(0.5, gap)) ** 2 / count; // the correction never overshoots
	});
	return { statistic, p: chiSquaredUpper(statistic, 1) };
}

/**
 * Fisher's exact test of two pass rates, two-sided: the chance of a table at least as improbable, given the margins.
 *
 * @see Fisher 1922, "On the interpretation of χ² from contingency tables"
 * @example
 * fisherExact({ successes: 3, n: 3 }, { successes: 0, n: 3 }) // => 0.1
 */
export function fisherExact(first: Count, second: Count): number {
	const passed = first.successes + second.successes;
	const mass = (k: number) => hypergeometricMass(k, first.n, second.n, passed);
	const limit = mass(first.successes) * (1 + 1e-7);
	let sum = 0;
	for (let k = Math.max(0, passed - second.n); k <= Math.min(first.n, passed); k++) {
		const chance = mass(k);
		if (chance <= limit) sum += chance;
	}
	return Math.min(1, sum);
}
