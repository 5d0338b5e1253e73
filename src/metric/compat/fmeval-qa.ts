import type { Metric } from "../metric.ts";
import type { FieldMetric, Readers } from "../readers.ts";
import { textMetric } from "../text/text-metric.ts";
import { splitWords, trim } from "../text/white-space.ts";

/**
 * fmeval's normalisation: lower case, without ASCII punctuation, without "a", "an" and "the". Defect kept: only single
 * spaces separate words here, so tabs and newlines stay inside them; `normalizeAnswer` has it right.
 *
 * @see fmeval 1.2.3, normalize_text_quac_protocol
 * @example
 * fmevalNormalize("The\tEiffel Tower!") // => "the\teiffel tower"
 */
export function fmevalNormalize(text: string): string {
	const plain = text.toLowerCase().replace(/[!-/:-@[-`{-~]/g, "");
	const isArticle = (word: string) => word === "a" || word === "an" || word === "the";
	return plain
		.split(" ")
		.filter((word) => word !== "" && !isArticle(word))
		.join(" ");
}

/** Each in [0, 1]; each is the best over the targets, so they may come from different ones. */
export interface FmevalQaScores {
	readonly f1: number;
	readonly exact: number;
	readonly quasiExact: number;
	readonly precision: number;
	readonly recall: number;
}

/**
 * fmeval's question-answering accuracy, for comparison only. Defects kept: words are sets, so repeats do not count; an
 * answer that normalises to nothing scores 0 in words even where the target does too. `tokenOverlap` has neither.
 *
 * @param target the right answers, separated by `<OR>`
 * @see fmeval 1.2.3, QAAccuracy
 * @example
 * fmevalQaScores("the city of Paris", "paris") // => { f1: 0.5, exact: 0, quasiExact: 0, precision: 1, recall: 1 / 3 }
 */
export function fmevalQaScores(target: string, output: string): FmevalQaScores {
	const scores = target.split("<OR>").map((text) => scorePair(trim(text), trim(output)));
	const best = (measure: keyof FmevalQaScores) => Math.max(...scores.map((score) => score[measure]));
	return {
		f1: best("f1"),
		exact: best("exact"),
		quasiExact: best("quasiExact"),
		precision: best("precision"),
		recall: best("recall"),
	};
}

function scorePair(target: string, output: string): FmevalQaScores {
	const [wanted, found] = [fmevalNormalize(target), fmevalNormalize(output)];
	const wantedWords = new Set(splitWords(wanted));
	const foundWords = new Set(splitWords(found));
	const shared = [...foundWords].filter((word) => wantedWords.has(word)).length;
	const precision = shared === 0 ? 0 : shared / foundWords.size;
	const recall = shared === 0 ? 0 : shared / wantedWords.size;
	return {
		f1: shared === 0 ? 0 : (2 * precision * recall) / (precision + recall),
		exact: target === output ? 1 : 0,
		quasiExact: wanted === found ? 1 : 0,
		precision,
		recall,
	};
}

/**
 * fmeval's question-answering accuracy as a metric on a text field.
 *
 * @param field the field that output and expected value share, or readers of both
 * @param measure which of the five figures; default "f1"
 * @example
 * fmevalQa("answer", "quasiExact").name // => "fmeval quasiExact"
 */
export function fmevalQa<K extends string>(field: K, measure?: keyof FmevalQaScores): FieldMetric<K>;
export function fmevalQa<I, E, O>(readers: Readers<I, E, O, string>, measure?: keyof FmevalQaScores): Metric<I, E, O>;
export function fmevalQa(
	target: string | Readers<unknown, unknown, unknown, string>,
	measure: keyof FmevalQaScores = "f1",
): Metric {
	return textMetric(target, {
		name: `fmeval ${measure}`,
		direction: "higher",
		range: [0, 1],
		compare(references, output) {
			const raw = fmevalQaScores(references.join("<OR>"), output);
			return { value: raw[measure], raw };
		},
	});
}
