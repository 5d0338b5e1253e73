import { random } from "../core/random.ts";
import { type SetRow, seenSpread, setFigureOf } from "../evaluate/summarize.ts";
import type { Metric } from "../metric/metric.ts";
import { bootstrap } from "../stats/bootstrap.ts";
import type { PairedEvidence } from "../stats/paired-evidence.ts";

/** As `PairedEvidence`, for a figure of the whole set, which no single row has. */
export type SetEvidence = Omit<PairedEvidence, "test"> & { readonly test: "swapped rows, drawn" };

const swaps = 2000;
const resamples = 1000;
const rounding = 1e-12;

type Pair = readonly [base: SetRow, other: SetRow];

/**
 * What the same rows under two programs say about which has the better whole-set figure (F1, kappa, corpus BLEU).
 *
 * If the programs were alike, each row's two outcomes could as well have come from the other: the p-values count how often
 * swapping them row by row at random gives as large a difference. The interval resamples rows, both outcomes together.
 *
 * @param base a row's outcome under one program; undefined leaves the row out
 * @param other the same rows
 * @see Noreen 1989, "Computer-intensive methods for testing hypotheses" (approximate randomization)
 */
export function setEvidence(
	base: readonly (SetRow | undefined)[],
	other: readonly (SetRow | undefined)[],
	metric: Metric,
	{ level, seed }: { readonly level: number; readonly seed: number },
): SetEvidence {
	const pairs = base.flatMap((row, index): Pair[] => {
		const same = other[index];
		return row === undefined || same === undefined ? [] : [[row, same]];
	});
	const sign = metric.direction === "higher" ? 1 : -1;
	const gain = (some: readonly Pair[]): number | null => {
		const before = setFigureOf(metric, rowsOf(some, 0));
		const after = setFigureOf(metric, rowsOf(some, 1));
		return before === null || after === null ? null : sign * (after - before);
	};
	const bare = { n: pairs.length, low: null, high: null, test: "swapped rows, drawn", moreRows: null } as const;
	const difference = pairs.length === 0 ? null : gain(pairs);
	if (difference === null) return { ...bare, difference, pGreater: 1, pTwoSided: 1 };

	const { low, high } = seenSpread(bootstrap(pairs, gain, { level, seed, method: "percentile", resamples }));
	const draws = random(seed).fork(`swap ${metric.name}`);
	let asGreat = 0;
	let asFar = 0;
	for (let draw = 0; draw < swaps; draw++) {
		// a figure that cannot be computed speaks for neither: it counts against the evidence
		const swapped = gain(pairs.map(([one, two]) => (draws.next() < 0.5 ? [one, two] : [two, one]))) ?? Infinity;
		if (swapped >= difference - rounding) asGreat++;
		if (Math.abs(swapped) >= Math.abs(difference) - rounding) asFar++;
	}
	const p = (count: number) => (count + 1) / (swaps + 1);
	return { ...bare, difference, low, high, pGreater: p(asGreat), pTwoSided: p(asFar) };
}

function rowsOf(pairs: readonly Pair[], side: 0 | 1): readonly SetRow[] {
	return pairs.map((pair) => pair[side]);
}
