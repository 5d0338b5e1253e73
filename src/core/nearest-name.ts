/**
 * The candidate that takes the fewest edits (insert, delete, replace) to reach from `name`, for "did you mean".
 *
 * @returns null when nothing is near: more edits than half of the longer name
 * @see Levenshtein 1966, "Binary codes capable of correcting deletions, insertions, and reversals"
 * @example
 * nearestName("smolm2", ["qwen", "smollm2"]) // => "smollm2"
 */
export function nearestName(name: string, candidates: readonly string[]): string | null {
	let best: string | null = null;
	let fewest = Number.POSITIVE_INFINITY;
	for (const candidate of candidates) {
		const count = edits(name.toLowerCase(), candidate.toLowerCase());
		if (count < fewest && count <= Math.max(name.length, candidate.length) / 2) {
			best = candidate;
			fewest = count;
		}
	}
	return best;
}

// one row of the classic table at a time: row[j] = edits from a's first i letters to b's first j
function edits(a: string, b: string): number {
	let row = Array.from({ length: b.length + 1 }, (_, j) => j);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++) {
			const replace = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
			next.push(Math.min(replace, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
		}
		row = next;
	}
	return row[b.length] ?? 0;
}
