import { levenshteinSimilarity } from "./distance/levenshtein.ts";
import type { Metric } from "./metric.ts";
import { rankedPrecision } from "./ranked-precision.ts";
import { type FieldMetric, type Readers, readersOf } from "./readers.ts";

export interface RetrievedTextsOptions {
	/** How alike two passages are, in [0, 1]. Default the Levenshtein similarity. */
	readonly similarity?: (reference: string, retrieved: string) => number;
	/** Passages this alike count as the same. Default 0.5. */
	readonly threshold?: number;
	/**
	 * "ragas": as ragas 0.4.3 does it, for comparison only. Defects kept: recall counts only above the threshold where
	 * precision counts at it too, and `rankedPrecision` gets its 1e-10.
	 */
	readonly compat?: "ragas";
}

export interface RetrievalScores {
	/** The share of the wanted passages that were found; null when none is wanted. */
	readonly recall: number | null;
	/** How near the top the right passages stand; null when nothing was retrieved. */
	readonly precision: number | null;
}

/**
 * Context recall and precision without a judge: retrieved passages against those that should have been found, as texts.
 *
 * Recall is the share of wanted passages with a near copy among the retrieved; precision the `rankedPrecision` of the
 * retrieved, one being right when it is a near copy of a wanted one. Both in [0, 1]. For passages with ids prefer
 * `retrievedIdScores`.
 *
 * @param reference the passages wanted, in any order
 * @param retrieved the passages found, best first
 * @see ragas 0.4.3, NonLLMContextRecall and NonLLMContextPrecisionWithReference
 * @example
 * retrievedTextScores(["the moon is far"], ["rain tomorrow", "the moon is far."]) // => { recall: 1, precision: 0.5 }
 */
export function retrievedTextScores(
	reference: readonly string[],
	retrieved: readonly string[],
	options: RetrievedTextsOptions = {},
): RetrievalScores {
	const { similarity = levenshteinSimilarity, threshold = 0.5, compat } = options;
	const alike = reference.map((wanted) => retrieved.map((found) => similarity(wanted, found))); // [wanted][retrieved]
	const isFound = (value: number) => (compat === "ragas" ? value > threshold : value >= threshold);
	const found = alike.filter((row) => row.some(isFound)).length;
	const verdicts = retrieved.map((_, i) => alike.some((row) => (row[i] ?? 0) >= threshold));
	return {
		recall: reference.length === 0 ? null : found / reference.length,
		precision: rankedPrecision(verdicts, compat === undefined ? {} : { compat }),
	};
}

export interface RetrievedTextsMetricOptions extends RetrievedTextsOptions {
	/** Default "recall". */
	readonly measure?: keyof RetrievalScores;
}

/**
 * Context recall or precision by text as a metric on a field that holds a list of passages.
 *
 * @param field the field that output and expected value share, or readers of both
 * @example
 * retrievedTexts("contexts", { measure: "precision" }).name // => "retrieved texts precision"
 */
export function retrievedTexts<K extends string>(field: K, options?: RetrievedTextsMetricOptions): FieldMetric<K>;
export function retrievedTexts<I, E, O>(
	readers: Readers<I, E, O, readonly string[]>,
	options?: RetrievedTextsMetricOptions,
): Metric<I, E, O>;
export function retrievedTexts(
	target: string | Readers<unknown, unknown, unknown, readonly string[]>,
	options: RetrievedTextsMetricOptions = {},
): Metric {
	const readers = readersOf(target);
	const { measure = "recall" } = options;
	return {
		name: `retrieved texts ${measure}`,
		direction: "higher",
		range: [0, 1],
		score(c) {
			const reference = readers.expected(c) as readonly string[];
			const raw = retrievedTextScores(reference, readers.output(c), options);
			return { value: raw[measure], raw };
		},
	};
}
