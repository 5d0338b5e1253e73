import type { Cell } from "./variables.ts";

/**
 * What is supposed of the value of a cell before anything is seen: a sum of independent normal parts with these variances.
 * Two cells are as alike as the parts that they share.
 */
export interface Kernel {
	/** One part that all cells share: the level. */
	readonly base: number;
	/** One part for each choice of each variable. */
	readonly match: number;
	/** One part for each pair of choices of two variables. */
	readonly pair: number;
	/** One part for each cell. */
	readonly cell: number;
}

/**
 * In how many variables two cells agree.
 *
 * @example
 * matches([0, 1, 2], [0, 2, 2]) // => 2
 */
export function matches(a: Cell, b: Cell): number {
	let count = 0;
	for (let variable = 0; variable < a.length; variable++) if (a[variable] === b[variable]) count++;
	return count;
}

/**
 * The covariance of two cells by the number of variables in which they agree: entry m is base + match·m +
 * pair·m(m−1)/2, and the last has `cell` on top.
 *
 * @example
 * covariances({ base: 1, match: 0.5, pair: 0.25, cell: 2 }, 2) // => [1, 1.5, 4.25]
 */
export function covariances({ base, match, pair, cell }: Kernel, variables: number): number[] {
	return Array.from(
		{ length: variables + 1 },
		(_, m) => base + match * m + (pair * m * (m - 1)) / 2 + (m === variables ? cell : 0),
	);
}
