import type { Metric } from "./metric.ts";
import { type FieldMetric, type Readers, readersOf } from "./readers.ts";
import { aggregateCounts } from "./text/corpus-figure.ts";
import { ngrams, overlap } from "./text/ngrams.ts";
import { pairedTexts } from "./text/paired-texts.ts";
import { best, type References, referenceList, textMetric } from "./text/text-metric.ts";
import { splitWords } from "./text/white-space.ts";

export interface ChrfOptions {
	/** Longest run of characters. Default 6. */
	readonly characterOrder?: number;
	/** Longest run of words: 0 (default) is chrF, 2 is chrF++. */
	readonly wordOrder?: number;
	/** How many times more recall weighs than precision. Default 2. */
	readonly beta?: number;
	/** Compare in lower case. Default false. */
	readonly lowercase?: boolean;
}

/**
 * chrF of one sentence: the F-score of the character runs of length 1 to 6 that candidate and reference share, white
 * space left out, recall weighing twice. With `wordOrder: 2` it is chrF++.
 *
 * 0 to 100. It forgives endings and needs no tokenizer, so it suits rich morphology and unspaced scripts.
 * Several references: the best counts. Equal to sacrebleu 2.6.0.
 *
 * @throws DataError when the list of references is empty
 * @see Popović 2015, "chrF: character n-gram F-score for automatic MT evaluation", WMT; 2017 for chrF++
 * @example
 * sentenceChrf("the cat", "the cats") // => 93.25876662636034
 */
export function sentenceChrf(references: References, candidate: string, options: ChrfOptions = {}): number {
	return fScore(bestCounts(references, candidate, options), options);
}

/**
 * chrF of a corpus: runs are counted over all sentences, each against its best reference. Equal to sacrebleu 2.6.0.
 *
 * @param references one text, or several, per candidate
 * @param candidates length n ≥ 1
 * @throws DataError when the lengths differ, are 0, or a candidate has no reference
 * @example
 * corpusChrf(["one", "two"], ["one", "two"]) // => 100
 */
export function corpusChrf(
	references: readonly References[],
	candidates: readonly string[],
	options: ChrfOptions = {},
): number {
	const rows = pairedTexts("corpusChrf", references, candidates);
	const counted = rows.map(([theirs, candidate]) => bestCounts(theirs, candidate, options));
	return fScore(counted.reduce(addCounts), options);
}

/**
 * chrF as a metric on a text field: per row, and corpus chrF as the figure of the set.
 *
 * @param field the field that output and expected value share, or readers of both
 * @example
 * chrf("translation", { wordOrder: 2 }).name // => "chrf++"
 */
export function chrf<K extends string>(field: K, options?: ChrfOptions): FieldMetric<K>;
export function chrf<I, E, O>(readers: Readers<I, E, O, string>, options?: ChrfOptions): Metric<I, E, O>;
export function chrf(target: string | Readers<unknown, unknown, unknown, string>, options: ChrfOptions = {}): Metric {
	const readers = readersOf(target);
	return textMetric(readers, {
		name: options.wordOrder ? `chrf${"+".repeat(options.wordOrder)}` : "chrf",
		direction: "higher",
		range: [0, 100],
		compare: (references, output) => ({ value: sentenceChrf(references, output, options) }),
		aggregate: aggregateCounts("chrf", readers, {
			count: (references, output) => bestCounts(references, output, options),
			add: addCounts,
			figure: (total) => fScore(total, options),
		}),
	});
}

/** Per order: the runs of the candidate, of the reference, and of both; corpora add them up. */
type RunCounts = readonly { readonly candidate: number; readonly reference: number; readonly both: number }[];

function bestCounts(references: References, candidate: string, options: ChrfOptions): RunCounts {
	const runs = runsOf(candidate, options);
	const perReference = referenceList("chrf", references).map((reference) =>
		runsOf(reference, options).map((referenceRuns, order): RunCounts[number] => {
			const candidateRuns = runs[order] ?? [];
			return {
				// An order that the reference is too short for is not held against the candidate
				candidate: referenceRuns.length > 0 ? candidateRuns.length : 0,
				reference: referenceRuns.length,
				both: overlap(candidateRuns, referenceRuns),
			};
		}),
	);
	return best(perReference, (found) => fScore(found, options));
}

/** [orders][runs]: characters first, then words. */
function runsOf(text: string, options: ChrfOptions): string[][] {
	const { characterOrder = 6, wordOrder = 0, lowercase = false } = options;
	const cased = lowercase ? text.toLowerCase() : text;
	const characters = [...splitWords(cased).join("")];
	const words = splitWords(cased).flatMap(splitPunctuation);
	const upTo = (order: number) => Array.from({ length: order }, (_, i) => i + 1);
	return [
		...upTo(characterOrder).map((n) => ngrams(characters, n, "")),
		...upTo(wordOrder).map((n) => ngrams(words, n)),
	];
}

/** One mark of ASCII punctuation comes off the end, or else off the beginning: "(hi)" → "(hi", ")". */
function splitPunctuation(word: string): string[] {
	const characters = [...word];
	if (characters.length === 1) return [word];
	if (asciiPunctuation.test(characters.at(-1) ?? "")) return [word.slice(0, -1), word.slice(-1)];
	if (asciiPunctuation.test(characters[0] ?? "")) return [word.slice(0, 1), word.slice(1)];
	return [word];
}

const asciiPunctuation = /^[!-/:-@[-`{-~]$/;

function addCounts(a: RunCounts, b: RunCounts): RunCounts {
	return a.map((x, order) => {
		const y = b[order] ?? { candidate: 0, reference: 0, both: 0 };
		return { candidate: x.candidate + y.candidate, reference: x.reference + y.reference, both: x.both + y.both };
	});
}

/** F of the mean precision and mean recall over the orders that both texts are long enough for. */
function fScore(found: RunCounts, options: ChrfOptions): number {
	const weight = (options.beta ?? 2) ** 2;
	const usable = found.filter(({ candidate, reference }) => candidate > 0 && reference > 0);
	if (usable.length === 0) return 0;
	const precision = usable.reduce((sum, { both, candidate }) => sum + both / candidate, 0) / usable.length;
	const recall = usable.reduce((sum, { both, reference }) => sum + both / reference, 0) / usable.length;
	if (precision + recall === 0) return 0;
	return (100 * (1 + weight) * precision * recall) / (weight * precision + recall);
}
