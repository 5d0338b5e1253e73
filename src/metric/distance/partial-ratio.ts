import { codePoints } from "../text/code-points.ts";
import { lcsWith } from "../text/lcs.ts";

/**
 * Partial ratio: the best `ratio` between the shorter text and any equally long window of the longer one, or a shorter
 * window at its ends.
 *
 * 0 to 100; 100 when one text contains the other, 0 when just one is empty. For finding a phrase in a passage. Equal to
 * rapidfuzz 3.14.6. Counts code points. Runs in O(n · m² / 32) at worst, usually far less.
 *
 * @example
 * partialRatio("a test", "this is a test!") // => 100
 * partialRatio("this is a test", "a different text") // => 50
 */
export function partialRatio(a: string, b: string): number {
	const [left, right] = [codePoints(a), codePoints(b)];
	if (left.length === 0 || right.length === 0) return left.length === right.length ? 100 : 0;
	const inRight = () => bestWindow(left, right);
	const inLeft = () => bestWindow(right, left);
	if (left.length < right.length) return inRight();
	if (left.length > right.length) return inLeft();
	return Math.max(inRight(), inLeft());
}

/** The best ratio of the pattern with a window of a text at least as long. */
function bestWindow(pattern: readonly number[], text: readonly number[]): number {
	const lcs = lcsWith(pattern);
	const full = pattern.length;
	let best = 0;
	let ceiling = 0; // what the subsequence common with this window cannot pass
	// The window slides in from the left, along, and out on the right
	for (let end = 1; end < text.length + full; end++) {
		const from = Math.max(end - full, 0);
		const to = Math.min(end, text.length);
		const total = full + to - from;
		const ratioOf = (length: number) => (1 - (total - 2 * length) / total) * 100;

		// A step brings in at most one character, so most windows can be passed over unseen
		ceiling = Math.min(ceiling + 1, to - from);
		if (ratioOf(ceiling) <= best) continue;
		ceiling = lcs(text, from, to);
		best = Math.max(best, ratioOf(ceiling));
	}
	return best;
}
