import { ConfigError } from "../core/errors.ts";
import type { Metric } from "./metric.ts";
import { type FieldMetric, type Readers, readersOf } from "./readers.ts";
import { aggregateCounts } from "./text/corpus-figure.ts";
import { mtevalTokens } from "./text/mteval.ts";
import { counts, ngrams } from "./text/ngrams.ts";
import { pairedTexts } from "./text/paired-texts.ts";
import { type References, referenceList, textMetric } from "./text/text-metric.ts";
import type { Tokenizer } from "./text/tokenize.ts";
import { splitWords, trimEnd } from "./text/white-space.ts";

export interface BleuOptions {
	/** "13a" (default) as in published scores, "char" for unspaced scripts, "none" for text that is tokenized already. */
	readonly tokenizer?: "13a" | "char" | "none";
	/** Compare in lower case. Default false. */
	readonly lowercase?: boolean;
	/**
	 * What an order without a match counts as: "exp" (default) halves the smallest share again and again, "floor" puts
	 * `smoothingValue` matches there, "add-k" adds `smoothingValue` to matches and totals above order 1, "none" gives 0.
	 */
	readonly smoothing?: "exp" | "floor" | "add-k" | "none";
	/** Default 0.1 for "floor", 1 for "add-k"; unused by the others. */
	readonly smoothingValue?: number;
	/** Longest n-gram. Default 4. */
	readonly maxOrder?: number;
	/** Leave out orders that the candidate is too short for. Default true for a sentence, false for a corpus. */
	readonly effectiveOrder?: boolean;
}

export interface Bleu {
	/** 0 to 100. */
	readonly score: number;
	/** Per order from 1: percent of the candidate's n-grams found in a reference, after smoothing. */
	readonly precisions: readonly number[];
	/** In [0, 1]; below 1 when the candidate is shorter than the closest reference. */
	readonly brevityPenalty: number;
	/** In tokens. */
	readonly candidateLength: number;
	/** In tokens, of the reference closest in length. */
	readonly referenceLength: number;
}

/**
 * BLEU of one sentence: the geometric mean of the shares of its 1- to 4-grams that a reference holds too, times a
 * penalty for being short.
 *
 * 0 to 100; made for corpora, and noisy on one sentence. Equal to sacrebleu 2.6.0 (`effective_order=True`).
 *
 * @throws DataError when the list of references is empty
 * @throws ConfigError when `maxOrder` is not a whole number of at least 1
 * @see Papineni et al. 2002, "BLEU: a method for automatic evaluation of machine translation", ACL
 * @example
 * sentenceBleu("the cat sat on the mat", "the cat sat on a mat").score // => 53.7284965911771
 */
export function sentenceBleu(references: References, candidate: string, options: BleuOptions = {}): Bleu {
	return bleuOf(matchCounts(references, candidate, options), { effectiveOrder: true, ...options });
}

/**
 * BLEU of a corpus: matches are counted over all sentences before the shares are taken, so it is not the mean of the
 * sentences' scores. Equal to sacrebleu 2.6.0.
 *
 * @param references one text, or several, per candidate
 * @param candidates length n ≥ 1
 * @throws DataError when the lengths differ, are 0, or a candidate has no reference
 * @example
 * corpusBleu(["a b c d", ["e f g h"]], ["a b c d", "e f g h"]).score // => 100.00000000000004
 */
export function corpusBleu(
	references: readonly References[],
	candidates: readonly string[],
	options: BleuOptions = {},
): Bleu {
	const rows = pairedTexts("corpusBleu", references, candidates);
	const counted = rows.map(([theirs, candidate]) => matchCounts(theirs, candidate, options));
	return bleuOf(counted.reduce(addCounts), options);
}

/**
 * BLEU as a metric on a text field: sentence BLEU per row, corpus BLEU as the figure of the set.
 *
 * @param field the field that output and expected value share, or readers of both
 * @example
 * bleu("translation").range // => [0, 100]
 */
export function bleu<K extends string>(field: K, options?: BleuOptions): FieldMetric<K>;
export function bleu<I, E, O>(readers: Readers<I, E, O, string>, options?: BleuOptions): Metric<I, E, O>;
export function bleu(target: string | Readers<unknown, unknown, unknown, string>, options: BleuOptions = {}): Metric {
	const readers = readersOf(target);
	return textMetric(readers, {
		name: "bleu",
		direction: "higher",
		range: [0, 100],
		compare(references, output) {
			const raw = sentenceBleu(references, output, options);
			return { value: raw.score, raw };
		},
		aggregate: aggregateCounts("bleu", readers, {
			count: (references, output) => matchCounts(references, output, options),
			add: addCounts,
			figure: (total) => bleuOf(total, options).score,
		}),
	});
}

