import { DataError } from "../../core/errors.ts";
import type { References } from "./text-metric.ts";

/**
 * Each candidate of a corpus with its references, row by row.
 *
 * @throws DataError when the lengths differ or are 0
 */
export function pairedTexts(
	who: string,
	references: readonly References[],
	candidates: readonly string[],
): readonly (readonly [References, string])[] {
	if (references.length !== candidates.length || candidates.length === 0) {
		throw new DataError(
			`${who}: expected as many references as candidates and at least one, found ${references.length} and ${candidates.length}. Pair them row by row.`,
		);
	}
	return candidates.map((candidate, row) => [references[row] as References, candidate]);
}
