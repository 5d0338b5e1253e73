import { DataError } from "../core/errors.ts";
import { normalQuantile } from "../stats/distribution.ts";
import type { Interval } from "../stats/interval.ts";

/** What a pass/fail judge did on labelled rows. */
export interface JudgeErrors {
	/** Rows labelled good, and how many of them the judge passed. */
	readonly good: number;
	readonly goodPassed: number;
	/** Rows labelled bad, and how many of them the judge failed. */
	readonly bad: number;
	readonly badFailed: number;
}

export interface CorrectedRate {
	readonly estimate: number;
	readonly interval: Interval;
}

/**
 * The true pass rate behind a judge's, by Rogan and Gladen: (rate + specificity − 1) / (sensitivity + specificity − 1), cut
 * to [0, 1], with Lang and Reiczigel's interval, which allows for the labelled rows being few.
 *
 * Assumes that the judge errs on the judged rows as on the labelled ones.
 *
 * @param errors counts from labelled rows
 * @param passed how many rows the judge passed
 * @param judged of how many, >= 1
 * @returns null when the judge does no better than chance on the labelled rows: its verdicts then say nothing, or there is
 *   no row of one label
 * @throws DataError when a count is out of range
 * @see Rogan & Gladen 1978, "Estimating prevalence from the results of a screening test"
 * @see Lang & Reiczigel 2014, "Confidence limits for prevalence of disease adjusted for estimated sensitivity and specificity"
 * @example
 * roganGladen({ good: 10, goodPassed: 9, bad: 10, badFailed: 8 }, 55, 100).estimate // => 0.5
 */
export function roganGladen(errors: JudgeErrors, passed: number, judged: number, level = 0.95): CorrectedRate | null {
	checkCounts("good", errors.goodPassed, errors.good);
	checkCounts("bad", errors.badFailed, errors.bad);
	checkCounts("judged", passed, judged);
	const { good, bad } = errors;
	if (good === 0 || bad === 0 || judged === 0) return null;
	const [sensitivity, specificity] = [errors.goodPassed / good, errors.badFailed / bad];
	const youden = sensitivity + specificity - 1;
	if (youden <= 0) return null;
	const estimate = (passed / judged + specificity - 1) / youden;
	const { low, high } = langReiczigel(errors, passed, judged, -normalQuantile((1 - level) / 2));
	return {
		estimate: within(estimate),
		interval: { low: within(low), high: within(high), level, method: "Rogan-Gladen, Lang-Reiczigel" },
	};
}

function langReiczigel({ good, goodPassed, bad, badFailed }: JudgeErrors, passed: number, judged: number, z: number) {
	// one imaginary success and failure each keep estimates off the ends; z²/2 do the same for the rate
	const [goods, bads, all] = [good + 2, bad + 2, judged + z * z];
	const [sensitivity, specificity, rate] = [
		(goodPassed + 1) / goods,
		(badFailed + 1) / bads,
		(passed + (z * z) / 2) / all,
	];
	const youden = sensitivity + specificity - 1;
	const prevalence = (rate + specificity - 1) / youden;
	const ofSensitivity = (sensitivity * (1 - sensitivity)) / goods;
	const ofSpecificity = (specificity * (1 - specificity)) / bads;
	const shift = 2 * z * z * (prevalence * ofSensitivity - (1 - prevalence) * ofSpecificity);
	const variance = (rate * (1 - rate)) / all + prevalence ** 2 * ofSensitivity + (1 - prevalence) ** 2 * ofSpecificity;
	const reach = (z * Math.sqrt(variance)) / youden;
	return { low: prevalence + shift - reach, high: prevalence + shift + reach };
}

function within(share: number): number {
	return Math.min(1, Math.max(0, share));
}

function checkCounts(what: string, part: number, whole: number): void {
	if (!(part >= 0 && part <= whole && Number.isFinite(whole))) {
		throw new DataError(`roganGladen: expected 0 <= part <= whole of the ${what} rows, found ${part} of ${whole}`);
	}
}
