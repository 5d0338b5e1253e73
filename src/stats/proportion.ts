import { DataError } from "../core/errors.ts";
import { checkShare } from "./check.ts";
import { betaQuantile, binomialMass, normalQuantile } from "./distribution.ts";
import type { Interval } from "./interval.ts";

/**
 * Wilson's score interval of a pass rate: the one to use for passes and failures.
 *
 * It stays inside [0, 1] and does not collapse to a point when all rows pass. With no rows it is [0, 1]: nothing is known.
 *
 * @param successes how many passed, 0 … n
 * @param n how many were tried
 * @throws DataError when successes is not within 0 … n
 * @see Wilson 1927, "Probable inference, the law of succession, and statistical inference"
 * @example
 * wilson(8, 10).low // => 0.49016247153664183
 */
export function wilson(successes: number, n: number, level = 0.95): Interval {
	const z = zOf("wilson", successes, n, level);
	if (n === 0) return nothingKnown(level, "Wilson");
	const p = successes / n;
	const scale = 1 + (z * z) / n;
	const center = (p + (z * z) / (2 * n)) / scale;
	const reach = (z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))) / scale;
	return within(center - reach, center + reach, level, "Wilson");
}

/**
 * Wilson's interval with Newcombe's continuity correction: a little wider, nearer to the exact one.
 *
 * @see Newcombe 1998, "Two-sided confidence intervals for the single proportion", method 4
 * @example
 * wilsonContinuity(0, 10).low // => 0
 */
export function wilsonContinuity(successes: number, n: number, level = 0.95): Interval {
	const z = zOf("wilsonContinuity", successes, n, level);
	const method = "Wilson, continuity corrected";
	if (n === 0) return nothingKnown(level, method);
	const p = successes / n;
	const q = 1 - p;
	const scale = 2 * (n + z * z);
	const center = (2 * n * p + z * z) / scale;
	const down = (1 + z * root(z * z - 2 - 1 / n + 4 * p * (n * q + 1))) / scale;
	const up = (1 + z * root(z * z + 2 - 1 / n + 4 * p * (n * q - 1))) / scale;
	return within(successes === 0 ? 0 : center - down, successes === n ? 1 : center + up, level, method);
}

// at very low levels and counts the corrected variance can fall below 0
function root(value: number): number {
	return Math.sqrt(Math.max(0, value));
}

/**
 * Clopper and Pearson's exact interval: covers at least as often as it says, so it is wider than need be.
 *
 * @see Clopper & Pearson 1934, "The use of confidence or fiducial limits illustrated in the case of the binomial"
 * @example
 * clopperPearson(0, 10).high // => 1 - 0.025 ** (1 / 10)
 */
export function clopperPearson(successes: number, n: number, level = 0.95): Interval {
	zOf("clopperPearson", successes, n, level);
	const tail = (1 - level) / 2;
	const low = successes === 0 ? 0 : betaQuantile(tail, successes, n - successes + 1);
	const high = successes === n ? 1 : 1 - betaQuantile(tail, n - successes, successes + 1);
	return { low, high, level, method: "Clopper-Pearson" };
}

/**
 * Agresti and Coull's interval: Wald's, after adding about two passes and two failures.
 *
 * @see Agresti & Coull 1998, "Approximate is better than exact for interval estimation of binomial proportions"
 * @example
 * agrestiCoull(10, 10).high // => 1
 */
export function agrestiCoull(successes: number, n: number, level = 0.95): Interval {
	const z = zOf("agrestiCoull", successes, n, level);
	if (n === 0) return nothingKnown(level, "Agresti-Coull");
	const total = n + z * z;
	const p = (successes + (z * z) / 2) / total;
	const reach = z * Math.sqrt((p * (1 - p)) / total);
	return within(p - reach, p + reach, level, "Agresti-Coull");
}

/**
 * Jeffreys' interval: the middle of the Bayesian posterior under a Beta(½, ½) prior.
 *
 * @see Brown, Cai & DasGupta 2001, "Interval estimation for a binomial proportion"
 * @example
 * jeffreys(5, 10).low + jeffreys(5, 10).high // => 1
 */
export function jeffreys(successes: number, n: number, level = 0.95): Interval {
	zOf("jeffreys", successes, n, level);
	const tail = (1 - level) / 2;
	const passed = successes + 0.5;
	const failed = n - successes + 0.5;
	return {
		low: betaQuantile(tail, passed, failed),
		high: 1 - betaQuantile(tail, failed, passed),
		level,
		method: "Jeffreys",
	};
}

/**
 * Wald's interval, p ± z √(p(1 − p)/n): here for comparison only. It collapses at 0 and 1 and covers too seldom.
 *
 * @example
 * wald(10, 10).low // => 1
 */
export function wald(successes: number, n: number, level = 0.95): Interval {
	const z = zOf("wald", successes, n, level);
	if (n === 0) return nothingKnown(level, "Wald");
	const p = successes / n;
	const reach = z * Math.sqrt((p * (1 - p)) / n);
	return within(p - reach, p + reach, level, "Wald");
}

/**
 * The exact two-sided binomial test: how likely is a count at least as improbable as this one, if the true rate is p?
 *
 * @param p the rate supposed, [0, 1]
 * @returns a p-value in (0, 1]; 1 when nothing was tried
 * @example
 * binomialTest(0, 5) // => 0.0625
 */
export function binomialTest(successes: number, n: number, p = 0.5): number {
	checkCounts("binomialTest", successes, n);
	const limit = binomialMass(successes, n, p) * (1 + 1e-7); // counts as improbable as ours, up to rounding, belong in
	let sum = 0;
	for (let k = 0; k <= n; k++) {
		const mass = binomialMass(k, n, p);
		if (mass <= limit) sum += mass;
	}
	return Math.min(1, sum);
}

function zOf(who: string, successes: number, n: number, level: number): number {
	checkCounts(who, successes, n);
	checkShare(who, "level", level);
	return -normalQuantile((1 - level) / 2);
}

function checkCounts(who: string, successes: number, n: number): void {
	if (!(successes >= 0 && successes <= n && Number.isFinite(n))) {
		throw new DataError(`${who}: expected 0 <= successes <= n, found ${successes} of ${n}; count the rows again`);
	}
}

function nothingKnown(level: number, method: string): Interval {
	return { low: 0, high: 1, level, method };
}

function within(low: number, high: number, level: number, method: string): Interval {
	return { low: Math.max(0, low), high: Math.min(1, high), level, method };
}