/** All that BLEU needs to know of a sentence; corpora add them up. */
interface MatchCounts {
	readonly candidateLength: number;
	readonly referenceLength: number;
	/** Per order: n-grams of the candidate that a reference holds, clipped to the most that one reference has. */
	readonly matches: readonly number[];
	/** Per order: n-grams of the candidate. */
	readonly totals: readonly number[];
}

function matchCounts(references: References, candidate: string, options: BleuOptions): MatchCounts {
	const maxOrder = options.maxOrder ?? 4;
	if (!Number.isInteger(maxOrder) || maxOrder < 1) {
		throw new ConfigError(`bleu: expected maxOrder to be a whole number of at least 1, found ${maxOrder}. Use 4.`);
	}
	const tokensOf = (text: string) => tokenizers[options.tokenizer ?? "13a"](prepare(text, options));
	const tokens = tokensOf(candidate);
	const alternatives = referenceList("bleu", references).map(tokensOf);
	const orders = Array.from({ length: maxOrder }, (_, i) => i + 1);
	return {
		candidateLength: tokens.length,
		referenceLength: closestLength(
			alternatives.map((other) => other.length),
			tokens.length,
		),
		matches: orders.map((n) => {
			const available = alternatives.map((other) => counts(ngrams(other, n)));
			let matched = 0;
			for (const [gram, count] of counts(ngrams(tokens, n))) {
				matched += Math.min(count, Math.max(...available.map((has) => has.get(gram) ?? 0)));
			}
			return matched;
		}),
		totals: orders.map((n) => Math.max(tokens.length - n + 1, 0)),
	};
}

const tokenizers: Readonly<Record<NonNullable<BleuOptions["tokenizer"]>, Tokenizer>> = {
	"13a": mtevalTokens,
	char: (text) => [...splitWords(text).join("")],
	none: splitWords,
};

function prepare(text: string, options: BleuOptions): string {
	return trimEnd(options.lowercase === true ? text.toLowerCase() : text);
}

/** The shorter one, where two are equally close. */
function closestLength(lengths: readonly number[], target: number): number {
	return lengths.reduce((closest, length) => {
		const nearer = Math.abs(length - target) - Math.abs(closest - target);
		return nearer < 0 || (nearer === 0 && length < closest) ? length : closest;
	});
}

function addCounts(a: MatchCounts, b: MatchCounts): MatchCounts {
	const add = (x: readonly number[], y: readonly number[]) => x.map((value, i) => value + (y[i] ?? 0));
	return {
		candidateLength: a.candidateLength + b.candidateLength,
		referenceLength: a.referenceLength + b.referenceLength,
		matches: add(a.matches, b.matches),
		totals: add(a.totals, b.totals),
	};
}

function bleuOf(found: MatchCounts, options: BleuOptions): Bleu {
	const { candidateLength, referenceLength } = found;
	const { smoothing = "exp", effectiveOrder = false } = options;
	const value = options.smoothingValue ?? (smoothing === "floor" ? 0.1 : 1);
	const orders = found.matches.length;
	const precisions = new Array<number>(orders).fill(0);
	const brevityPenalty =
		candidateLength >= referenceLength
			? 1
			: candidateLength === 0
				? 0
				: Math.exp(1 - referenceLength / candidateLength);
	const facts = { precisions, brevityPenalty, candidateLength, referenceLength };
	if (found.matches.every((count) => count === 0)) return { score: 0, ...facts };

	let halved = 1;
	let counted = orders;
	for (let i = 0; i < orders; i++) {
		const added = smoothing === "add-k" && i > 0 ? value : 0;
		const matches = (found.matches[i] as number) + added;
		const total = (found.totals[i] as number) + added;
		if (total === 0) break; // the candidate is shorter than this order
		if (effectiveOrder) counted = i + 1;
		if (matches > 0) precisions[i] = (100 * matches) / total;
		else if (smoothing === "exp") {
			halved *= 2;
			precisions[i] = 100 / (halved * total);
		} else if (smoothing === "floor") precisions[i] = (100 * value) / total;
	}
	const used = precisions.slice(0, counted);
	if (used.includes(0)) return { score: 0, ...facts };
	const meanLog = used.reduce((sum, precision) => sum + Math.log(precision), 0) / counted;
	return { score: brevityPenalty * Math.exp(meanLog), ...facts };
}
