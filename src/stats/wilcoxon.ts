import { normalTwoSided } from "./distribution.ts";
import { pairedDifferences } from "./paired.ts";
import { ranks, tieSizes } from "./rank.ts";

export interface Wilcoxon {
	/** The smaller of the two rank sums. */
	readonly statistic: number;
	/** Rows that differ: those that do not are dropped. */
	readonly rows: number;
	/** The exact p-value where there is one, else the approximate. */
	readonly p: number;
	/** From all 2^rows sign patterns; null when differences tie in size, or for more than 200 rows. */
	readonly exactP: number | null;
	/** Normal approximation with tie correction and no continuity correction. */
	readonly approximateP: number;
}

/**
 * Wilcoxon's signed-rank test of two systems scored on the same rows: like the t test, but a few huge differences cannot
 * decide it. Two-sided. When no row differs, every p is 1.
 *
 * @param a one score per row
 * @param b the same rows
 * @throws DataError when the lengths differ, nothing is given or a score is not finite
 * @see Wilcoxon 1945, "Individual comparisons by ranking methods"
 * @example
 * wilcoxon([2, 4, 6, 8, 10], [1, 2, 3, 4, 5]).p // => 0.0625
 */
export function wilcoxon(a: readonly number[], b: readonly number[]): Wilcoxon {
	const differences = pairedDifferences("wilcoxon", a, b).filter((difference) => difference !== 0);
	const rows = differences.length;
	if (rows === 0) return { statistic: 0, rows, p: 1, exactP: 1, approximateP: 1 };

	const sizes = differences.map(Math.abs);
	const rank = ranks(sizes);
	const positive = rank.reduce((sum, value, row) => sum + ((differences[row] ?? 0) > 0 ? value : 0), 0);
	const total = (rows * (rows + 1)) / 2;
	const statistic = Math.min(positive, total - positive);

	const ties = tieSizes(sizes);
	const tieLoss = ties.reduce((sum, size) => sum + size ** 3 - size, 0) / 2;
	const variance = (rows * (rows + 1) * (2 * rows + 1) - tieLoss) / 24;
	const approximateP = normalTwoSided((positive - total / 2) / Math.sqrt(variance));
	const exactP = ties.length === rows && rows <= 200 ? exact(statistic, rows) : null;
	return { statistic, rows, p: exactP ?? approximateP, exactP, approximateP };
}

/** Twice the share of sign patterns whose positive ranks sum to at most `statistic`, at most 1. */
function exact(statistic: number, rows: number): number {
	// share[s]: the share of sign patterns of the first ranks with positive sum s
	let share = [1];
	for (let rank = 1; rank <= rows; rank++) {
		const next = new Array<number>(share.length + rank).fill(0);
		share.forEach((value, sum) => {
			next[sum] = (next[sum] ?? 0) + value / 2;
			next[sum + rank] = (next[sum + rank] ?? 0) + value / 2;
		});
		share = next;
	}
	return Math.min(1, 2 * share.slice(0, statistic + 1).reduce((sum, value) => sum + value, 0));
}
