import { cholesky, solveLower, solveUpper, type Triangle } from "./cholesky.ts";
import { matches } from "./kernel.ts";
import type { Cell } from "./variables.ts";

/** Values seen at cells, each with the variance of its noise. The mean of the process is 0. */
export interface Data {
	/** Distinct. */
	readonly cells: readonly Cell[];
	readonly values: readonly number[];
	readonly noises: readonly number[];
}

/** A Gaussian process over cells, given what was seen. */
export interface GaussianProcess {
	/** log p(values | kernel): how well the kernel explains what was seen. */
	readonly logLikelihood: number;
	/** What is believed of the value of a cell: its mean and variance, noise left out. */
	at(cell: Cell): { mean: number; variance: number };
	/**
	 * Solves (covariance + noise) w = values: the mean at a cell is the sum of w times its covariance with each cell seen.
	 */
	weights(values: ArrayLike<number>): Float64Array;
}

/**
 * Conditions a Gaussian process on what was seen. Runs in O(n³) for n cells seen, then O(n²) a cell or solution.
 *
 * @see Rasmussen & Williams 2006, "Gaussian Processes for Machine Learning", algorithm 2.1
 * @param covariance of two cells, by the number of variables in which they agree (see `covariances`)
 * @example
 * const data = { cells: [[0]], values: [1], noises: [1] };
 * gaussianProcess(data, [1, 3]).at([1]).mean // => 0.25
 */
export function gaussianProcess({ cells, values, noises }: Data, covariance: readonly number[]): GaussianProcess {
	const between = (a: Cell, b: Cell) => covariance[matches(a, b)] as number;
	const lower: Triangle = cholesky(
		cells.map((cell, row) =>
			cells.slice(0, row + 1).map((other, column) => {
				return between(cell, other) + (column === row ? (noises[row] as number) : 0);
			}),
		),
	);
	const solve = (b: ArrayLike<number>) => solveUpper(lower, solveLower(lower, b));
	const weights = solve(values);
	const prior = covariance.at(-1) ?? 0;
	return {
		logLikelihood: logLikelihood(values, weights, lower),
		at(cell) {
			const toSeen = cells.map((seen) => between(cell, seen));
			const explained = solveLower(lower, toSeen);
			return { mean: dot(toSeen, weights), variance: Math.max(0, prior - dot(explained, explained)) };
		},
		weights: solve,
	};
}

function logLikelihood(values: ArrayLike<number>, weights: ArrayLike<number>, lower: Triangle): number {
	const logRoot = lower.reduce((sum, row, index) => sum + Math.log(row[index] as number), 0);
	return -dot(values, weights) / 2 - logRoot - (lower.length / 2) * Math.log(2 * Math.PI);
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
	let sum = 0;
	for (let index = 0; index < a.length; index++) sum += (a[index] as number) * (b[index] as number);
	return sum;
}
