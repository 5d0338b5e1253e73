import type { Metric } from "./metric.ts";
import type { FieldMetric, Readers } from "./readers.ts";
import { overlap } from "./text/ngrams.ts";
import { normalizeAnswer } from "./text/normalize-answer.ts";
import { best, textMetric } from "./text/text-metric.ts";
import { splitWords } from "./text/white-space.ts";

/** Shares in [0, 1]. */
export interface TokenOverlap {
	readonly precision: number;
	readonly recall: number;
	readonly f1: number;
}

/**
 * Token F1 of a short answer: the words it shares with the reference after `normalizeAnswer`, each as often as it occurs
 * in both.
 *
 * 0 no word in common, 1 the same bag of words. Where one side has no words left, 1 if neither has, else 0.
 * For exact match under the same normalisation: `exact("answer", { normalize: normalizeAnswer })`.
 *
 * @see Rajpurkar et al. 2018, "Know what you don't know: unanswerable questions for SQuAD", arXiv:1806.03822
 * @example
 * tokenOverlap("the Eiffel Tower", "Eiffel tower, Paris").recall // => 1
 * tokenOverlap("the Eiffel Tower", "Eiffel tower, Paris").f1 // => 0.8
 */
export function tokenOverlap(reference: string, candidate: string): TokenOverlap {
	const expected = splitWords(normalizeAnswer(reference));
	const found = splitWords(normalizeAnswer(candidate));
	if (expected.length === 0 || found.length === 0) {
		const value = expected.length === found.length ? 1 : 0;
		return { precision: value, recall: value, f1: value };
	}
	const shared = overlap(expected, found);
	const precision = shared / found.length;
	const recall = shared / expected.length;
	return { precision, recall, f1: shared === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

/**
 * Token F1 as a metric on a text field; the best of several references counts.
 *
 * @param field the field that output and expected value share, or readers of both
 * @example
 * tokenF1("answer").name // => "token F1"
 */
export function tokenF1<K extends string>(field: K): FieldMetric<K>;
export function tokenF1<I, E, O>(readers: Readers<I, E, O, string>): Metric<I, E, O>;
export function tokenF1(target: string | Readers<unknown, unknown, unknown, string>): Metric {
	return textMetric(target, {
		name: "token F1",
		direction: "higher",
		range: [0, 1],
		compare(references, output) {
			const raw = best(
				references.map((reference) => tokenOverlap(reference, output)),
				({ f1 }) => f1,
			);
			return { value: raw.f1, raw };
		},
	});
}
