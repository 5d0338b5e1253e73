import { bootstrap } from "./bootstrap.ts";
import { checkFinite, checkPairs, checkShare } from "./check.ts";
import { binomialCdf } from "./distribution.ts";
import { mcnemar } from "./mcnemar.ts";
import { pairedProportions } from "./paired-proportions.ts";
import { fewestApart, pairsToDecide, pairsToDecideBinary } from "./power.ts";
import { signFlip } from "./sign-flip.ts";

export interface PairedEvidence {
	/** Rows that both scored. */
	readonly n: number;
	/** Mean of other − base on those rows; null when there are none. */
	readonly difference: number | null;
	/** Interval of the mean difference; null where no spread was seen (no row, one row, every score differs alike). */
	readonly low: number | null;
	readonly high: number | null;
	/** One-sided: small when `other` is above `base`. 1 when no row differs. */
	readonly pGreater: number;
	/** Two-sided. 1 when no row differs. */
	readonly pTwoSided: number;
	readonly test: "McNemar, exact" | "sign flip, exact" | "sign flip, drawn";
	/**
	 * About how many more rows would decide at this level, two-sided, with a chance of 0.8 if the difference is what it
	 * looks like. 0: these rows decide. null: that cannot be said, or over a million.
	 */
	readonly moreRows: number | null;
}

export interface PairedEvidenceOptions {
	/** 1 − the significance level, (0, 1). */
	readonly level?: number;
	readonly seed?: number;
	/** Sign patterns drawn where more than 16 rows differ; p is never below 1 / (resamples + 1). */
	readonly resamples?: number;
}

/**
 * What rows scored by two programs say about which is better: the difference, its interval, its p-values, and how many
 * more rows would decide.
 *
 * Rows that either could not score are left out in pairs. Where all scores are 0 or 1: McNemar's exact test and Agresti
 * and Min's interval; else the sign-flip permutation test and a BCa bootstrap, as in `compare`. The tests suppose one look
 * at rows fixed beforehand: several candidates want `holm`, watching while rows arrive wants `sequentialPaired`.
 *
 * @param base one score per row, null where there is none
 * @param other the same rows
 * @throws DataError when the lengths differ or a score is NaN or infinite; ConfigError for a level outside (0, 1)
 * @see McNemar 1947, "Note on the sampling error of the difference between correlated proportions"
 * @see Phipson & Smyth 2010, "Permutation p-values should never be zero"
 * @example
 * pairedEvidence([0, 0, 0, 0, 0, null], [1, 1, 1, 1, 1, 1]).pGreater // => 1 / 32
 */
export function pairedEvidence(
	base: readonly (number | null)[],
	other: readonly (number | null)[],
	options: PairedEvidenceOptions = {},
): PairedEvidence {
	const { level = 0.95 } = options;
	checkPairs("pairedEvidence", base, other);
	checkShare("pairedEvidence", "level", level);
	const before: number[] = [];
	const after: number[] = [];
	base.forEach((score, row) => {
		const otherScore = other[row] ?? null;
		if (score === null || otherScore === null) return;
		before.push(score);
		after.push(otherScore);
	});
	checkFinite("pairedEvidence", before);
	checkFinite("pairedEvidence", after);

	const passFail = [...before, ...after].every((score) => score === 0 || score === 1);
	const evidence = passFail ? passFailEvidence(before, after, level) : scoreEvidence(before, after, level, options);
	const decides = evidence.pTwoSided <= 1 - level;
	const moreRows = decides ? 0 : evidence.moreRows === null ? null : Math.max(1, evidence.moreRows);
	return { n: before.length, ...evidence, moreRows };
}

type Evidence = Omit<PairedEvidence, "n">;

function passFailEvidence(before: readonly number[], after: readonly number[], level: number): Evidence {
	const rows = before.length;
	const test = "McNemar, exact";
	if (rows === 0) return { difference: null, low: null, high: null, pGreater: 1, pTwoSided: 1, test, moreRows: null };
	const onlyBefore = before.filter((score, row) => score > (after[row] ?? 0)).length;
	const onlyAfter = before.filter((score, row) => score < (after[row] ?? 0)).length;
	const { low, high } = pairedProportions(onlyBefore, onlyAfter, rows, level);
	return {
		difference: (onlyAfter - onlyBefore) / rows,
		low,
		high,
		// given that they disagree, either way is a coin toss: the chance of at most this many rows for base
		pGreater: binomialCdf(onlyBefore, onlyBefore + onlyAfter, 0.5),
		pTwoSided: mcnemar(onlyBefore, onlyAfter).exactP,
		test,
		moreRows: pairsToDecideBinary(onlyBefore, onlyAfter, rows, { level }),
	};
}

function scoreEvidence(
	before: readonly number[],
	after: readonly number[],
	level: number,
	{ seed = 0, resamples = 10_000 }: PairedEvidenceOptions,
): Evidence {
	const differences = after.map((score, row) => score - (before[row] ?? 0));
	const flip = signFlip(after, before, { seed, resamples });
	const interval = bootstrap(differences, mean, { level, seed });
	const spread = interval.low < interval.high;
	const forecast = pairsToDecide(differences, { level });
	return {
		difference: flip.meanDifference,
		low: spread ? interval.low : null,
		high: spread ? interval.high : null,
		pGreater: flip.pGreater,
		pTwoSided: flip.p,
		test: flip.exact ? "sign flip, exact" : "sign flip, drawn",
		// the formula knows the size of the difference alone; an exact test also needs rows enough to come out at all
		moreRows: forecast === null ? null : Math.max(forecast, fewestApart(level) - differences.length),
	};
}

function mean(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}
