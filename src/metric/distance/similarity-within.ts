import { codePoints } from "../text/code-points.ts";

/**
 * A distance that cannot pass the longer text's length, as a similarity in [0, 1].
 *
 * @example
 * similarityWithin(1, "abcd", "abc") // => 0.75
 */
export function similarityWithin(distance: number, a: string, b: string): number {
	const longest = Math.max(codePoints(a).length, codePoints(b).length);
	return longest === 0 ? 1 : 1 - distance / longest;
}
