import { codePoints } from "../text/code-points.ts";
import { similarityWithin } from "./similarity-within.ts";

/**
 * Hamming distance: the places at which two texts differ. The shorter one is padded: each place it lacks differs.
 *
 * Counts code points. Runs in O(n).
 *
 * @returns an integer from 0 to the longer length
 * @see Hamming 1950, "Error detecting and error correcting codes"
 * @example
 * hamming("karolin", "kathrin") // => 3
 * hamming("abc", "abcde") // => 2
 */
export function hamming(a: string, b: string): number {
	const [left, right] = [codePoints(a), codePoints(b)];
	const longer = left.length >= right.length ? left : right;
	return longer.filter((_, i) => left[i] !== right[i]).length;
}

/**
 * The share of places that agree, of the longer text; 1 for two empty texts.
 *
 * @example
 * hammingSimilarity("abc", "abd") // => 0.6666666666666667
 */
export function hammingSimilarity(a: string, b: string): number {
	return similarityWithin(hamming(a, b), a, b);
}
