import { DataError } from "../core/errors.ts";
import { checkPairs } from "./check.ts";

/**
 * Brier score: the mean squared gap between a stated probability and what happened. 0 is perfect, 0.25 is always saying ½.
 *
 * @param happened true or 1 where it happened
 * @param probability what was stated, [0, 1]
 * @returns in [0, 1]; null when there are no items
 * @throws DataError when the lengths differ or a probability is out of range
 * @see Brier 1950, "Verification of forecasts expressed in terms of probability"
 * @example
 * brier([1, 0], [0.5, 0.5]) // => 0.25
 */
export function brier(happened: readonly (boolean | number)[], probability: readonly number[]): number | null {
	checkProbabilities("brier", happened, probability);
	return mean(happened, (outcome, item) => ((probability[item] ?? 0) - outcome) ** 2);
}

/**
 * Log loss: the mean of −log of the probability given to what happened, in nats. 0 is perfect; certainty that proves wrong
 * is capped at about 36.
 *
 * @returns >= 0; null when there are no items
 * @throws DataError when the lengths differ or a probability is out of range
 * @see Good 1952, "Rational decisions"
 * @example
 * logLoss([1, 0], [0.5, 0.5]) // => Math.log(2)
 */
export function logLoss(happened: readonly (boolean | number)[], probability: readonly number[]): number | null {
	checkProbabilities("logLoss", happened, probability);
	return mean(happened, (outcome, item) => {
		const stated = Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, probability[item] ?? 0));
		return outcome === 1 ? -Math.log(stated) : -Math.log1p(-stated);
	});
}

/**
 * Expected calibration error: over bins of stated probability, the mean gap between what was stated and what share
 * happened, weighted by the bins' sizes.
 *
 * @param bins equal-width bins [k/bins, (k+1)/bins); 1 belongs to the last
 * @returns in [0, 1], 0 is calibrated; null when there are no items
 * @throws DataError when the lengths differ or a probability is out of range
 * @see Naeini, Cooper & Hauskrecht 2015, "Obtaining well calibrated probabilities using Bayesian binning"
 * @example
 * expectedCalibrationError([1, 1, 0, 0], [0.5, 0.5, 0.5, 0.5]) // => 0
 */
export function expectedCalibrationError(
	happened: readonly (boolean | number)[],
	probability: readonly number[],
	bins = 10,
): number | null {
	checkProbabilities("expectedCalibrationError", happened, probability);
	if (happened.length === 0) return null;
	const excess = new Array<number>(bins).fill(0); // stated − happened, summed [bin]
	probability.forEach((stated, item) => {
		const bin = Math.min(bins - 1, Math.floor(stated * bins));
		excess[bin] = (excess[bin] ?? 0) + stated - Number(Boolean(happened[item]));
	});
	return excess.reduce((sum, value) => sum + Math.abs(value), 0) / happened.length;
}

function mean(happened: readonly (boolean | number)[], loss: (outcome: 0 | 1, item: number) => number): number | null {
	if (happened.length === 0) return null;
	return happened.reduce<number>((sum, value, item) => sum + loss(value ? 1 : 0, item), 0) / happened.length;
}

function checkProbabilities(who: string, happened: readonly unknown[], probability: readonly number[]): void {
	checkPairs(who, happened, probability);
	const index = probability.findIndex((value) => !(value >= 0 && value <= 1));
	if (index >= 0) {
		throw new DataError(`${who}: expected probabilities in [0, 1], found ${probability[index]}`, { row: index + 1 });
	}
}
