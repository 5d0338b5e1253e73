import type { Random } from "../../core/random.ts";
import type { Cell } from "./variables.ts";

/** A density over cells: one product kernel around each cell seen, and a uniform one. */
export interface Parzen {
	logDensity(cell: Cell): number;
	draw(random: Random): Cell;
}

/**
 * The Parzen estimator of a set of cells.
 *
 * With K kernels (one a cell and the uniform one), the kernel of a cell gives weight 1 + 1/K to the cell's choice of a
 * variable and 1/K to each other, normalised; the variables multiply. Kernels are mixed by `recencyWeights`, the uniform
 * one with weight 1.
 *
 * @param cells in the order in which they were seen; may be empty, which gives the uniform density
 * @param sizes the number of choices of each variable
 * @see Watanabe 2023, "Tree-Structured Parzen Estimator", arXiv:2304.11127
 * @example
 * parzen([[1]], [2]).logDensity([1]) // => Math.log(0.5 * 0.75 + 0.5 * 0.5)
 */
export function parzen(cells: readonly Cell[], sizes: readonly number[]): Parzen {
	const kernels = cells.length + 1;
	const weights = [...recencyWeights(cells.length), 1]; // the last is the uniform kernel's
	const total = weights.reduce((sum, weight) => sum + weight, 0);
	// in one variable of `size` choices, for a cell's own choice and for any other
	const own = sizes.map((size) => (1 + 1 / kernels) / (1 + size / kernels));
	const other = sizes.map((size) => 1 / kernels / (1 + size / kernels));

	const logOwn = own.map(Math.log);
	const logOther = other.map(Math.log);
	const uniform = sizes.reduce((sum, size) => sum - Math.log(size), 0);
	const logKernel = (at: Cell, centre: Cell | undefined): number => {
		if (centre === undefined) return uniform;
		let sum = 0;
		for (let variable = 0; variable < at.length; variable++) {
			sum += (at[variable] === centre[variable] ? logOwn : logOther)[variable] ?? 0;
		}
		return sum;
	};
	const logWeights = weights.map((weight) => Math.log(weight / total));

	return {
		logDensity(cell) {
			const logs = logWeights.map((weight, kernel) => weight + logKernel(cell, cells[kernel]));
			const largest = Math.max(...logs); // taken out, so that many variables do not underflow
			return largest + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - largest), 0));
		},
		draw(random) {
			const centre = cells[drawIndex(weights, total, random)];
			return sizes.map((size, variable) => {
				const centred = centre?.[variable];
				// own + (size − 1) other = 1: stay with what own has over other, else any choice
				const stay = centred !== undefined && random.next() < (own[variable] ?? 0) - (other[variable] ?? 0);
				return stay ? centred : random.integer(size);
			});
		},
	};
}

/**
 * How much each of n cells counts, oldest first: all 1 below 25; else the newest 25 count 1 and the others rise evenly
 * from 1/n.
 *
 * @example
 * recencyWeights(27).slice(0, 3) // => [1 / 27, 1, 1]
 */
export function recencyWeights(n: number): number[] {
	const ramp = Math.max(0, n - 25);
	const step = ramp > 1 ? (1 - 1 / n) / (ramp - 1) : 0;
	return Array.from({ length: n }, (_, index) => (index < ramp ? 1 / n + index * step : 1));
}

function drawIndex(weights: readonly number[], total: number, random: Random): number {
	let left = random.next() * total;
	for (const [index, weight] of weights.entries()) {
		left -= weight;
		if (left < 0) return index;
	}
	return weights.length - 1; // rounding
}
