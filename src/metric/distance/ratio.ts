import { indelSimilarity } from "./indel.ts";

/**
 * Ratio: the indel similarity on a scale of 0 to 100, as rapidfuzz gives it.
 *
 * @example
 * ratio("this is a test", "this is a test!") // => 96.55172413793103
 */
export function ratio(a: string, b: string): number {
	return indelSimilarity(a, b) * 100;
}
