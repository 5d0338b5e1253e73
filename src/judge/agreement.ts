import { bootstrap } from "../stats/bootstrap.ts";
import { type Confusion, confusion } from "../stats/confusion.ts";
import { spearman } from "../stats/correlation.ts";
import { type KappaWeights, kappaOf } from "../stats/kappa.ts";
import { type RatingError, ratingError } from "../stats/rating-error.ts";
import { type Share, share } from "./bias/position.ts";

/** How far a judge agrees with labels. */
export interface Agreement {
	readonly n: number;
	/** Cohen's kappa: 1 perfect, 0 chance. null when it is undefined (no rows, or one label throughout on both sides). */
	readonly kappa: number | null;
	/**
	 * BCa bootstrap over rows. Where all rows agree there is nothing to resample: then from Wilson's interval of the agreement.
	 * null where neither says anything.
	 */
	readonly low: number | null;
	readonly high: number | null;
	readonly level: number;
	/** "none" counts every miss alike; "quadratic" by the square of its distance on the scale. */
	readonly weights: KappaWeights;
	/** Row = label, column = judge, worst level first. */
	readonly confusion: Confusion<number>;
	/** Rows with the same level. Misleads where one label is frequent, so read it with the base rates. */
	readonly same: Share;
	/** Share of each level among the labels and among the verdicts, in the order of `confusion.labels`. */
	readonly baseRates: { readonly labels: readonly number[]; readonly judge: readonly number[] };
	/** Pass/fail only: of the rows labelled good, those the judge passed. */
	readonly sensitivity: Share | null;
	/** Pass/fail only: of the rows labelled bad, those the judge failed. */
	readonly specificity: Share | null;
	/** In the metric's own value; null without rows. */
	readonly error: RatingError | null;
	/** Spearman's correlation; null when one side never varies. */
	readonly correlation: number | null;
}

/**
 * Agreement of a judge with labels: kappa with its interval, the confusion behind it, and how far off the judge is.
 *
 * @param labels a level's value for each row
 * @param judge the judge's, same rows; values between levels count as the nearest
 * @param options `levels` in order, worst first; with two of them kappa is plain, with more it is quadratic
 * @throws DataError when the lengths differ
 * @see Cohen 1960 and 1968; Efron 1987 for the interval
 * @example
 * const found = agreement([1, 1, 0, 0], [1, 0, 0, 0], { levels: [0, 1] });
 * [found.kappa, found.same.value, found.sensitivity.value] // => [0.5, 0.75, 0.5]
 */
export function agreement(
	labels: readonly number[],
	judge: readonly number[],
	options: { readonly levels: readonly number[]; readonly level?: number; readonly seed?: number },
): Agreement {
	const { levels, level = 0.95, seed = 0 } = options;
	const said = judge.map((value) => nearest(value, levels));
	const meant = labels.map((value) => nearest(value, levels));
	const table = confusion(meant, said, levels);
	const weights = levels.length > 2 ? "quadratic" : "none";
	const kappa = kappaOf(table, weights);
	const baseRates = { labels: rates(meant, table.labels), judge: rates(said, table.labels) };
	const correct = meant.filter((value, row) => value === said[row]).length;
	return {
		n: table.n,
		kappa,
		...(kappa === null
			? noInterval
			: kappa === 1
				? whenPerfect(baseRates.labels, table.n, level)
				: kappaInterval(meant, said, { levels, weights, level, seed })),
		level,
		weights,
		confusion: table,
		same: share(correct, table.n, level),
		baseRates,
		...passFailRates(table, level),
		error: ratingError(labels, judge),
		correlation: spearman(labels, judge)?.r ?? null,
	};
}

/** The level that a value is nearest to; of two as near, the lower. */
export function nearest(value: number, levels: readonly number[]): number {
	// rounding apart: 0.6 from arithmetic and 0.6 as written are one level
	return levels.reduce(
		(best, one) => (Math.abs(one - value) < Math.abs(best - value) - 1e-12 ? one : best),
		levels[0] ?? value,
	);
}

const noInterval = { low: null, high: null };

// All rows agree: as few as Wilson's interval of that share allows might, against the agreement by chance of these base rates.
function whenPerfect(rates: readonly number[], n: number, level: number) {
	const byChance = rates.reduce((sum, rate) => sum + rate * rate, 0);
	return { low: Math.max(-1, 1 - (1 - share(n, n, level).low) / (1 - byChance)), high: 1 };
}

function kappaInterval(
	meant: readonly number[],
	said: readonly number[],
	{ levels, weights, level, seed }: { levels: readonly number[]; weights: KappaWeights; level: number; seed: number },
): { readonly low: number | null; readonly high: number | null } {
	const cells = meant.map((value, row) => [levels.indexOf(value), levels.indexOf(said[row] ?? value)] as const);
	const counts = levels.map(() => levels.map(() => 0));
	const statistic = (rows: readonly number[]) => {
		for (const line of counts) line.fill(0);
		for (const row of rows) {
			const [i = 0, j = 0] = cells[row] ?? [];
			const line = counts[i];
			if (line !== undefined) line[j] = (line[j] ?? 0) + 1;
		}
		return kappaOf({ labels: levels, counts, n: rows.length }, weights);
	};
	const { low, high } = bootstrap(meant.length, statistic, { level, seed, method: "bca" });
	return low === high ? noInterval : { low, high };
}

function rates(values: readonly number[], levels: readonly number[]): number[] {
	return levels.map((level) =>
		values.length === 0 ? 0 : values.filter((value) => value === level).length / values.length,
	);
}

function passFailRates(table: Confusion<number>, level: number): Pick<Agreement, "sensitivity" | "specificity"> {
	if (table.labels.length !== 2) return { sensitivity: null, specificity: null };
	const [[failedBad = 0, passedBad = 0] = [], [failedGood = 0, passedGood = 0] = []] = table.counts;
	return {
		sensitivity: share(passedGood, passedGood + failedGood, level),
		specificity: share(failedBad, failedBad + passedBad, level),
	};
}
