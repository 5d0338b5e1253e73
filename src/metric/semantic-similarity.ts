import { ConfigError } from "../core/errors.ts";
import type { Embedder } from "../model/embedder.ts";
import { cosine } from "./cosine.ts";
import type { Metric } from "./metric.ts";
import { type FieldMetric, type Readers, readersOf } from "./readers.ts";
import { readTexts } from "./text/text-metric.ts";
import { trim } from "./text/white-space.ts";

export interface SemanticSimilarityOptions {
	/** Turns texts into vectors, such as `local.embedder()`. */
	readonly embedder: Pick<Embedder, "embed">;
	/** With it the value is 1 at this cosine and above, else 0. */
	readonly threshold?: number;
	/**
	 * For comparison only. "autoevals": the cosine is stretched from [0.7, 1] to [0, 1], everything below is 0; fitted to
	 * one old model. "ragas": an empty text is embedded as one space, a threshold of 0 is none.
	 */
	readonly compat?: "autoevals" | "ragas";
}

/**
 * Semantic similarity: the cosine between the embeddings of output and expected text.
 *
 * 1 the same meaning as far as the embedder sees it, about 0 unrelated; what counts as high differs between embedders, so
 * compare within one. Blank texts are not embedded: two are 1 alike, one and another text 0. The best of several references
 * counts.
 *
 * @param field the field that output and expected value share, or readers of both
 * @throws ConfigError when the threshold is not in [-1, 1]
 * @example
 * const embedder = { embed: async (texts) => texts.map((text) => Float32Array.of(text.length, 1)) };
 * semanticSimilarity("answer", { embedder, threshold: 0.8 }).name // => "semantic similarity ≥ 0.8"
 */
export function semanticSimilarity<K extends string>(field: K, options: SemanticSimilarityOptions): FieldMetric<K>;
export function semanticSimilarity<I, E, O>(
	readers: Readers<I, E, O, string>,
	options: SemanticSimilarityOptions,
): Metric<I, E, O>;
export function semanticSimilarity(
	target: string | Readers<unknown, unknown, unknown, string>,
	options: SemanticSimilarityOptions,
): Metric {
	const readers = readersOf(target);
	const { embedder, compat } = options;
	const threshold = compat === "ragas" && options.threshold === 0 ? undefined : options.threshold;
	if (threshold !== undefined && !(Math.abs(threshold) <= 1)) {
		throw new ConfigError(`semanticSimilarity: expected a threshold from -1 to 1, found ${threshold}`);
	}
	const name = threshold === undefined ? "semantic similarity" : `semantic similarity ≥ ${threshold}`;
	return {
		name,
		direction: "higher",
		range: threshold === undefined && compat !== "autoevals" ? [-1, 1] : [0, 1],
		unit: threshold === undefined ? "number" : "percent",
		async score(c, context) {
			const { output, references } = readTexts("semanticSimilarity", readers, c);
			if (references.length === 0) return { value: null, reason: "no reference text" };
			const embed = (texts: readonly string[]) => embedder.embed(texts, context);
			const cosines = await similarities(references, output, embed, compat !== undefined);
			const raw = Math.max(...cosines);
			const value = compat === "autoevals" ? stretch(raw) : raw;
			return { value: threshold === undefined ? value : value >= threshold ? 1 : 0, raw };
		},
	};
}

async function similarities(
	references: readonly string[],
	output: string,
	embed: (texts: readonly string[]) => Promise<readonly ArrayLike<number>[]>,
	embedBlank: boolean,
): Promise<number[]> {
	const isBlank = (text: string) => !embedBlank && trim(text) === "";
	const worded = [output, ...references].filter((text) => !isBlank(text));
	const vectors = worded.length > 1 ? await embed(worded.map((text) => text || " ")) : [];
	const vectorOf = (text: string) => vectors[worded.indexOf(text)];
	return references.map((reference) => {
		if (isBlank(reference) || isBlank(output)) return isBlank(reference) === isBlank(output) ? 1 : 0;
		const [a, b] = [vectorOf(reference), vectorOf(output)];
		return a === undefined || b === undefined ? 0 : cosine(a, b);
	});
}

/**
 * autoevals' rescaling of a cosine.
 *
 * @example
 * stretch(0.85) // => 0.5
 */
export function stretch(similarity: number, lowest = 0.7): number {
	return Math.min(Math.max((similarity - lowest) / (1 - lowest), 0), 1);
}
