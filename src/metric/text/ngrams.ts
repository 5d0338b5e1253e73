/**
 * The runs of n neighbours in a list, joined to one text each.
 *
 * @param tokens length t; a token must not hold the separator
 * @param n ≥ 1
 * @returns t - n + 1 n-grams in order, or none
 * @example
 * ngrams(["a", "b", "c"], 2) // => ["a b", "b c"]
 * ngrams(["a"], 2) // => []
 */
export function ngrams(tokens: readonly string[], n: number, separator = " "): string[] {
	const grams: string[] = [];
	for (let i = 0; i + n <= tokens.length; i++) grams.push(tokens.slice(i, i + n).join(separator));
	return grams;
}

/** How often each item occurs. */
export function counts<T>(items: Iterable<T>): Map<T, number> {
	const found = new Map<T, number>();
	for (const item of items) found.set(item, (found.get(item) ?? 0) + 1);
	return found;
}

/**
 * How many items two bags share: each counts as often as it occurs in both ("clipped").
 *
 * @example
 * overlap(["the", "the", "cat"], ["the", "cat", "sat"]) // => 2
 */
export function overlap<T>(a: Iterable<T>, b: Iterable<T>): number {
	const left = counts(a);
	let shared = 0;
	for (const item of b) {
		const remaining = left.get(item) ?? 0;
		if (remaining === 0) continue;
		left.set(item, remaining - 1);
		shared++;
	}
	return shared;
}
