import { random } from "../core/random.ts";
import { pairedDifferences } from "./paired.ts";

export interface SignFlip {
	readonly meanDifference: number;
	/** Two-sided. */
	readonly p: number;
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
	if (differences.length === 0) return { meanDifference, p: 1, exact: true };

	// sums that differ by rounding alone count as equal
	const slack = 1e-12 * differences.reduce((sum, difference) => sum + Math.abs(difference), 0);
	const isFar = (sum: number) => Math.abs(sum) >= Math.abs(observed) - slack;

	if (differences.length <= 16) {
		const far = countPatterns(differences, 0, 0, isFar);
		return { meanDifference, p: far / 2 ** differences.length, exact: true };
	}
	const draw = random(seed).fork("sign-flip");
	let far = 0;
	for (let r = 0; r < resamples; r++) {
		let sum = 0;
		for (const difference of differences) sum += draw.next() < 0.5 ? difference : -difference;
		if (isFar(sum)) far++;
	}
	return { meanDifference, p: (far + 1) / (resamples + 1), exact: false };
}

function countPatterns(
	differences: readonly number[],
	from: number,
	sum: number,
	counts: (sum: number) => boolean,
): number {
	const difference = differences[from];
	if (difference === undefined) return counts(sum) ? 1 : 0;
	return (
		countPatterns(differences, from + 1, sum + difference, counts) +
		countPatterns(differences, from + 1, sum - difference, counts)
	);
}
