import { codePoints } from "../text/code-points.ts";
import { similarityWithin } from "./similarity-within.ts";

/**
 * Levenshtein distance: the fewest insertions, deletions and substitutions of one character that turn `a` into `b`.
 *
 * Counts code points. Runs in O(n · m).
 *
 * @returns an integer from 0 to the longer length
 * @see Levenshtein 1966, "Binary codes capable of correcting deletions, insertions and reversals"
 * @example
 * levenshtein("kitten", "sitting") // => 3
 */
export function levenshtein(a: string, b: string): number {
	const [left, right] = [codePoints(a), codePoints(b)];
	let above = Uint32Array.from({ length: right.length + 1 }, (_, j) => j); // distances of left[0..i) from each right[0..j)
	let row = new Uint32Array(right.length + 1);
	for (let i = 1; i <= left.length; i++) {
		row[0] = i;
		for (let j = 1; j <= right.length; j++) {
			const substitute = (above[j - 1] as number) + (left[i - 1] === right[j - 1] ? 0 : 1);
			const insert = (row[j - 1] as number) + 1;
			const remove = (above[j] as number) + 1;
			row[j] = Math.min(substitute, insert, remove);
		}
		[above, row] = [row, above];
	}
	return above[right.length] as number;
}

/**
 * 1 less the share of the longer text that has to change; 1 for equal texts, also for two empty ones.
 *
 * @example
 * levenshteinSimilarity("abcd", "abce") // => 0.75
 */
export function levenshteinSimilarity(a: string, b: string): number {
	return similarityWithin(levenshtein(a, b), a, b);
}
