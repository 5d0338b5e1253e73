import { bootstrap } from "../../stats/bootstrap.ts";
import { holm } from "../../stats/correction.ts";
import { pearson } from "../../stats/correlation.ts";
import { studentTwoSided } from "../../stats/distribution.ts";
import { binomialTest } from "../../stats/proportion.ts";
import { ranks } from "../../stats/rank.ts";
import { controlled } from "./controlled.ts";

export interface VerbosityBias {
	readonly n: number;
	/** How much the score rises when a text of one label is twice as long; null when lengths do not vary within labels. */
	readonly slope: number | null;
	/** By resampling rows; null where there is none. */
	readonly low: number | null;
	readonly high: number | null;
	/** Spearman's correlation of score and length among texts of one label; null when one of them does not vary. */
	readonly correlation: number | null;
	/** Two-sided p of no such correlation; 1 when there is none. */
	readonly p: number;
	/** Copies with words added that say nothing: how many scored above, below, and as their plain text. */
	readonly padded: { readonly above: number; readonly below: number; readonly same: number; readonly p: number };
	/** Which length it favours, by either test (Holm over the two). */
	readonly favours: "long" | "short" | null;
}

/**
 * Whether a judge rates by length: among texts of one label, and on copies that only hold more words.
 *
 * @param rows score, length and label of each text
 * @param copies scores of texts and of their padded copies
 * @see Zheng et al. 2023, arXiv:2306.05685, on verbosity bias; Dubois et al. 2024, arXiv:2404.04475
 * @example
 * const rows = [1, 2, 4, 8].map((length) => ({ score: length > 2 ? 1 : 0, length, label: 1 }));
 * verbosityBias(rows, []).correlation > 0.8 // => true
 */
export function verbosityBias(
	rows: readonly { readonly score: number; readonly length: number; readonly label: number }[],
	copies: readonly { readonly plain: number; readonly padded: number }[],
	{ level = 0.95, seed = 0 }: { readonly level?: number; readonly seed?: number } = {},
): VerbosityBias {
	const above = copies.filter(({ plain, padded }) => padded > plain).length;
	const below = copies.filter(({ plain, padded }) => padded < plain).length;
	const paddedP = binomialTest(above, above + below);
	const { correlation, p } = rankCorrelation(rows);
	const [byLength = 1, byCopies = 1] = holm([p, paddedP]);
	const found = [
		...(byLength <= 1 - level ? [Math.sign(correlation ?? 0)] : []),
		...(byCopies <= 1 - level ? [Math.sign(above - below)] : []),
	];
	return {
		n: rows.length,
		...slopeOf(rows, level, seed),
		correlation,
		p,
		padded: { above, below, same: copies.length - above - below, p: paddedP },
		favours: found.includes(1) ? "long" : found.includes(-1) ? "short" : null,
	};
}

type Rows = readonly { readonly score: number; readonly length: number; readonly label: number }[];

function slopeOf(rows: Rows, level: number, seed: number): Pick<VerbosityBias, "slope" | "low" | "high"> {
	const statistic = (some: Rows): number | null => {
		const labels = some.map(({ label }) => label);
		const x = controlled(
			some.map(({ length }) => Math.log2(Math.max(1, length))),
			labels,
		);
		const y = controlled(
			some.map(({ score }) => score),
			labels,
		);
		const spread = x.reduce((sum, value) => sum + value * value, 0);
		return spread < 1e-12 ? null : x.reduce((sum, value, row) => sum + value * (y[row] ?? 0), 0) / spread;
	};
	const slope = statistic(rows);
	if (slope === null) return { slope, low: null, high: null };
	const { low, high } = bootstrap(rows, statistic, { level, seed, method: "percentile", resamples: 1000 });
	return { slope, low, high };
}

// Pearson's of what is left of the ranks once each label's mean is taken off; one degree of freedom goes with each label.
function rankCorrelation(rows: Rows): Pick<VerbosityBias, "correlation" | "p"> {
	const labels = rows.map(({ label }) => label);
	const left = (values: readonly number[]) => controlled(ranks(values), labels);
	const r = pearson(left(rows.map(({ score }) => score)), left(rows.map(({ length }) => length)))?.r ?? null;
	const freedom = rows.length - 1 - new Set(labels).size;
	if (r === null || freedom < 1) return { correlation: r, p: 1 };
	if (1 - Math.abs(r) < 1e-12) return { correlation: r, p: 0 };
	return { correlation: r, p: studentTwoSided(r * Math.sqrt(freedom / ((1 - r) * (1 + r))), freedom) };
}
