import { deviance, incompleteBeta, stirlingError, upperGamma } from "./special.ts";

/** Chance that a standard normal variable is at most z.
 * @example
 * normalCdf(0) // => 0.5
 */
export function normalCdf(z: number): number {
	const tail = upperGamma(0.5, (z * z) / 2) / 2;
	return z < 0 ? tail : 1 - tail;
}

/** Chance that a standard normal variable is at least |z| from 0: a two-sided p-value.
 * @example
 * normalTwoSided(1.959963984540054) // => 0.05
 */
export function normalTwoSided(z: number): number {
	return upperGamma(0.5, (z * z) / 2);
}

/** The z below which a share p of the standard normal lies; ∓Infinity at p = 0 and 1.
 * @example
 * normalQuantile(0.975) // => 1.959963984540054
 */
export function normalQuantile(p: number): number {
	if (p > 0.5) return -normalQuantile(1 - p);
	if (p <= 0) return Number.NEGATIVE_INFINITY;
	// Abramowitz & Stegun 26.2.23 is good to 4.5e-4; three Halley steps make that full precision
	const t = Math.sqrt(-2 * Math.log(p));
	let z = -(t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))));
	for (let i = 0; i < 3; i++) {
		const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
		const newton = (normalCdf(z) - p) / density;
		z -= newton / (1 + (z * newton) / 2);
	}
	return z;
}

/** Chance that a Student t variable is at least |t| from 0: a two-sided p-value.
 * @param df degrees of freedom, > 0, need not be whole
 * @example
 * studentTwoSided(1, 1) // => 0.5
 */
export function studentTwoSided(t: number, df: number): number {
	if (!Number.isFinite(t)) return 0;
	const square = t * t;
	return incompleteBeta(df / (df + square), df / 2, 0.5, square / (df + square));
}

/** The t below which a share p of Student's distribution lies.
 * @example
 * studentQuantile(0.75, 1) // => 1
 */
export function studentQuantile(p: number, df: number): number {
	if (p === 0.5) return 0;
	if (p > 0.5) return -studentQuantile(1 - p, df);
	let far = 1;
	while (studentTwoSided(far, df) > 2 * p) far *= 2;
	return -solve((t) => 2 * p - studentTwoSided(t, df), 0, far);
}

/** Chance that a chi-squared variable exceeds x: an upper-tail p-value.
 * @example
 * chiSquaredUpper(2, 2) // => Math.exp(-1)
 */
export function chiSquaredUpper(x: number, df: number): number {
	return upperGamma(df / 2, x / 2);
}

/** Chance that an F variable exceeds x.
 * @example
 * fUpper(1, 4, 4) // => 0.5
 */
export function fUpper(x: number, df1: number, df2: number): number {
	const sum = df1 * x + df2;
	return incompleteBeta(df2 / sum, df2 / 2, df1 / 2, (df1 * x) / sum);
}

/** The x below which a share p of the Beta(a, b) distribution lies.
 * @example
 * betaQuantile(0.25, 1, 1) // => 0.25
 */
export function betaQuantile(p: number, a: number, b: number): number {
	return solve((x) => incompleteBeta(x, a, b) - p, 0, 1);
}

/** Chance of exactly k successes in n trials.
 * @param p chance of success in one trial, [0, 1]
 * @example
 * binomialMass(1, 2, 0.5) // => 0.5
 */
export function binomialMass(k: number, n: number, p: number): number {
	if (k < 0 || k > n) return 0;
	if (p <= 0) return k === 0 ? 1 : 0;
	if (p >= 1) return k === n ? 1 : 0;
	if (k === 0) return Math.exp(n * Math.log1p(-p));
	if (k === n) return p ** n;
	const rest = n - k;
	const log =
		stirlingError(n) - stirlingError(k) - stirlingError(rest) - deviance(k, n * p) - deviance(rest, n * (1 - p));
	return Math.exp(log) * Math.sqrt(n / (2 * Math.PI * k * rest));
}

/** Chance of at most k successes in n trials.
 * @example
 * binomialCdf(0, 3, 0.5) // => 0.125
 */
export function binomialCdf(k: number, n: number, p: number): number {
	if (k < 0) return 0;
	if (k >= n) return 1;
	return incompleteBeta(1 - p, n - k, k + 1, p);
}

/** The root of an increasing function, by bisection down to neighbouring doubles: slow, and never wrong. */
function solve(f: (x: number) => number, from: number, to: number): number {
	let low = from;
	let high = to;
	for (;;) {
		const middle = (low + high) / 2;
		if (middle <= low || middle >= high) return middle;
		if (f(middle) < 0) low = middle;
		else high = middle;
	}
}
