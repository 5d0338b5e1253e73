import {
	enoughOf,
	leastLogWealth,
	type SequentialComparison,
	sequentialComparison,
	sequentialPaired,
	ticketOf,
} from "./always-valid.ts";
import { checkRange, fractions, logMean, type ScoreRange, tally, toUnit } from "./betting.ts";

export type Arm = "control" | "treatment";
export type Decision = NonNullable<SequentialComparison["decided"]>;

export interface SequentialTest {
	/** Takes one more score, and says what is decided by now. The first decision stands. */
	observe(arm: Arm, score: number): Decision | undefined;
	/** The first decision. */
	readonly decided: Decision | undefined;
	/** The interval of all scores so far. */
	result(): SequentialComparison;
}

/**
 * `sequentialComparison` one observation at a time, for live traffic: the same rule at the cost of a few logarithms each.
 *
 * The rule asks for the least wealth over every supposed common mean m. As long as one m is known at which the gamblers
 * hold too little, that is answered; so only this witness is kept up to date, and another one is sought when it fails.
 *
 * @throws ConfigError for a range without width or a level outside (0, 1); DataError for a score outside the range
 * @example
 * const test = sequentialTest({ range: [0, 1] });
 * test.observe("control", 0) // => undefined
 * test.observe("treatment", 1) // => undefined
 * test.result().difference // => 1
 */
export function sequentialTest(options: ScoreRange): SequentialTest {
	checkRange("sequentialTest", options);
	const unit = toUnit("sequentialTest", options.range);
	const scores: Record<Arm, number[]> = { control: [], treatment: [] };
	const units: Record<Arm, number[]> = { control: [], treatment: [] };
	const better = oneSided(units.treatment, units.control, enoughOf(options));
	const worse = oneSided(units.control, units.treatment, enoughOf(options));
	let decided: Decision | undefined;
	return {
		observe(arm, score) {
			const moved = unit(score, scores[arm].length);
			scores[arm].push(score);
			units[arm].push(moved);
			const isBetter = better(arm === "treatment", moved);
			const isWorse = worse(arm === "control", moved);
			decided ??= isBetter ? "better" : isWorse ? "worse" : undefined;
			return decided;
		},
		get decided() {
			return decided;
		},
		result: () => sequentialComparison(scores.control, scores.treatment, options),
	};
}

export interface SequentialPairedTest {
	/** Takes a row scored by both, and says what is decided by now. The first decision stands. */
	observe(base: number, other: number): Decision | undefined;
	/** The first decision. */
	readonly decided: Decision | undefined;
	/** The interval of all rows so far. */
	result(): SequentialComparison;
}

/**
 * `sequentialPaired` one row at a time, to stop a comparison as soon as it is decided.
 *
 * @throws ConfigError for a range without width or a level outside (0, 1); DataError for a score outside the range
 * @example
 * const test = sequentialPairedTest({ range: [0, 1] });
 * test.observe(0, 1) // => undefined
 * test.result().n // => 1
 */
export function sequentialPairedTest(options: ScoreRange): SequentialPairedTest {
	checkRange("sequentialPairedTest", options);
	const unit = toUnit("sequentialPairedTest", options.range);
	const enough = enoughOf(options);
	const rows: { readonly base: number; readonly other: number }[] = [];
	const even = ticketOf(0);
	let above = fractions.map(() => 0);
	let below = fractions.map(() => 0);
	let decided: Decision | undefined;
	return {
		observe(base, other) {
			const difference = unit(other, rows.length) - unit(base, rows.length);
			rows.push({ base, other });
			above = after(above, ticketOf(difference), even);
			below = after(below, ticketOf(-difference), even);
			decided ??= logMean(above) >= enough ? "better" : logMean(below) >= enough ? "worse" : undefined;
			return decided;
		},
		get decided() {
			return decided;
		},
		result: () =>
			sequentialPaired(
				rows.map((row) => row.base),
				rows.map((row) => row.other),
				options,
			),
	};
}

/** Whether `ahead` has by now been shown to have the higher mean; the two lists grow outside, before each call. */
function oneSided(ahead: readonly number[], behind: readonly number[], enough: number) {
	let witness = 0.5;
	let above = fractions.map(() => 0); // log wealth by purse, betting that the mean of `ahead` lies above the witness
	let below = fractions.map(() => 0); // … that the mean of `behind` lies below it
	return (isAhead: boolean, score: number): boolean => {
		if (isAhead) above = after(above, score, witness);
		else below = after(below, 1 - score, 1 - witness);
		if (logMean(above) + logMean(below) < enough) return false;

		const least = leastLogWealth(tally(ahead), tally(behind), enough);
		if (least.height >= enough) return true;
		witness = least.at;
		above = ahead.reduce((logs, x) => after(logs, x, witness), above.fill(0));
		below = behind.reduce((logs, x) => after(logs, 1 - x, 1 - witness), below.fill(0));
		return false;
	};
}

function after(logs: readonly number[], score: number, price: number): number[] {
	return logs.map((log, purse) => log + Math.log1p((fractions[purse] ?? 0) * (score / price - 1)));
}
