import { levenshteinSimilarity } from "../distance/levenshtein.ts";

/**
 * Levenshtein similarity as autoevals counts it, for comparison only. Defect kept: it counts UTF-16 units, so 🙂 is two
 * characters, of which 🙃 shares one. `levenshteinSimilarity` counts code points.
 *
 * @returns in [0, 1]
 * @example
 * utf16Similarity("🙂", "🙃") // => 0.5
 */
export function utf16Similarity(a: string, b: string): number {
	return levenshteinSimilarity(unitsApart(a), unitsApart(b));
}

/** Each half of a surrogate pair as a character of its own, taken from a private plane. */
function unitsApart(text: string): string {
	const privatePlane = 0x100000;
	return Array.from({ length: text.length }, (_, i) => {
		const unit = text.charCodeAt(i);
		const isHalf = unit >= 0xd800 && unit <= 0xdfff;
		return String.fromCodePoint(isHalf ? privatePlane + unit : unit);
	}).join("");
}
