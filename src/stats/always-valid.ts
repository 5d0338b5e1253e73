import {
	checkRange,
	type LowestPoint,
	logWealth,
	lowestPoint,
	mirrored,
	type ScoreRange,
	type Tally,
	tally,
	toUnit,
} from "./betting.ts";
import { checkPairs } from "./check.ts";

export interface SequentialComparison {
	/** Observations used: of both arms together, or pairs. */
	readonly n: number;
	/** Mean of the new minus mean of the old; null when one of them has no score yet. */
	readonly difference: number | null;
	/** The always-valid interval of the true difference, in the units of the score. */
	readonly low: number;
	readonly high: number;
	readonly level: number;
	/** What the new one is, once 0 lies outside the interval; undefined before. */
	readonly decided: "better" | "worse" | undefined;
}

/**
 * A live A/B test that may be looked at after every observation: two arms' means compared by betting.
 *
 * With equal arms the chance that a winner is *ever* declared is at most 1 − level, at any number of looks and under any
 * stopping rule, on few rows as on many, for any distribution of scores within the range. Stop at the first `decided`; a
 * later look may leave it open again, which takes nothing from the first. Arms may differ in size, and their shares may
 * change on the way, so long as an observation's arm is chosen without knowing its score. Supposes that each arm's true
 * mean stays as it is while the test runs; where the rows change, score them with both and use `sequentialPaired`.
 *
 * Method: for a supposed common mean m, one gambler bets that the treatment's mean lies above m and another that the
 * control's lies below it (see betting.ts). Their wealths multiply, and if the treatment is no better, then for the m
 * between the two means the product ever exceeds 2/α with a chance of at most α/2. So the treatment is better once it
 * does for every m; worse likewise. The interval holds the differences for which some m is still believable, rounded
 * outward by at most 1/10,000 of the range.
 *
 * The time grows with the number of distinct scores: pass/fail at once, two thousand unlike scores most of
 * a second. `sequentialTest` takes one observation at a time, for next to nothing.
 *
 * @param control the scores of the arm in use, any number of them
 * @param treatment the scores of the new arm
 * @throws ConfigError for a range without width or a level outside (0, 1); DataError for a score outside the range
 * @see Waudby-Smith & Ramdas 2024, "Estimating means of bounded random variables by betting", arXiv:2010.09686
 * @see Cho, Gan & Kallus 2024, "Peeking with PEAK", arXiv:2402.06122 (several streams: the least wealth over the null)
 * @example
 * sequentialComparison([0, 1, 0], [1, 1], { range: [0, 1] }).decided // => undefined
 */
export function sequentialComparison(
	control: readonly number[],
	treatment: readonly number[],
	options: ScoreRange,
): SequentialComparison {
	checkRange("sequentialComparison", options);
	const unit = toUnit("sequentialComparison", options.range);
	const before = control.map(unit);
	const after = treatment.map(unit);
	const [below, above] = [tally(before), tally(after)];
	const enough = enoughOf(options);
	return conclude(
		{
			n: before.length + after.length,
			difference: before.length === 0 || after.length === 0 ? null : mean(after) - mean(before),
			exceeds: (gap) => leastLogWealth(above, below, enough, gap).height,
			fallsShort: (gap) => leastLogWealth(below, above, enough, gap).height,
		},
		options,
	);
}

/**
 * The same for rows scored by both, which sees far more: what is bet on is the difference row by row. Rows that either
 * could not score are left out in pairs. The rows may change on the way: it is enough that neither is better on any.
 *
 * @param base one score per row, null where there is none
 * @param other the same rows
 * @throws DataError when the lengths differ or a score lies outside the range; ConfigError as for `sequentialComparison`
 * @see Waudby-Smith & Ramdas 2024, "Estimating means of bounded random variables by betting", arXiv:2010.09686
 * @example
 * const failed = Array.from({ length: 20 }, () => 0);
 * const passed = Array.from({ length: 20 }, () => 1);
 * sequentialPaired(failed, passed, { range: [0, 1] }).decided // => "better"
 */
export function sequentialPaired(
	base: readonly (number | null)[],
	other: readonly (number | null)[],
	options: ScoreRange,
): SequentialComparison {
	checkRange("sequentialPaired", options);
	checkPairs("sequentialPaired", base, other);
	const unit = toUnit("sequentialPaired", options.range);
	const differences = base.flatMap((score, row) => {
		const otherScore = other[row] ?? null;
		return score === null || otherScore === null ? [] : [unit(otherScore, row) - unit(score, row)];
	});
	const tickets = tally(differences.map(ticketOf));
	const lost = mirrored(tickets);
	return conclude(
		{
			n: differences.length,
			difference: differences.length === 0 ? null : mean(differences),
			exceeds: (gap) => logWealth(tickets, ticketOf(gap)),
			fallsShort: (gap) => logWealth(lost, ticketOf(gap)),
		},
		options,
	);
}

/** A difference of two scores in [0, 1], moved to [0, 1] itself: no difference is ½. */
export function ticketOf(difference: number): number {
	return (1 + difference) / 2;
}

/**
 * What two gamblers hold at least, over all m, who bet that the mean of `ahead` lies above m + gap and that of `behind`
 * below m. It is large only where the means differ by more than the gap. The search ends at any wealth below `enough`.
 */
export function leastLogWealth(ahead: Tally, behind: Tally, enough: number, gap = 0): LowestPoint {
	const below = mirrored(behind);
	const wealth = (m: number) => logWealth(ahead, m + gap) + logWealth(below, 1 - m); // convex, as both are
	return lowestPoint(wealth, Math.max(0, -gap), Math.min(1, 1 - gap), enough);
}

/** The log wealth at which one side is decided: half of α for each. */
export function enoughOf({ level = 0.95 }: ScoreRange): number {
	return Math.log(2 / (1 - level));
}

/** What was bet, with scores moved to [0, 1]. */
interface Bets {
	readonly n: number;
	readonly difference: number | null;
	/** Log wealth against "the new one is ahead by at most this gap"; falls as the gap grows. */
	readonly exceeds: (gap: number) => number;
	/** Log wealth against "the new one is behind by at most this gap". */
	readonly fallsShort: (gap: number) => number;
}

function conclude({ n, difference, exceeds, fallsShort }: Bets, options: ScoreRange): SequentialComparison {
	const width = options.range[1] - options.range[0];
	const enough = enoughOf(options);
	const ahead = largestGap((gap) => exceeds(gap) >= enough);
	const behind = largestGap((gap) => fallsShort(gap) >= enough);
	return {
		n,
		difference: difference === null ? null : difference * width,
		low: ahead.gap * width,
		high: behind.gap === 0 ? 0 : -behind.gap * width,
		level: options.level ?? 0.95,
		decided: ahead.positive ? "better" : behind.positive ? "worse" : undefined,
	};
}

/** The largest gap in [−1, 1] that is excluded, by bisection to 1/10,000. */
function largestGap(excluded: (gap: number) => boolean): { readonly gap: number; readonly positive: boolean } {
	const positive = excluded(0);
	let [low, high] = positive ? [0, 1] : [-1, 0];
	while (high - low > 1e-4) {
		const middle = (low + high) / 2;
		if (excluded(middle)) low = middle;
		else high = middle;
	}
	return { gap: low, positive };
}

function mean(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}
