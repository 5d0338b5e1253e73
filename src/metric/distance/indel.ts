import { codePoints } from "../text/code-points.ts";
import { lcsLength } from "../text/lcs.ts";

/**
 * Length of the longest common subsequence of two texts, in code points.
 *
 * @example
 * lcsSequence("abcdef", "zbxdyf") // => 3
 */
export function lcsSequence(a: string, b: string): number {
	return lcsLength(codePoints(a), codePoints(b));
}

/**
 * Indel distance: the fewest insertions and deletions, without substitutions, that turn `a` into `b`; the characters of
 * both texts that are not in their longest common subsequence.
 *
 * Counts code points. Runs in O(n · m / 32).
 *
 * @returns an integer from 0 to the sum of the lengths
 * @example
 * indel("kitten", "sitting") // => 5
 */
export function indel(a: string, b: string): number {
	return codePoints(a).length + codePoints(b).length - 2 * lcsSequence(a, b);
}

/**
 * 1 less the share of both texts' characters that have no partner; 1 for two empty texts.
 *
 * @example
 * indelSimilarity("abcd", "abce") // => 0.75
 */
export function indelSimilarity(a: string, b: string): number {
	const total = codePoints(a).length + codePoints(b).length;
	return total === 0 ? 1 : 1 - indel(a, b) / total;
}
