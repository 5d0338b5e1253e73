import { damerauLevenshteinSimilarity } from "./distance/damerau-levenshtein.ts";
import { hammingSimilarity } from "./distance/hamming.ts";
import { indelSimilarity } from "./distance/indel.ts";
import { jaro } from "./distance/jaro.ts";
import { jaroWinkler } from "./distance/jaro-winkler.ts";
import { levenshteinSimilarity } from "./distance/levenshtein.ts";
import { osaSimilarity } from "./distance/osa.ts";
import { partialRatio } from "./distance/partial-ratio.ts";
import { tokenSetRatio } from "./distance/token-set-ratio.ts";
import { tokenSortRatio } from "./distance/token-sort-ratio.ts";
import type { Metric } from "./metric.ts";
import type { FieldMetric, Readers } from "./readers.ts";
import { textMetric } from "./text/text-metric.ts";

/** Each measure as a similarity: 0 nothing alike, 1 equal. */
const measures = {
	levenshtein: levenshteinSimilarity,
	indel: indelSimilarity,
	hamming: hammingSimilarity,
	osa: osaSimilarity,
	"damerau-levenshtein": damerauLevenshteinSimilarity,
	jaro,
	"jaro-winkler": jaroWinkler,
	partial: (a: string, b: string) => partialRatio(a, b) / 100,
	"token-sort": (a: string, b: string) => tokenSortRatio(a, b) / 100,
	"token-set": (a: string, b: string) => tokenSetRatio(a, b) / 100,
};

export type StringMeasure = keyof typeof measures;

export interface StringSimilarityOptions {
	/** Default "levenshtein". */
	readonly measure?: StringMeasure;
}

/**
 * String similarity as a metric on a text field: how alike two texts are, character by character.
 *
 * 0 nothing alike, 1 equal. The best of several references counts. Case and punctuation count.
 *
 * @param field the field that output and expected value share, or readers of both
 * @example
 * stringSimilarity("name", { measure: "jaro-winkler" }).name // => "jaro-winkler"
 */
export function stringSimilarity<K extends string>(field: K, options?: StringSimilarityOptions): FieldMetric<K>;
export function stringSimilarity<I, E, O>(
	readers: Readers<I, E, O, string>,
	options?: StringSimilarityOptions,
): Metric<I, E, O>;
export function stringSimilarity(
	target: string | Readers<unknown, unknown, unknown, string>,
	options: StringSimilarityOptions = {},
): Metric {
	const { measure = "levenshtein" } = options;
	return textMetric(target, {
		name: measure,
		direction: "higher",
		range: [0, 1],
		compare: (references, output) => ({
			value: Math.max(...references.map((reference) => measures[measure](reference, output))),
		}),
	});
}
