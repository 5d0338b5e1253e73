/**
 * Reciprocal rank fusion: one order out of several, from the places alone, so that scores on different scales can be joined.
 *
 * Score of an item = sum over the rankings of 1 / (k + place), places from 1; an item that a ranking leaves out gets nothing
 * from it. Ties keep the order in which items are first met.
 *
 * @param rankings [rankings][places]: items, best first
 * @param k how much the first places stand out; 60 as in the paper
 * @returns all items with their scores, best first
 * @see Cormack, Clarke & Büttcher 2009, "Reciprocal rank fusion outperforms Condorcet and individual rank learning methods",
 *   SIGIR
 * @example
 * fuseRankings([["a", "b"], ["b"]]) // => [["b", 1 / 62 + 1 / 61], ["a", 1 / 61]]
 */
export function fuseRankings<T>(rankings: readonly (readonly T[])[], k = 60): readonly (readonly [T, number])[] {
	const scores = new Map<T, number>();
	for (const ranking of rankings) {
		ranking.forEach((item, index) => {
			scores.set(item, (scores.get(item) ?? 0) + 1 / (k + index + 1));
		});
	}
	return [...scores].sort(([, a], [, b]) => b - a);
}
