/**
 * Landscapes to search, of six kinds. The first three are sums of parts, the form that the Gaussian process supposes; the
 * others are not.
 */
import { type Random, random } from "../src/core/random.ts";
import { allCells, type Cell } from "../src/optimize/search/variables.ts";

export interface Landscape {
	readonly kind: string;
	/** Counted from 0; landscapes with the same one have the same items. */
	readonly seed: number;
	readonly sizes: readonly number[];
	/** True values in thousandths, [cell], the last variable moving fastest. */
	readonly values: readonly number[];
}

/** A function of the cell, drawn: every draw below is a whole number of thousandths. */
export const kinds: Readonly<
	Record<string, { sizes: readonly number[]; draw: (random: Random) => (cell: Cell) => number }>
> = {
	"additive 10x10": {
		sizes: [10, 10],
		draw(random) {
			const effects = table(2, 10, () => between(random, -180, 180));
			return (cell) => 500 + sum(cell.map((choice, variable) => effects[variable]?.[choice] ?? 0));
		},
	},
	"interaction 10x10": {
		sizes: [10, 10],
		draw(random) {
			const effects = table(2, 10, () => between(random, -60, 60));
			const pairs = table(10, 10, () => between(random, -120, 120));
			return ([a = 0, b = 0]) => 500 + (effects[0]?.[a] ?? 0) + (effects[1]?.[b] ?? 0) + (pairs[a]?.[b] ?? 0);
		},
	},
	// instruction and demos of each: they matter alone, with each other, and with the other predictor's
	"two predictors 6^4": {
		sizes: [6, 6, 6, 6],
		draw(random) {
			const effects = table(4, 6, () => between(random, -80, 80));
			const own = table(2, 36, () => between(random, -60, 60));
			const across = table(6, 6, () => between(random, -40, 40));
			return (cell) => {
				const [a = 0, b = 0, c = 0, d = 0] = cell;
				const alone = sum(cell.map((choice, variable) => effects[variable]?.[choice] ?? 0));
				return 500 + alone + (own[0]?.[a * 6 + b] ?? 0) + (own[1]?.[c * 6 + d] ?? 0) + (across[a]?.[c] ?? 0);
			};
		},
	},
	// a chain is as good as its weakest link, and most choices are alike
	"plateaus 10x10": {
		sizes: [10, 10],
		draw(random) {
			const levels = [300, 300, 300, 300, 500, 500, 500, 650, 650, 750];
			const links = [random.shuffle(levels), random.shuffle(levels)];
			return (cell) => Math.min(...cell.map((choice, variable) => links[variable]?.[choice] ?? 0));
		},
	},
	"one winning cell 10x10": {
		sizes: [10, 10],
		draw(random) {
			const winner = random.integer(100);
			return ([a = 0, b = 0]) => (a * 10 + b === winner ? 750 : 500);
		},
	},
	"no structure 10x10": {
		sizes: [10, 10],
		draw(random) {
			const values = table(10, 10, () => between(random, 250, 750));
			return ([a = 0, b = 0]) => values[a]?.[b] ?? 0;
		},
	},
};

/** The landscapes of these seeds, each kind drawn anew for each seed. */
export function drawLandscapes(first: number, count: number): Landscape[] {
	return Object.entries(kinds).flatMap(([kind, { sizes, draw }]) =>
		Array.from({ length: count }, (_, seed) => {
			const value = draw(random(`landscape ${kind} ${first + seed}`));
			const values = allCells(variablesOf(sizes)).map((cell) => Math.min(990, Math.max(10, value(cell))));
			return { kind, seed, sizes, values };
		}),
	);
}

/** The difficulties of the items in thousandths, [seed][trial][item]. */
export function drawItems(first: number, count: number, trials: number, items: number): number[][][] {
	return Array.from({ length: count }, (_, seed) => {
		const source = random(`items ${first + seed}`);
		return table(trials, items, () => source.integer(1000));
	});
}

export function trueValue({ sizes, values }: Landscape, cell: Cell): number {
	return values[cell.reduce((index, choice, variable) => index * (sizes[variable] ?? 0) + choice, 0)] ?? 0;
}

export function variablesOf(sizes: readonly number[]): Record<string, number> {
	return Object.fromEntries(sizes.map((choices, variable) => [`variable ${variable}`, choices]));
}

function between(random: Random, low: number, high: number): number {
	return low + random.integer(high - low + 1);
}

function table(rows: number, columns: number, cell: () => number): number[][] {
	return Array.from({ length: rows }, () => Array.from({ length: columns }, cell));
}

export function sum(values: readonly number[]): number {
	return values.reduce((total, value) => total + value, 0);
}
