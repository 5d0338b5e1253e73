import type { Random } from "../../core/random.ts";
import type { Kernel } from "./kernel.ts";
import type { Cell } from "./variables.ts";

/** The values of all cells, as the sums of the parts that a kernel supposes, but for each cell's own part. */
export interface Landscape {
	at(cell: Cell): number;
	/** Adds `weight` × a part's variance to each part of this cell, and so `weight` × the covariance to every other cell. */
	raise(cell: Cell, weight: number): void;
}

/** The parts of one kind, drawn when they are first met: most of a large table is never asked for. */
interface Parts {
	get(which: number): number;
	add(which: number, amount: number): void;
}

/**
 * Draws a landscape from a kernel. A draw costs as many steps as a cell has parts, while drawing from the covariance
 * matrix of all cells would cost their number cubed.
 *
 * @param sizes the number of choices of each variable
 * @example
 * const allOnes = { normal: () => 1 };
 * drawLandscape({ base: 4, match: 1, pair: 0, cell: 1 }, [2, 2], allOnes).at([0, 1]) // => 4
 */
export function drawLandscape(kernel: Kernel, sizes: readonly number[], random: Random): Landscape {
	const level = normalParts(kernel.base, random);
	const choices = sizes.map(() => normalParts(kernel.match, random)); // [variable]
	const earlier = kernel.pair === 0 ? [] : sizes; // pairs that explain nothing need no drawing
	const pairs = earlier.map((_, a) => sizes.slice(0, a).map(() => normalParts(kernel.pair, random))); // [a][b < a]
	return {
		at(cell) {
			let sum = level.get(0);
			choices.forEach((parts, a) => {
				const choice = cell[a] ?? 0;
				sum += parts.get(choice);
				pairs[a]?.forEach((pair, b) => {
					sum += pair.get(choice * (sizes[b] ?? 0) + (cell[b] ?? 0));
				});
			});
			return sum;
		},
		raise(cell, weight) {
			level.add(0, weight * kernel.base);
			choices.forEach((parts, a) => {
				const choice = cell[a] ?? 0;
				parts.add(choice, weight * kernel.match);
				pairs[a]?.forEach((pair, b) => {
					pair.add(choice * (sizes[b] ?? 0) + (cell[b] ?? 0), weight * kernel.pair);
				});
			});
		},
	};
}

function normalParts(variance: number, random: Random): Parts {
	const deviation = Math.sqrt(variance);
	const drawn: number[] = [];
	const get = (which: number) => {
		const known = drawn[which];
		if (known !== undefined) return known;
		const value = deviation * random.normal();
		drawn[which] = value;
		return value;
	};
	return {
		get,
		add(which, amount) {
			drawn[which] = get(which) + amount;
		},
	};
}
