import { codePoints } from "../text/code-points.ts";
import { similarityWithin } from "./similarity-within.ts";

/**
 * Damerau-Levenshtein distance: the fewest insertions, deletions, substitutions and swaps of neighbours, where swapped
 * characters may be edited further (unlike `osa`).
 *
 * Counts code points. Runs in O(n · m), and holds a table of that size.
 *
 * @returns an integer from 0 to the longer length
 * @see Lowrance and Wagner 1975, "An extension of the string-to-string correction problem"
 * @example
 * damerauLevenshtein("ca", "abc") // => 2
 */
export function damerauLevenshtein(a: string, b: string): number {
	const [left, right] = [codePoints(a), codePoints(b)];
	const width = right.length + 1;
	const distance = new Uint32Array((left.length + 1) * width); // [left prefix][right prefix], row by row
	for (let j = 0; j <= right.length; j++) distance[j] = j;

	const lastRowOf = new Map<number, number>(); // character → the last row of left, so far, that holds it
	for (let i = 1; i <= left.length; i++) {
		const cell = i * width;
		distance[cell] = i;
		let lastMatch = 0; // the last column of this row where the characters agree
		for (let j = 1; j <= right.length; j++) {
			const agree = left[i - 1] === right[j - 1];
			const substitute = (distance[cell - width + j - 1] as number) + (agree ? 0 : 1);
			const insert = (distance[cell + j - 1] as number) + 1;
			const remove = (distance[cell - width + j] as number) + 1;
			let least = Math.min(substitute, insert, remove);

			// Swap left[k] with left[i], everything between them deleted or inserted
			const k = lastRowOf.get(right[j - 1] as number) ?? 0;
			if (k > 0 && lastMatch > 0) {
				const before = distance[(k - 1) * width + lastMatch - 1] as number;
				least = Math.min(least, before + (i - k - 1) + 1 + (j - lastMatch - 1));
			}
			distance[cell + j] = least;
			if (agree) lastMatch = j;
		}
		lastRowOf.set(left[i - 1] as number, i);
	}
	return distance[left.length * width + right.length] as number;
}

/**
 * 1 less the share of the longer text that has to change; 1 for two empty texts.
 *
 * @example
 * damerauLevenshteinSimilarity("abcd", "abdc") // => 0.75
 */
export function damerauLevenshteinSimilarity(a: string, b: string): number {
	return similarityWithin(damerauLevenshtein(a, b), a, b);
}
