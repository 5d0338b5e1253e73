import { checkFinite, checkPairs } from "./check.ts";
import { studentTwoSided } from "./distribution.ts";
import { ranks, tieSizes } from "./rank.ts";

export interface Correlation {
	/** In [−1, 1]. */
	readonly r: number;
	/** Two-sided, from Student's t with n − 2 degrees of freedom; 1 for two pairs. */
	readonly p: number;
}

/**
 * Pearson's correlation: how well a straight line describes two scores of the same rows.
 *
 * @returns null when undefined: fewer than two pairs, or one side is constant
 * @throws DataError when the lengths differ or a value is not finite
 * @see Pearson 1895, "Notes on regression and inheritance in the case of two parents"
 * @example
 * pearson([1, 2, 3, 4], [1, 3, 2, 4])?.r // => 0.8
 */
export function pearson(a: readonly number[], b: readonly number[]): Correlation | null {
	checkPairs("pearson", a, b);
	checkFinite("pearson", a);
	checkFinite("pearson", b);
	const n = a.length;
	if (n < 2 || isConstant(a) || isConstant(b)) return null;
	const meanA = a.reduce((sum, value) => sum + value, 0) / n;
	const meanB = b.reduce((sum, value) => sum + value, 0) / n;
	let together = 0;
	let spreadA = 0;
	let spreadB = 0;
	a.forEach((value, row) => {
		const gapA = value - meanA;
		const gapB = (b[row] ?? 0) - meanB;
		together += gapA * gapB;
		spreadA += gapA * gapA;
		spreadB += gapB * gapB;
	});
	const raw = together / (Math.sqrt(spreadA) * Math.sqrt(spreadB));
	const r = 1 - Math.abs(raw) < 1e-15 ? Math.sign(raw) : raw; // perfect but for rounding, which p would magnify
	if (n === 2) return { r, p: 1 };
	return { r, p: studentTwoSided(r * Math.sqrt((n - 2) / ((1 - r) * (1 + r))), n - 2) };
}

/**
 * Spearman's correlation: Pearson's of the ranks, so that any rising relation gives 1.
 *
 * @returns null when undefined: fewer than two pairs, or one side is constant
 * @throws DataError when the lengths differ or a value is not finite
 * @see Spearman 1904, "The proof and measurement of association between two things"
 * @example
 * spearman([1, 2, 3], [1, 10, 100])?.r // => 1
 */
export function spearman(a: readonly number[], b: readonly number[]): Correlation | null {
	checkPairs("spearman", a, b);
	checkFinite("spearman", a);
	checkFinite("spearman", b);
	return pearson(ranks(a), ranks(b));
}

/**
 * Kendall's tau-b: of all pairs of rows, how many more are in the same order than in the opposite one, ties allowed for.
 *
 * Looks at every pair of rows: O(n²).
 *
 * @returns in [−1, 1]; null when undefined: fewer than two pairs, or one side is constant
 * @throws DataError when the lengths differ or a value is not finite
 * @see Kendall 1945, "The treatment of ties in ranking problems"
 * @example
 * kendall([1, 2, 3], [1, 3, 2]) // => 1 / 3
 */
export function kendall(a: readonly number[], b: readonly number[]): number | null {
	checkPairs("kendall", a, b);
	checkFinite("kendall", a);
	checkFinite("kendall", b);
	if (a.length < 2 || isConstant(a) || isConstant(b)) return null;
	let ahead = 0;
	for (let i = 0; i < a.length; i++) {
		for (let j = 0; j < i; j++) {
			ahead += Math.sign((a[i] ?? 0) - (a[j] ?? 0)) * Math.sign((b[i] ?? 0) - (b[j] ?? 0));
		}
	}
	const pairs = (n: number) => (n * (n - 1)) / 2;
	const untied = (values: readonly number[]) =>
		pairs(values.length) - tieSizes(values).reduce((sum, size) => sum + pairs(size), 0);
	return ahead / Math.sqrt(untied(a)) / Math.sqrt(untied(b));
}

function isConstant(values: readonly number[]): boolean {
	return values.every((value) => value === values[0]);
}
