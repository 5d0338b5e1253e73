import type { Metric } from "./metric.ts";
import type { FieldMetric, Readers } from "./readers.ts";
import { lcsLength, lcsPositions } from "./text/lcs.ts";
import { overlap } from "./text/ngrams.ts";
import { porterStem } from "./text/porter.ts";
import { best, type References, referenceList, textMetric } from "./text/text-metric.ts";
import { asciiWords, type Tokenizer } from "./text/tokenize.ts";

/** Shares in [0, 1]: of the candidate that is in the reference, of the reference that is in the candidate, and F1. */
export interface Overlap {
	readonly precision: number;
	readonly recall: number;
	readonly f1: number;
}

export type RougeVariant = "rouge1" | "rouge2" | "rougeL" | "rougeLsum";

export interface RougeOptions {
	/** Compare Porter stems of words longer than three letters. Default false, as in rouge-score. */
	readonly stemmer?: boolean;
	/** Cuts one line into words. Default `asciiWords`; `unicodeWords` for texts that are not plain English. */
	readonly tokenizer?: Tokenizer;
}

/**
 * ROUGE: how much of a reference text the candidate recalls, by words (1), word pairs (2), the longest common
 * subsequence of the whole text (L) and of its lines (Lsum, sentences separated by newlines).
 *
 * 0 is nothing in common, 1 the same words; F1 of good summaries is around 0.4 (rouge1) and 0.2 (rouge2). It sees words
 * and not meaning. With several references each variant takes the one with the highest F1, the first of equals.
 * Equal to the Python package rouge-score 0.1.2.
 *
 * @throws DataError when the list of references is empty
 * @see Lin 2004, "ROUGE: A package for automatic evaluation of summaries", ACL workshop
 * @example
 * rougeScores("the cat sat", "the cat ran").rouge2 // => { precision: 0.5, recall: 0.5, f1: 0.5 }
 * rougeScores("two cats", "a cat", { stemmer: true }).rouge1.f1 // => 0.5
 * rougeScores("東京都", "東京", { tokenizer: (text) => [...text] }).rougeL.recall // => 0.6666666666666666
 */
export function rougeScores(
	reference: References,
	candidate: string,
	options: RougeOptions = {},
): Record<RougeVariant, Overlap> {
	return rougeScorer(options)(reference, candidate);
}

/**
 * The same as a function made once for many pairs: it remembers the stems it has seen (at most 50,000 words).
 *
 * @example
 * rougeScorer({ stemmer: true })("two cats", "two cat").rougeL.f1 // => 1
 */
export function rougeScorer(
	options: RougeOptions = {},
): (reference: References, candidate: string) => Record<RougeVariant, Overlap> {
	const { stemmer = false, tokenizer = asciiWords } = options;
	const stem = remember(porterStem, 50_000);
	const words: Tokenizer = stemmer
		? (line) => tokenizer(line).map((word) => (word.length > 3 ? stem(word) : word))
		: tokenizer;

	return (reference, candidate) => {
		const pairs = referenceList("rougeScores", reference).map((text) => comparePair(text, candidate, words));
		const bestOf = (variant: RougeVariant) => best(pairs, (pair) => pair[variant].f1)[variant];
		return {
			rouge1: bestOf("rouge1"),
			rouge2: bestOf("rouge2"),
			rougeL: bestOf("rougeL"),
			rougeLsum: bestOf("rougeLsum"),
		};
	};
}

/**
 * ROUGE as a metric on a text field.
 *
 * @param field the field that output and expected value share, or readers of both
 * @param options `variant` (default "rougeL"), `measure` (default "f1"), and those of `rougeScores`
 * @example
 * rouge("summary", { variant: "rouge2", stemmer: true }).name // => "rouge2"
 */
export function rouge<K extends string>(field: K, options?: RougeMetricOptions): FieldMetric<K>;
export function rouge<I, E, O>(readers: Readers<I, E, O, string>, options?: RougeMetricOptions): Metric<I, E, O>;
export function rouge(
	target: string | Readers<unknown, unknown, unknown, string>,
	options: RougeMetricOptions = {},
): Metric {
	const { variant = "rougeL", measure = "f1" } = options;
	const scorer = rougeScorer(options);
	return textMetric(target, {
		name: measure === "f1" ? variant : `${variant} ${measure}`,
		direction: "higher",
		range: [0, 1],
		compare(references, output) {
			const raw = scorer(references, output)[variant];
			return { value: raw[measure], raw };
		},
	});
}

export interface RougeMetricOptions extends RougeOptions {
	readonly variant?: RougeVariant;
	readonly measure?: keyof Overlap;
}

function comparePair(reference: string, candidate: string, words: Tokenizer): Record<RougeVariant, Overlap> {
	const numbers = new Map<string, number>(); // word → integer, for fast comparison
	const number = (word: string) => {
		const known = numbers.get(word);
		if (known !== undefined) return known;
		numbers.set(word, numbers.size);
		return numbers.size - 1;
	};
	const linesOf = (text: string) => text.split("\n").map((line) => words(line).map(number));

	const referenceLines = linesOf(reference);
	const candidateLines = linesOf(candidate);
	const a = referenceLines.flat();
	const b = candidateLines.flat();
	const shares = (hits: number, n = 1) => overlapOf(hits, b.length - n + 1, a.length - n + 1);
	return {
		rouge1: shares(overlap(a, b)),
		rouge2: shares(overlap(neighbours(a, numbers.size), neighbours(b, numbers.size)), 2),
		rougeL: shares(lcsLength(a, b)),
		rougeLsum: shares(unionHits(referenceLines, candidateLines)),
	};
}

function overlapOf(hits: number, candidateTotal: number, referenceTotal: number): Overlap {
	const precision = hits / Math.max(candidateTotal, 1);
	const recall = hits / Math.max(referenceTotal, 1);
	const f1 = hits > 0 ? (2 * precision * recall) / (precision + recall) : 0;
	return { precision, recall, f1 };
}

/** Each pair of neighbouring words as one integer. */
function neighbours(words: readonly number[], vocabulary: number): number[] {
	const pairs: number[] = [];
	for (let i = 1; i < words.length; i++) pairs.push((words[i - 1] as number) * vocabulary + (words[i] as number));
	return pairs;
}

/**
 * The hits of ROUGE-Lsum: for each reference line, the words that a common subsequence with any candidate line holds;
 * no word more often than the candidate has it.
 */
function unionHits(referenceLines: readonly number[][], candidateLines: readonly number[][]): number {
	const found = referenceLines.flatMap((line) => {
		const union = new Set(candidateLines.flatMap((other) => lcsPositions(line, other)));
		return [...union].map((position) => line[position] as number);
	});
	return overlap(found, candidateLines.flat());
}

/** Keeps the answers of a pure function; starts afresh when it holds too many. */
function remember(work: (word: string) => string, limit: number): (word: string) => string {
	const known = new Map<string, string>();
	return (word) => {
		const before = known.get(word);
		if (before !== undefined) return before;
		if (known.size >= limit) known.clear();
		const answer = work(word);
		known.set(word, answer);
		return answer;
	};
}
