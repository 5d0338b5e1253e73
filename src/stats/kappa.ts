import { type Confusion, confusion, labelCounts } from "./confusion.ts";

/** How a near miss counts: not at all, or by its distance on the scale, or by that squared. */
export type KappaWeights = "none" | "linear" | "quadratic";

export interface KappaOptions<L> {
	readonly weights?: KappaWeights;
	/** The scale in order, such as [1, 2, 3, 4, 5]; needed for weights, where order and gaps matter. */
	readonly labels?: readonly L[];
}

/**
 * Cohen's kappa: agreement of two raters beyond what their label frequencies alone would give.
 *
 * 1 is perfect, 0 is chance, below 0 worse than chance. Read it with the base rates: skewed labels push it down.
 *
 * @param a labels by the first rater, one per item
 * @param b labels by the second, same items
 * @returns in [−1, 1]; null when it is undefined (no items, or both gave one same label throughout)
 * @throws DataError when the lengths differ
 * @see Cohen 1960, "A coefficient of agreement for nominal scales"; 1968 for the weights
 * @example
 * cohenKappa(["yes", "yes", "no", "no"], ["yes", "no", "no", "no"]) // => 0.5
 */
export function cohenKappa<L>(a: readonly L[], b: readonly L[], options: KappaOptions<L> = {}): number | null {
	return kappaOf(confusion(a, b, options.labels), options.weights);
}

/** Cohen's kappa of a confusion table; distances are between positions in `table.labels`. */
export function kappaOf(table: Confusion<unknown>, weights: KappaWeights = "none"): number | null {
	const totals = labelCounts(table);
	let observed = 0;
	let byChance = 0;
	totals.forEach((row, i) => {
		totals.forEach((column, j) => {
			const cost = weights === "none" ? Number(i !== j) : Math.abs(i - j) ** (weights === "linear" ? 1 : 2);
			observed += cost * (table.counts[i]?.[j] ?? 0);
			byChance += (cost * row.expected * column.given) / table.n;
		});
	});
	return byChance > 0 ? 1 - observed / byChance : null;
}
