import { codePoints } from "../text/code-points.ts";
import { similarityWithin } from "./similarity-within.ts";

/**
 * Optimal string alignment distance: Levenshtein with swaps of two neighbours as one step, no part edited twice.
 *
 * Counts code points. Runs in O(n · m).
 *
 * @returns an integer from 0 to the longer length
 * @example
 * osa("ca", "ac") // => 1
 * osa("ca", "abc") // => 3
 */
export function osa(a: string, b: string): number {
	const [left, right] = [codePoints(a), codePoints(b)];
	const emptyRow = () => new Uint32Array(right.length + 1);
	let twoAbove = emptyRow();
	let above = emptyRow().map((_, j) => j);
	let row = emptyRow();
	for (let i = 1; i <= left.length; i++) {
		row[0] = i;
		for (let j = 1; j <= right.length; j++) {
			const substitute = (above[j - 1] as number) + (left[i - 1] === right[j - 1] ? 0 : 1);
			const least = Math.min(substitute, (row[j - 1] as number) + 1, (above[j] as number) + 1);
			const swapped = i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
			row[j] = swapped ? Math.min(least, (twoAbove[j - 2] as number) + 1) : least;
		}
		[twoAbove, above, row] = [above, row, twoAbove];
	}
	return above[right.length] as number;
}

/**
 * 1 less the share of the longer text that has to change; 1 for two empty texts.
 *
 * @example
 * osaSimilarity("abcd", "abdc") // => 0.75
 */
export function osaSimilarity(a: string, b: string): number {
	return similarityWithin(osa(a, b), a, b);
}
