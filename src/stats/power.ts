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
 * @returns rows, a whole number >= 0; null when the mean difference is 0 or there is one row only: nothing to go by
 * @throws DataError when there are no differences or one is not finite
 * @see Cohen 1988, "Statistical Power Analysis for the Behavioral Sciences", chapter 2
 * @example
 * pairsToDecide([1, 0, -1, 1, 0, 0, 1, -1, 0, 0]) // => 418
 */
export function pairsToDecide(differences: readonly number[], options: PowerOptions = {}): number | null {
	checkLength("pairsToDecide", differences);
	checkFinite("pairsToDecide", differences);
	const center = mean([...differences]);
	if (center === 0 || differences.length === 1) return null;
	return more(sampleStandardDeviation([...differences]) / Math.abs(center), differences.length, options);
}

/**
 * The same for pass/fail pairs, from McNemar's counts.
 *
 * N = ((z_level · √d + z_power · √(d − (p₁ − p₂)²)) / (p₁ − p₂))² with d the share of rows on which the two disagree.
 *
 * @param onlyA rows that only a passed
 * @param onlyB rows that only b passed
 * @param rows all rows
 * @returns rows, a whole number >= 0; null when onlyA equals onlyB
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
	return Math.max(0, Math.ceil((root / gap) ** 2) - rows);
}

function more(spread: number, rows: number, options: PowerOptions): number {
	const [zLevel, zPower] = quantiles(options);
	return Math.max(0, Math.ceil(((zLevel + zPower) * spread) ** 2) - rows);
}

function quantiles({ level = 0.95, power = 0.8 }: PowerOptions): [number, number] {
	checkShare("pairsToDecide", "level", level);
	checkShare("pairsToDecide", "power", power);
	return [-normalQuantile((1 - level) / 2), normalQuantile(power)];
}
