import { checkFinite, checkPairs } from "./check.ts";

/** How far one rater's scores lie from another's. */
export interface RatingError {
	/** Mean absolute difference, >= 0. */
	readonly meanAbsoluteError: number;
	/** Mean of judge − human: above 0 is lenient. */
	readonly meanBias: number;
	/** Share of items with the same score. */
	readonly exact: number;
	/** Share of items at most one step apart. */
	readonly withinOne: number;
}

/**
 * How far a judge's scores lie from a person's, in the units of the scale.
 *
 * @param human one score per item
 * @param judge same items
 * @returns null when there are no items
 * @throws DataError when the lengths differ or a value is not finite
 * @example
 * ratingError([1, 2, 3], [1, 3, 5]) // => { meanAbsoluteError: 1, meanBias: 1, exact: 1 / 3, withinOne: 2 / 3 }
 */
export function ratingError(human: readonly number[], judge: readonly number[]): RatingError | null {
	checkPairs("ratingError", human, judge);
	checkFinite("ratingError", human);
	checkFinite("ratingError", judge);
	const gaps = human.map((score, item) => (judge[item] ?? 0) - score);
	if (gaps.length === 0) return null;
	const mean = (value: (gap: number) => number) => gaps.reduce((sum, gap) => sum + value(gap), 0) / gaps.length;
	return {
		meanAbsoluteError: mean(Math.abs),
		meanBias: mean((gap) => gap),
		exact: mean((gap) => Number(gap === 0)),
		withinOne: mean((gap) => Number(Math.abs(gap) <= 1)),
	};
}
