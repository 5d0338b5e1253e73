import { byCodePoints } from "../text/code-points.ts";
import { ratio } from "./ratio.ts";
import { ratioWords } from "./ratio-words.ts";

/**
 * Token sort ratio: the `ratio` of two texts after their words are sorted, so that word order does not matter.
 *
 * 0 to 100. Equal to rapidfuzz 3.14.6; case and punctuation count.
 *
 * @example
 * tokenSortRatio("New York Mets", "Mets New York") // => 100
 */
export function tokenSortRatio(a: string, b: string): number {
	const sorted = (text: string) => ratioWords(text).sort(byCodePoints).join(" ");
	return ratio(sorted(a), sorted(b));
}
