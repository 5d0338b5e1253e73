import type { Metric } from "./metric.ts";
import type { FieldMetric, Readers } from "./readers.ts";
import { porterStem } from "./text/porter.ts";
import { best, referenceList, textMetric } from "./text/text-metric.ts";
import { treebankWords } from "./text/treebank.ts";

export interface MeteorOptions {
	/** Weight of precision in the F-mean is 1 - alpha. Default 0.9: recall counts nine times as much. */
	readonly alpha?: number;
	/** How steeply scattered matches are punished. Default 3. */
	readonly beta?: number;
	/** The most that scattered matches can cost, as a share. Default 0.5; 0 turns the penalty off. */
	readonly gamma?: number;
}

export interface Meteor {
	readonly score: number;
	readonly precision: number;
	readonly recall: number;
	/** Words of the candidate that found a partner. */
	readonly matches: number;
	/** Runs of neighbouring matches that are neighbours in the reference too; 1 when nothing is out of order. */
	readonly chunks: number;
}

/**
 * METEOR: words matched exactly, then by Porter stem; the F-mean of precision and recall, less a penalty for matches
 * that are scattered or out of order.
 *
 * 0 to 1 (a little below 1 for equal texts, whose one chunk costs something too). Of the original's three stages the
 * synonyms are left out: they need WordNet, which is not shipped. Equal to NLTK 3.10.4 without that stage.
 *
 * @param reference words, in any case
 * @param candidate words, in any case
 * @see Lavie and Agarwal 2007, "Meteor: an automatic metric for MT evaluation", WMT
 * @example
 * meteorScore(["the", "cat", "sat"], ["The", "cats", "sat"]).score // => 0.9814814814814815
 * meteorScore(["a"], []).score // => 0
 */
export function meteorScore(
	reference: readonly string[],
	candidate: readonly string[],
	options: MeteorOptions = {},
): Meteor {
	const { alpha = 0.9, beta = 3, gamma = 0.5 } = options;
	const partners = align(reference, candidate);
	const matches = partners.filter((partner) => partner !== null).length;
	if (matches === 0) return { score: 0, precision: 0, recall: 0, matches: 0, chunks: 0 };

	const precision = matches / candidate.length;
	const recall = matches / reference.length;
	const mean = (precision * recall) / (alpha * precision + (1 - alpha) * recall);
	const chunks = countChunks(partners);
	return { score: (1 - gamma * (chunks / matches) ** beta) * mean, precision, recall, matches, chunks };
}

/**
 * METEOR as a metric on a text field, on Treebank words; the best of several references counts.
 *
 * @param field the field that output and expected value share, or readers of both
 * @example
 * meteor("summary").name // => "meteor"
 */
export function meteor<K extends string>(field: K, options?: MeteorOptions): FieldMetric<K>;
export function meteor<I, E, O>(readers: Readers<I, E, O, string>, options?: MeteorOptions): Metric<I, E, O>;
export function meteor(
	target: string | Readers<unknown, unknown, unknown, string>,
	options: MeteorOptions = {},
): Metric {
	return textMetric(target, {
		name: "meteor",
		direction: "higher",
		range: [0, 1],
		compare(references, output) {
			const words = treebankWords(output);
			const scores = referenceList("meteor", references).map((text) =>
				meteorScore(treebankWords(text), words, options),
			);
			const raw = best(scores, ({ score }) => score);
			return { value: raw.score, raw };
		},
	});
}

/** For each word of the candidate, the index of its partner in the reference, or null. */
function align(reference: readonly string[], candidate: readonly string[]): (number | null)[] {
	const partners: (number | null)[] = candidate.map(() => null);
	const taken = new Set<number>();
	for (const keyOf of [(word: string) => word.toLowerCase(), porterStem]) {
		// Greedy from the end: the last free word of the candidate takes the last free equal word of the reference
		const free = new Map<string, number[]>();
		for (const [i, word] of reference.entries()) {
			if (taken.has(i)) continue;
			const key = keyOf(word);
			const places = free.get(key);
			if (places === undefined) free.set(key, [i]);
			else places.push(i);
		}
		for (let i = candidate.length - 1; i >= 0; i--) {
			if (partners[i] !== null) continue;
			const partner = free.get(keyOf(candidate[i] as string))?.pop();
			if (partner === undefined) continue;
			partners[i] = partner;
			taken.add(partner);
		}
	}
	return partners;
}

function countChunks(partners: readonly (number | null)[]): number {
	let chunks = 0;
	for (const [i, partner] of partners.entries()) {
		const before = partners[i - 1] ?? null;
		if (partner !== null && (before === null || partner !== before + 1)) chunks++;
	}
	return chunks;
}
