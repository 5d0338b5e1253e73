import {
	checkRange,
	logMean,
	logPurses,
	logWealth,
	lowestPoint,
	type ScoreRange,
	type Tally,
	tally,
	toUnit,
} from "./betting.ts";
import { checkLength } from "./check.ts";

export interface DriftAlarm {
	/** Mean of the reference rows. */
	readonly reference: number;
	/** Mean of the fresh rows; null before the first. */
	readonly fresh: number | null;
	/** Fresh minus reference; below 0 is a loss. */
	readonly difference: number | null;
	/** Fresh rows. */
	readonly n: number;
	/** Wealth of a gambler who bets on a loss; the alarm rings at 1 / (1 − level), 20 at level 0.95. */
	readonly evidence: number;
	readonly alarm: boolean;
	/** When the alarm rings: the fresh row, from 0, from which the evidence is strongest; a hint, not an estimate. Else null. */
	readonly since: number | null;
}

/**
 * Has the mean score fallen below that of the reference rows? For a watch that scores new rows every week and asks again.
 *
 * Guarantee: while each fresh row's expected score is at least the reference's true mean, the chance that the alarm rings
 * *ever*, over all checks together, is at most 1 − level. The noise of the reference counts too: on few reference rows a
 * small loss cannot be told at all, however long the watch. Higher is better; negate scores of which lower is better.
 *
 * Method: for a supposed mean m of the reference, one gambler bets that the reference lies above m and another that the
 * fresh rows lie below it (see betting.ts); the least product of their wealths over m counts. Good rows before a loss
 * would eat up the second's stake, so he divides it over starts at fresh rows 0, 16, 32, 64, … (1/2, 1/6, 1/12, … of it) and
 * leaves each part alone until its start. Other detectors (CUSUM, e-detectors that restart at every row) are somewhat quicker, but promise
 * only a mean time between false alarms: they do ring in the end. A watch should be believed, so here ringing at all is
 * rare.
 *
 * @param reference scores at the time the program was accepted, at least one
 * @param fresh scores since, in the order in which they came, all of them at every check
 * @throws ConfigError for a range without width or a level outside (0, 1); DataError without reference rows or for a score
 * outside the range
 * @see Waudby-Smith & Ramdas 2024, "Estimating means of bounded random variables by betting", arXiv:2010.09686
 * @see Shin, Ramdas & Rinaldo 2023, "E-detectors: a nonparametric framework for sequential change detection", arXiv:2203.03532
 * @example
 * driftAlarm([1, 1, 0, 1], [1, 0, 1], { range: [0, 1] }).alarm // => false
 */
export function driftAlarm(reference: readonly number[], fresh: readonly number[], options: ScoreRange): DriftAlarm {
	const { range, level = 0.95 } = options;
	checkRange("driftAlarm", options);
	checkLength("driftAlarm", reference);
	const unit = toUnit("driftAlarm", range);
	const accepted = tally(reference.map(unit));
	const stretches = stretchesOf(fresh.map((score, row) => 1 - unit(score, row)));
	const logEvidence = lowestPoint((m) => logWealth(accepted, m) + logSum(stakes(stretches, 1 - m)), 0, 1);
	const alarm = logEvidence.height >= -Math.log1p(-level);
	const strongest = stakes(stretches, 1 - logEvidence.at).reduce((best, stake) =>
		stake.logWealth > best.logWealth ? stake : best,
	);
	const freshMean = fresh.length === 0 ? null : mean(fresh);
	return {
		reference: mean(reference),
		fresh: freshMean,
		difference: freshMean === null ? null : freshMean - mean(reference),
		n: fresh.length,
		evidence: Math.exp(logEvidence.height),
		alarm,
		since: alarm ? strongest.start : null,
	};
}

/** Rows between one start and the next. */
interface Stretch {
	readonly start: number;
	readonly tickets: Tally;
}

function stretchesOf(tickets: readonly number[]): Stretch[] {
	const stretches: Stretch[] = [];
	let next = 0;
	for (let start = 0; start < tickets.length; start = next) {
		next = Math.max(16, 2 * start);
		stretches.push({ start, tickets: tally(tickets.slice(start, next)) });
	}
	return stretches;
}

interface Stake {
	/** Where it begins to bet; null for what has not begun. */
	readonly start: number | null;
	/** Log of what this part of the stake has become. */
	readonly logWealth: number;
}

/** The parts 1/(1·2), 1/(2·3), … of a stake of 1, one for each start so far, and the rest: 1/(starts + 1). */
function stakes(stretches: readonly Stretch[], price: number): Stake[] {
	const found: Stake[] = [{ start: null, logWealth: -Math.log(stretches.length + 1) }];
	let purses = logPurses([], price);
	// a start has bet on its own stretch and on all that follow
	for (const [index, { start, tickets }] of [...stretches.entries()].reverse()) {
		const gains = logPurses(tickets, price);
		purses = purses.map((log, purse) => log + (gains[purse] ?? 0));
		found.push({ start, logWealth: logMean(purses) - Math.log((index + 1) * (index + 2)) });
	}
	return found;
}

function logSum(found: readonly Stake[]): number {
	return logMean(found.map((stake) => stake.logWealth)) + Math.log(found.length);
}

function mean(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}
