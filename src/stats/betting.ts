import { ConfigError, DataError } from "../core/errors.ts";
import { checkShare } from "./check.ts";

/**
 * Testing by betting, the ground under `sequentialComparison`, `sequentialPaired` and `driftAlarm`.
 *
 * A gambler starts with 1 and doubts that a score x in [0, 1] has a mean of at most m. For each score he puts a fraction f
 * of what he has on a ticket that costs m and pays x; what he has is multiplied by 1 − f + f·x/m. If the mean is at most m,
 * no such factor exceeds 1 on average, whatever went before. So the chance that he *ever* holds 1/α is at most α (Ville),
 * and looking after every score costs nothing: when he holds 1/α, reject. This supposes no distribution and no number of
 * rows, only that scores stay in their range.
 *
 * Here the gambler divides his 1 over eight purses that always bet 1/2, 1/4, … 1/256 of themselves: whichever fits the
 * unknown difference soon holds nearly all. No purse looks at the past, so the order of the scores does not matter.
 * A gambler who doubts that the mean is at least m is the same one, seeing 1 − x at the price 1 − m.
 *
 * @see Waudby-Smith & Ramdas 2024, "Estimating means of bounded random variables by betting", arXiv:2010.09686
 * @see Ville 1939, "Étude critique de la notion de collectif"
 */
export const fractions: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8].map((power) => 0.5 ** power);

/** Scores in [0, 1] and how often each occurred. */
export type Tally = readonly (readonly [score: number, count: number])[];

export interface ScoreRange {
	/** The lowest and the highest score there can be: known beforehand, not read off the data. */
	readonly range: readonly [low: number, high: number];
	/** 1 − the chance of ever being wrong, (0, 1). Default 0.95. */
	readonly level?: number;
}

/**
 * Log of what the gambler holds who bets that the mean lies above a price.
 *
 * Falls as the price rises, and is convex in it.
 *
 * @param price in (0, 1]
 * @example
 * logWealth([[1, 2]], 1) // => 0
 */
export function logWealth(scores: Tally, price: number): number {
	return logMean(logPurses(scores, price));
}

/** The same by purse, each having begun with 1; of several stretches of scores the logs add up. */
export function logPurses(scores: Tally, price: number): number[] {
	const paid = Math.max(price, 1e-12); // a ticket that costs nothing would pay infinitely
	return fractions.map((fraction) => logPurse(scores, fraction, paid));
}

// Sum of count · log(1 + fraction · (score / price − 1)). Sixteen factors, each below 10¹², share one logarithm: they cost most.
function logPurse(scores: Tally, fraction: number, price: number): number {
	let sum = 0;
	let product = 1;
	let factors = 0;
	for (const [score, count] of scores) {
		const factor = 1 + fraction * (score / price - 1);
		if (count > 1) sum += count * Math.log(factor);
		else product *= factor;
		if (++factors % 16 > 0) continue;
		sum += Math.log(product);
		product = 1;
	}
	return sum + Math.log(product);
}

/** Log of the mean of numbers given by their logs. */
export function logMean(logs: readonly number[]): number {
	const highest = Math.max(...logs);
	return highest + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - highest), 0) / logs.length);
}

/**
 * Counts equal scores, so that pass/fail costs the same for ten rows and for ten thousand.
 *
 * @example
 * tally([1, 0, 1]) // => [[1, 2], [0, 1]]
 */
export function tally(scores: readonly number[]): Tally {
	const counts = new Map<number, number>();
	for (const score of scores) counts.set(score, (counts.get(score) ?? 0) + 1);
	return [...counts];
}

/** The same scores for the gambler who bets below: 1 − x. */
export function mirrored(scores: Tally): Tally {
	return scores.map(([score, count]) => [1 - score, count]);
}

/** Moves scores to [0, 1]. Throws a DataError at one outside the range, where the guarantee would end. */
export function toUnit(who: string, [low, high]: ScoreRange["range"]): (score: number, index: number) => number {
	return (score, index) => {
		if (score >= low && score <= high) return (score - low) / (high - low);
		throw new DataError(`${who}: expected scores in [${low}, ${high}], found ${score}; give the range that holds all`, {
			row: index + 1,
		});
	};
}

/** Throws unless there is a range of some width and a level. */
export function checkRange(who: string, { range: [low, high], level = 0.95 }: ScoreRange): void {
	if (!(Number.isFinite(low) && Number.isFinite(high) && low < high)) {
		throw new ConfigError(`${who}: expected a range such as [0, 1], low end first, found [${low}, ${high}]`);
	}
	checkShare(who, "level", level);
}

export interface LowestPoint {
	readonly at: number;
	readonly height: number;
}

/**
 * The lowest point of a convex function between two ends, by golden section to 1e-7; the ends are never asked.
 * Stops early at any point below `lowEnough`, for who wants to know no more.
 */
export function lowestPoint(
	height: (x: number) => number,
	from: number,
	to: number,
	lowEnough = Number.NEGATIVE_INFINITY,
): LowestPoint {
	const golden = (Math.sqrt(5) - 1) / 2;
	let [low, high] = [from, to];
	let left = high - golden * (high - low);
	let right = low + golden * (high - low);
	let [leftHeight, rightHeight] = [height(left), height(right)];
	while (high - low > 1e-7 && Math.min(leftHeight, rightHeight) >= lowEnough) {
		if (leftHeight < rightHeight) {
			[high, right, rightHeight] = [right, left, leftHeight];
			left = high - golden * (high - low);
			leftHeight = height(left);
		} else {
			[low, left, leftHeight] = [left, right, rightHeight];
			right = low + golden * (high - low);
			rightHeight = height(right);
		}
	}
	return leftHeight < rightHeight ? { at: left, height: leftHeight } : { at: right, height: rightHeight };
}
