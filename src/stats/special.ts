/**
 * The special functions under the distributions: Gamma, incomplete beta, incomplete gamma.
 *
 * Written so that large arguments do not cancel: leading factors come from Loader's saddle-point form instead of
 * differences of log-gammas. Relative error about 1e-13 for arguments up to some thousands.
 *
 * @see Loader 2000, "Fast and Accurate Computation of Binomial Probabilities"
 * @see Press et al. 2007, "Numerical Recipes", chapter 6 (the continued fractions)
 */

const HALF_LOG_TWO_PI = 0.9189385332046727;

/**
 * What Stirling's formula leaves out of log Γ(x + 1), for x > 0: log Γ(x+1) = (x + ½) log x − x + ½ log 2π + this.
 *
 * @example
 * stirlingError(1) // => 1 - Math.log(2 * Math.PI) / 2
 */
export function stirlingError(x: number): number {
	// step up to where the series is exact to the last bit; each step loses nothing
	let below = 0;
	let y = x;
	while (y < 16) {
		below += (y + 0.5) * Math.log1p(1 / y) - 1;
		y += 1;
	}
	const square = y * y;
	const series = 1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / (1188 * square)) / square) / square) / square;
	return below + series / y;
}

/**
 * log Γ(x) for x > 0.
 *
 * @example
 * logGamma(5) // => Math.log(24)
 */
export function logGamma(x: number): number {
	return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + stirlingError(x);
}

/** x log(x / m) + m − x without cancellation where x is near m: the deviance of a count x from its mean m. */
export function deviance(x: number, m: number): number {
	const difference = x - m;
	if (Math.abs(difference) >= 0.1 * (x + m)) return x * Math.log(x / m) - difference;
	const v = difference / (x + m);
	let sum = difference * v;
	let term = 2 * x * v;
	for (let j = 3; ; j += 2) {
		term *= v * v;
		const next = sum + term / j;
		if (next === sum) return sum;
		sum = next;
	}
}

/**
 * The incomplete beta ratio I_x(a, b): the chance that a Beta(a, b) variable is at most x.
 *
 * @param x in [0, 1]
 * @param a > 0
 * @param b > 0
 * @param y 1 − x, given where the caller knows it more exactly than the subtraction would
 * @example
 * incompleteBeta(0.5, 2, 2) // => 0.5
 */
export function incompleteBeta(x: number, a: number, b: number, y = 1 - x): number {
	if (x <= 0) return 0;
	if (y <= 0) return 1;
	// the fraction converges fast below the mean; above it, mirror
	return x < (a + 1) / (a + b + 2) ? betaTail(x, a, b, y) : 1 - betaTail(y, b, a, x);
}

function betaTail(x: number, a: number, b: number, y: number): number {
	const n = a + b;
	const log = stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, n * x) - deviance(b, n * y);
	const front = Math.exp(log) * Math.sqrt((a * b) / (2 * Math.PI * n)); // x^a y^b / B(a, b)
	const step = (m: number): readonly [number, number] => {
		const k = m / 2;
		if (m % 2 === 0) return [(k * (b - k) * x) / ((a + m - 1) * (a + m)), 1];
		const j = (m - 1) / 2;
		return [(-(a + j) * (n + j) * x) / ((a + m - 1) * (a + m)), 1];
	};
	return front / a / continuedFraction(1, step);
}

/**
 * The upper incomplete gamma ratio Q(a, x): the chance that a Gamma(a, 1) variable exceeds x.
 *
 * @param a > 0
 * @param x >= 0
 * @example
 * upperGamma(1, 2) // => Math.exp(-2)
 */
export function upperGamma(a: number, x: number): number {
	if (x <= 0) return 1;
	const front = (Math.exp(-stirlingError(a) - deviance(a, x)) * Math.sqrt(a)) / Math.sqrt(2 * Math.PI); // x^a e^-x / Γ(a)
	if (x < a + 1) return 1 - (front / a) * gammaSeries(a, x);
	const step = (m: number): readonly [number, number] => [-m * (m - a), x + 2 * m + 1 - a];
	return front / continuedFraction(x + 1 - a, step);
}

function gammaSeries(a: number, x: number): number {
	let term = 1;
	let sum = 1;
	for (let k = 1; term > sum * 1e-17; k++) {
		term *= x / (a + k);
		sum += term;
	}
	return sum;
}

/** b0 + a1/(b1 + a2/(b2 + …)) by Lentz's method; `step(m)` gives [a_m, b_m]. */
function continuedFraction(b0: number, step: (m: number) => readonly [number, number]): number {
	const tiny = 1e-300; // stands for a zero denominator
	let value = b0 || tiny;
	let c = value;
	let d = 0;
	for (let m = 1; m < 1_000_000; m++) {
		const [a, b] = step(m);
		d = 1 / (b + a * d || tiny);
		c = b + a / c || tiny;
		const change = c * d;
		value *= change;
		if (Math.abs(change - 1) < 3e-16) break;
	}
	return value;
}
