import { mean, sampleStandardDeviation } from "simple-statistics";
import { DataError } from "../core/errors.ts";
import { checkFinite, checkLength, checkShare } from "./check.ts";
import { normalQuantile } from "./distribution.ts";

export interface PowerOptions {
	/** 1 − the significance level, (0, 1). */
	readonly level?: number;
	/** The chance wanted of seeing a difference of this size, (0, 1). */
	readonly power?: number;
}

/**
 * About how many more paired rows would make a mean difference as large as the one observed distinguishable from 0.
 *
 * Normal approximation: N = ((z_level + z_power) · sd / mean)², less the rows there are. It supposes that the observed
 * difference is the true one, so read it as an order of magnitude.
 *
 * @param differences one per row, a − b
 * @returns rows, a whole number >= 0; null when there is nothing to go by (one row, a mean difference of 0 but for rounding)
 * or more than a million would be needed
 * @throws DataError when there are no differences or one is not finite
 * @see Cohen 1988, "Statistical Power Analysis for the Behavioral Sciences", chapter 2
 * @example
 * pairsToDecide([1, 0, -1, 1, 0, 0, 1, -1, 0, 0]) // => 418
 */
export function pairsToDecide(differences: readonly number[], options: PowerOptions = {}): number | null {
	checkLength("pairsToDecide", differences);
	checkFinite("pairsToDecide", differences);
	const center = mean([...differences]);
	if (differences.length === 1) return null;
	const spread = sampleStandardDeviation([...differences]);
	if (center === 0 || Math.abs(center) < 1e-12 * spread) return null;
	const [zLevel, zPower] = quantiles(options);
	return beyond((((zLevel + zPower) * spread) / center) ** 2, differences.length);
}

/**
 * The same for pass/fail pairs, from McNemar's counts.
 *
 * N = ((z_level · √d + z_power · √(d − (p₁ − p₂)²)) / (p₁ − p₂))² with d the share of rows on which the two disagree.
 *
 * @param onlyA rows that only a passed
 * @param onlyB rows that only b passed
 * @param rows all rows
 * Never less than the exact test needs to come out at all, `fewestApart` rows on which the two disagree.
 *
 * @returns rows, a whole number >= 0; null when onlyA equals onlyB or more than a million would be needed
 * @see Connor 1987, "Sample size for testing differences in proportions for the paired-sample design"
 * @example
 * pairsToDecideBinary(3, 2, 10) // => 381
 */
export function pairsToDecideBinary(
	onlyA: number,
	onlyB: number,
	rows: number,
	options: PowerOptions = {},
): number | null {
	if (!(onlyA >= 0 && onlyB >= 0 && onlyA + onlyB <= rows)) {
		throw new DataError(`pairsToDecideBinary: expected counts that fit in ${rows} rows, found ${onlyA} and ${onlyB}`);
	}
	if (onlyA === onlyB) return null;
	const [zLevel, zPower] = quantiles(options);
	const apart = (onlyA + onlyB) / rows;
	const gap = Math.abs(onlyA - onlyB) / rows;
	const root = zLevel * Math.sqrt(apart) + zPower * Math.sqrt(apart - gap * gap);
	return beyond(Math.max((root / gap) ** 2, fewestApart(options.level) / apart), rows);
}

/**
 * The fewest rows on which two must differ, all one way, before an exact test (McNemar, sign flip) can call it a
 * difference: the smallest n with 2 · 0.5ⁿ <= 1 − level.
 *
 * @example
 * fewestApart(0.95) // => 6
 */
export function fewestApart(level = 0.95): number {
	return Math.ceil(Math.log2(2 / (1 - level)));
}

const reach = 1_000_000;

function beyond(needed: number, rows: number): number | null {
	const more = Math.max(0, Math.ceil(needed - 1e-9) - rows); // 6 / 0.3 is 20, not 20.000000000000004
	return more > reach ? null : more;
}

function quantiles({ level = 0.95, power = 0.8 }: PowerOptions): [number, number] {
	checkShare("pairsToDecide", "level", level);
	checkShare("pairsToDecide", "power", power);
	return [-normalQuantile((1 - level) / 2), normalQuantile(power)];
}
