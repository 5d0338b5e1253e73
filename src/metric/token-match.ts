import { DataError } from "../core/errors.ts";
import type { RunContext } from "../model/model.ts";
import { cosine } from "./cosine.ts";
import type { Metric } from "./metric.ts";
import { type FieldMetric, type Readers, readersOf } from "./readers.ts";
import { best, readTexts } from "./text/text-metric.ts";
import type { TokenOverlap } from "./token-f1.ts";

/** A text as an encoder sees it: its tokens, and a vector for each. */
export interface TokenVectors {
	readonly tokens: readonly string[];
	/** [tokens][dimensions] */
	readonly vectors: readonly ArrayLike<number>[];
}

export interface TokenMatchOptions {
	/** What a token weighs, such as `inverseDocumentFrequency(...)`. Default 1 each. */
	readonly weight?: (token: string) => number;
	/** What unrelated texts score with this encoder; figures become (x - baseline) / (1 - baseline), so that it lies at 0. */
	readonly baseline?: TokenOverlap;
}

/**
 * BERTScore's greedy token matching: each token of the candidate with the most similar one of the reference (precision), each
 * of the reference with the most similar one of the candidate (recall), by cosine.
 *
 * Near 1 when every token has a near twin. Without a baseline good and bad texts lie close together (0.85 to 0.95 for most
 * encoders): compare, do not read off. Two texts without tokens are 1 alike, one and another 0. Where all weights are 0 the
 * tokens weigh the same.
 *
 * @throws DataError when a text has not one vector a token
 * @see Zhang et al. 2020, "BERTScore: Evaluating text generation with BERT", arXiv:1904.09675
 * @example
 * const cat = { tokens: ["cat"], vectors: [[1, 0]] };
 * tokenMatchScores(cat, { tokens: ["cat", "dog"], vectors: [[1, 0], [0, 1]] }) // => { precision: 0.5, recall: 1, f1: 2 / 3 }
 */
export function tokenMatchScores(
	reference: TokenVectors,
	candidate: TokenVectors,
	options: TokenMatchOptions = {},
): TokenOverlap {
	const { weight = () => 1, baseline } = options;
	checkVectors(reference);
	checkVectors(candidate);
	if (reference.tokens.length === 0 || candidate.tokens.length === 0) {
		const value = reference.tokens.length === candidate.tokens.length ? 1 : 0;
		return { precision: value, recall: value, f1: value };
	}
	const precision = greedy(candidate, reference, weight);
	const recall = greedy(reference, candidate, weight);
	const f1 = precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0;
	if (baseline === undefined) return { precision, recall, f1 };
	const rescale = (value: number, zero: number) => (value - zero) / (1 - zero);
	return {
		precision: rescale(precision, baseline.precision),
		recall: rescale(recall, baseline.recall),
		f1: rescale(f1, baseline.f1),
	};
}

/**
 * How much a token tells, from how few documents hold it: log((n + 1) / (documents with it + 1)). For `weight`, made from the
 * reference texts.
 *
 * @param documents the tokens of each text
 * @example
 * inverseDocumentFrequency([["a", "b"], ["a"]])("a") // => 0
 * inverseDocumentFrequency([["a", "b"], ["a"]])("c") // => Math.log(3)
 */
export function inverseDocumentFrequency(documents: readonly (readonly string[])[]): (token: string) => number {
	const counts = new Map<string, number>();
	for (const token of documents.flatMap((tokens) => [...new Set(tokens)])) {
		counts.set(token, (counts.get(token) ?? 0) + 1);
	}
	return (token) => Math.log((documents.length + 1) / ((counts.get(token) ?? 0) + 1));
}

export interface TokenMatchMetricOptions extends TokenMatchOptions {
	/** Texts to token vectors, in order; any encoder. */
	readonly embed: (
		texts: readonly string[],
		context: RunContext,
	) => readonly TokenVectors[] | Promise<readonly TokenVectors[]>;
	/** Default "f1". */
	readonly measure?: keyof TokenOverlap;
}

/**
 * BERTScore-style token matching as a metric on a text field; the best of several references counts.
 *
 * @param field the field that output and expected value share, or readers of both
 * @example
 * const embed = (texts) => texts.map((text) => ({ tokens: [text], vectors: [[1]] }));
 * tokenMatch("summary", { embed }).name // => "token match f1"
 */
export function tokenMatch<K extends string>(field: K, options: TokenMatchMetricOptions): FieldMetric<K>;
export function tokenMatch<I, E, O>(
	readers: Readers<I, E, O, string>,
	options: TokenMatchMetricOptions,
): Metric<I, E, O>;
export function tokenMatch(
	target: string | Readers<unknown, unknown, unknown, string>,
	options: TokenMatchMetricOptions,
): Metric {
	const readers = readersOf(target);
	const { embed, measure = "f1" } = options;
	return {
		name: `token match ${measure}`,
		direction: "higher",
		range: options.baseline === undefined ? [-1, 1] : [Number.NEGATIVE_INFINITY, 1],
		async score(c, context) {
			const { output, references } = readTexts("tokenMatch", readers, c);
			if (references.length === 0) return { value: null, reason: "no reference text" };
			const [candidate, ...others] = await embed([output, ...references], context);
			if (candidate === undefined || others.length !== references.length) {
				throw new DataError(`tokenMatch: expected embed to return one entry a text, found another number`);
			}
			const scores = others.map((reference) => tokenMatchScores(reference, candidate, options));
			const raw = best(scores, (score) => score[measure]);
			return { value: raw[measure], raw };
		},
	};
}

/** The weighted mean, over one side's tokens, of the best cosine with the other side's. */
function greedy(from: TokenVectors, to: TokenVectors, weight: (token: string) => number): number {
	const nearest = from.vectors.map((vector) => Math.max(...to.vectors.map((other) => cosine(vector, other))));
	const given = from.tokens.map(weight);
	const isWeighted = given.some((value) => value !== 0);
	const weights = isWeighted ? given : given.map(() => 1);
	const total = weights.reduce((sum, value) => sum + value, 0);
	return nearest.reduce((sum, value, i) => sum + value * (weights[i] as number), 0) / total;
}

function checkVectors(text: TokenVectors): void {
	const { tokens, vectors } = text;
	if (tokens.length !== vectors.length) {
		throw new DataError(
			`tokenMatch: expected one vector a token, found ${tokens.length} tokens and ${vectors.length} vectors`,
		);
	}
}
