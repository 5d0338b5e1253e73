import { DataError } from "../core/errors.ts";

/**
 * Fleiss' kappa: agreement of several raters on labels, beyond the chance that label frequencies give. 1 perfect, 0 chance.
 *
 * @param ratings [rater][item], no gaps, at least two raters; see `krippendorffAlpha` for gaps
 * @returns null when undefined (no items, or one label throughout)
 * @throws DataError when fewer than two raters are given or their lists differ in length
 * @see Fleiss 1971, "Measuring nominal scale agreement among many raters"
 * @example
 * fleissKappa([["a", "b"], ["a", "b"], ["a", "b"]]) // => 1
 */
export function fleissKappa<L>(ratings: readonly (readonly L[])[]): number | null {
	const { agreement, shares } = agreementOf("fleissKappa", ratings);
	return beyond(
		agreement,
		shares.reduce((sum, share) => sum + share * share, 0),
	);
}

/**
 * Randolph's free-marginal kappa: as Fleiss', but chance is 1 / the number of labels that occur. For raters who were not
 * told how many of each label to give.
 *
 * @see Randolph 2005, "Free-marginal multirater kappa"
 * @example
 * randolphKappa([["a", "b"], ["a", "a"]]) // => 0
 */
export function randolphKappa<L>(ratings: readonly (readonly L[])[]): number | null {
	const { agreement, shares } = agreementOf("randolphKappa", ratings);
	return beyond(agreement, 1 / shares.length);
}

/** The mean share of rater pairs that agree on an item, and how often each label was given. */
function agreementOf<L>(who: string, ratings: readonly (readonly L[])[]): { agreement: number; shares: number[] } {
	const raters = ratings.length;
	const items = ratings[0]?.length ?? 0;
	if (raters < 2 || ratings.some((list) => list.length !== items)) {
		throw new DataError(`${who}: expected two raters or more who all rated the same items, found ${raters} list(s)`);
	}
	const totals = new Map<L, number>();
	let agreeing = 0;
	for (let item = 0; item < items; item++) {
		const counts = new Map<L, number>();
		for (const list of ratings) {
			const label = list[item] as L;
			counts.set(label, (counts.get(label) ?? 0) + 1);
			totals.set(label, (totals.get(label) ?? 0) + 1);
		}
		for (const count of counts.values()) agreeing += (count * (count - 1)) / (raters * (raters - 1));
	}
	return { agreement: agreeing / items, shares: [...totals.values()].map((total) => total / (items * raters)) };
}

function beyond(agreement: number, chance: number): number | null {
	return chance > 0 && chance < 1 ? (agreement - chance) / (1 - chance) : null;
}
