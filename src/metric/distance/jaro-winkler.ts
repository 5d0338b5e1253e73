import { codePoints } from "../text/code-points.ts";
import { jaro } from "./jaro.ts";

/**
 * Jaro-Winkler similarity: Jaro's, raised for names that begin alike (up to four characters, a tenth of the rest each)
 * where Jaro's is above 0.7.
 *
 * 0 nothing shared, 1 equal. Counts code points.
 *
 * @see Winkler 1990, "String comparator metrics and enhanced decision rules in the Fellegi-Sunter model"
 * @example
 * jaroWinkler("MARTHA", "MARHTA") // => 0.9611111111111111
 */
export function jaroWinkler(a: string, b: string): number {
	const similarity = jaro(a, b);
	if (similarity <= 0.7) return similarity;
	const [left, right] = [codePoints(a).slice(0, 4), codePoints(b)];
	const differs = left.findIndex((character, i) => character !== right[i]);
	const prefix = differs === -1 ? left.length : differs;
	return similarity + prefix * 0.1 * (1 - similarity);
}
