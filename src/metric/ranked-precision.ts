/**
 * Average precision of a ranking from verdicts: the precision at each place that holds something relevant, averaged over those
 * places. Relevant things at the top count most.
 *
 * 1 when everything relevant comes before everything else, 0 when nothing is. It says nothing of what was not retrieved.
 *
 * @param verdicts whether the thing at each place is relevant, true or 1, best place first
 * @param options `compat: "ragas"` adds 1e-10 to the denominator, as ragas does, so that a perfect ranking is a little below 1
 * @returns null when the ranking is empty (ragas: 0)
 * @see Manning, Raghavan & Schütze 2008, "Introduction to information retrieval", section 8.4
 * @example
 * rankedPrecision([1, 0, 1]) // => (1 + 2 / 3) / 2
 * rankedPrecision([true], { compat: "ragas" }) // => 1 / (1 + 1e-10)
 */
export function rankedPrecision(
	verdicts: readonly (boolean | number)[],
	options: { readonly compat?: "ragas" } = {},
): number | null {
	const isRagas = options.compat === "ragas";
	if (verdicts.length === 0 && !isRagas) return null;
	let relevant = 0;
	let sum = 0;
	for (const [i, verdict] of verdicts.entries()) {
		if (!verdict) continue;
		relevant++;
		sum += relevant / (i + 1);
	}
	if (isRagas) return sum / (relevant + 1e-10);
	return relevant === 0 ? 0 : sum / relevant;
}
