import { checkFinite, checkLength, checkPairs, checkShare } from "./check.ts";
import { normalQuantile } from "./distribution.ts";
import type { Interval } from "./interval.ts";

export interface PredictionPowered {
	readonly estimate: number;
	readonly interval: Interval;
	/** How far the judge was trusted, [0, 1]: 0 is people only, 1 the judge in full. */
	readonly lambda: number;
}

export interface PredictionPoweredOptions {
	readonly level?: number;
	/** "tuned" picks the lambda with the least variance, so it does not lose to people only; 1 is the plain form. */
	readonly lambda?: "tuned" | number;
}

/**
 * The mean that people would give to all rows, from a judge's scores on all and people's on a few: the judge's mean,
 * put right by how far judge and people differ where both scored.
 *
 * Valid however poor the judge is; a poor one only makes the interval wider. Normal approximation, so give it some two
 * hundred rows by people where you can: for pass/fail and a lenient judge, 95 % intervals covered the truth in 94 % of
 * simulations with 200 rows, in 92 % with 60.
 *
 * @param human scores by people, length n >= 1
 * @param judgeOnHuman the judge's scores on the same rows, length n
 * @param judgeOnRest the judge's scores on the rows people did not see, length N >= 1
 * @throws DataError when lengths do not fit or a score is not finite
 * @see Angelopoulos et al. 2023, "Prediction-powered inference", arXiv:2301.09633
 * @see Angelopoulos, Duchi & Zrnic 2023, "PPI++: efficient prediction-powered inference", arXiv:2311.01453
 * @example
 * predictionPoweredMean([1, 0], [1, 1], [1, 1, 0, 0], { lambda: 1 }).estimate // => 0
 */
export function predictionPoweredMean(
	human: readonly number[],
	judgeOnHuman: readonly number[],
	judgeOnRest: readonly number[],
	options: PredictionPoweredOptions = {},
): PredictionPowered {
	const who = "predictionPoweredMean";
	const { level = 0.95 } = options;
	checkPairs(who, human, judgeOnHuman);
	checkShare(who, "level", level);
	for (const values of [human, judgeOnHuman, judgeOnRest]) {
		checkLength(who, values);
		checkFinite(who, values);
	}
	const lambda =
		options.lambda === undefined || options.lambda === "tuned"
			? tuned(human, judgeOnHuman, judgeOnRest)
			: options.lambda;
	const imputed = judgeOnRest.map((score) => lambda * score);
	const rectifier = human.map((score, row) => score - lambda * (judgeOnHuman[row] ?? 0));
	const estimate = mean(imputed) + mean(rectifier);
	const error = Math.sqrt(
		covariance(imputed, imputed) / imputed.length + covariance(rectifier, rectifier) / rectifier.length,
	);
	const reach = -normalQuantile((1 - level) / 2) * error;
	return {
		estimate,
		lambda,
		interval: { low: estimate - reach, high: estimate + reach, level, method: "prediction-powered" },
	};
}

/** cov(human, judge) / ((1 + n/N) var(judge)), cut to [0, 1]; 0 for a judge that never varies. */
function tuned(human: readonly number[], judgeOnHuman: readonly number[], judgeOnRest: readonly number[]): number {
	const all = [...judgeOnHuman, ...judgeOnRest];
	const variance = (covariance(all, all) * all.length) / (all.length - 1);
	if (variance === 0) return 0;
	const lambda = covariance(human, judgeOnHuman) / ((1 + human.length / judgeOnRest.length) * variance);
	return Math.min(1, Math.max(0, lambda));
}

/** Population covariance: divides by n. */
function covariance(a: readonly number[], b: readonly number[]): number {
	const meanA = mean(a);
	const meanB = mean(b);
	return mean(a.map((value, row) => (value - meanA) * ((b[row] ?? 0) - meanB)));
}

function mean(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}
