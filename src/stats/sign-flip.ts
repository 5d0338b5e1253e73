import { random } from "../core/random.ts";
import { pairedDifferences } from "./paired.ts";

export interface SignFlip {
	readonly meanDifference: number;
	/** Two-sided. */
	readonly p: number;
	/** One-sided: small when a is above b. */
	readonly pGreater: number;
	/** True when every sign pattern was tried; false when they were drawn. */
	readonly exact: boolean;
}

/**
 * The sign-flip permutation test of two systems scored on the same rows: if the two were alike, each difference could as
 * well have had the other sign. Supposes no distribution; the test to report for scores.
 *
 * With at most 16 rows that differ, all patterns are tried; else `resamples` are drawn and
 * p = (as far out + 1) / (drawn + 1), which is never 0. When no row differs, p is 1.
 *
 * @param a one score per row
 * @param b the same rows
 * @throws DataError when the lengths differ, nothing is given or a score is not finite
 * @see Phipson & Smyth 2010, "Permutation p-values should never be zero"
 * @example
 * signFlip([1, 2, 3], [0, 0, 0]).p // => 0.25
 */
export function signFlip(
	a: readonly number[],
	b: readonly number[],
	options: { readonly resamples?: number; readonly seed?: number } = {},
): SignFlip {
	const { resamples = 10_000, seed = 0 } = options;
	const all = pairedDifferences("signFlip", a, b);
	const differences = all.filter((difference) => difference !== 0); // a 0 has no sign to flip
	const observed = differences.reduce((sum, difference) => sum + difference, 0);
	const meanDifference = observed / all.length;
	if (differences.length === 0) return { meanDifference, p: 1, pGreater: 1, exact: true };

	// sums that differ by rounding alone count as equal
	const slack = 1e-12 * differences.reduce((sum, difference) => sum + Math.abs(difference), 0);
	let far = 0;
	let above = 0;
	const count = (sum: number) => {
		if (Math.abs(sum) >= Math.abs(observed) - slack) far++;
		if (sum >= observed - slack) above++;
	};

	if (differences.length <= 16) {
		eachPattern(differences, 0, 0, count);
		const patterns = 2 ** differences.length;
		return { meanDifference, p: far / patterns, pGreater: above / patterns, exact: true };
	}
	const draw = random(seed).fork("sign-flip");
	for (let r = 0; r < resamples; r++) {
		let sum = 0;
		for (const difference of differences) sum += draw.next() < 0.5 ? difference : -difference;
		count(sum);
	}
	const drawn = resamples + 1;
	return { meanDifference, p: (far + 1) / drawn, pGreater: (above + 1) / drawn, exact: false };
}

/** Hands over the sum of the differences under every pattern of signs. */
function eachPattern(differences: readonly number[], from: number, sum: number, visit: (sum: number) => void): void {
	const difference = differences[from];
	if (difference === undefined) {
		visit(sum);
		return;
	}
	eachPattern(differences, from + 1, sum + difference, visit);
	eachPattern(differences, from + 1, sum - difference, visit);
}
