import { DataError } from "../core/errors.ts";

/**
 * Bonferroni's correction: each p-value times their number, at most 1.
 *
 * @param p p-values in [0, 1]
 * @returns adjusted p-values in the order given; reject where they are below the level
 * @example
 * bonferroni([0.01, 0.04]) // => [0.02, 0.08]
 */
export function bonferroni(p: readonly number[]): number[] {
	checkValues("bonferroni", p);
	return p.map((value) => Math.min(1, value * p.length));
}

/**
 * Holm's correction: keeps the chance of any false alarm below the level, and rejects at least as much as Bonferroni.
 * Use it when several metrics or several models are compared at once.
 *
 * @param p p-values in [0, 1]
 * @returns adjusted p-values in the order given
 * @see Holm 1979, "A simple sequentially rejective multiple test procedure"
 * @example
 * holm([0.01, 0.04, 0.03]) // => [0.03, 0.06, 0.06]
 */
export function holm(p: readonly number[]): number[] {
	checkValues("holm", p);
	let highest = 0;
	return adjust(p, ascending(p), (value, rank) => {
		highest = Math.max(highest, value * (p.length - rank));
		return highest;
	});
}

/**
 * Benjamini and Hochberg's correction: keeps the share of false alarms among the alarms below the level, for tests that
 * are independent or move together.
 *
 * @see Benjamini & Hochberg 1995, "Controlling the false discovery rate"
 * @example
 * benjaminiHochberg([0.01, 0.04, 0.03]) // => [0.03, 0.04, 0.04]
 */
export function benjaminiHochberg(p: readonly number[]): number[] {
	checkValues("benjaminiHochberg", p);
	return stepUp(p, 1);
}

/**
 * Benjamini and Yekutieli's correction: the same under any dependence, at the price of a factor 1 + 1/2 + … + 1/n.
 *
 * @see Benjamini & Yekutieli 2001, "The control of the false discovery rate in multiple testing under dependency"
 * @example
 * benjaminiYekutieli([0.01, 0.04]) // => [0.03, 0.06]
 */
export function benjaminiYekutieli(p: readonly number[]): number[] {
	checkValues("benjaminiYekutieli", p);
	return stepUp(
		p,
		p.reduce((sum, _, index) => sum + 1 / (index + 1), 0),
	);
}

function stepUp(p: readonly number[], factor: number): number[] {
	let lowest = 1;
	return adjust(p, ascending(p).reverse(), (value, steps) => {
		lowest = Math.min(lowest, (value * p.length * factor) / (p.length - steps));
		return lowest;
	});
}

/** Walks the p-values in an order, and puts each adjusted value back where it came from. */
function adjust(
	p: readonly number[],
	order: readonly number[],
	next: (value: number, step: number) => number,
): number[] {
	const adjusted = new Array<number>(p.length);
	order.forEach((index, step) => {
		adjusted[index] = Math.min(1, next(p[index] ?? 0, step));
	});
	return adjusted;
}

function ascending(p: readonly number[]): number[] {
	return p.map((_, index) => index).sort((i, j) => (p[i] ?? 0) - (p[j] ?? 0));
}

function checkValues(who: string, p: readonly number[]): void {
	const index = p.findIndex((value) => !(value >= 0 && value <= 1));
	if (index >= 0) throw new DataError(`${who}: expected p-values in [0, 1], found ${p[index]}`, { row: index + 1 });
}
