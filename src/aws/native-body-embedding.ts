import type { Body } from "./native-body.ts";

/** What a text is embedded for; Cohere's models make other vectors of a question than of what is to be found. */
export type EmbeddingPurpose = "search_document" | "search_query" | "classification" | "clustering";

export interface Embeddings {
	/** [text][dimension] */
	readonly vectors: readonly (readonly number[] | undefined)[];
	/** null where the model does not say. */
	readonly inputTokens: number | null;
}

/** How one family of embedding models writes texts and vectors. */
export interface EmbeddingBody {
	/** The lengths a vector can have, the usual one first. */
	readonly dimensions: readonly number[];
	readonly textsPerCall: number;
	/** Whether the purpose makes a difference. */
	readonly purposes: boolean;
	write(texts: readonly string[], dimensions: number, purpose: EmbeddingPurpose): Body;
	read(answer: unknown): Embeddings;
}

/**
 * The body of an embedding model, by its id.
 *
 * @returns null for a model whose body is not known here
 * @example
 * embeddingBody("amazon.titan-embed-text-v2:0")?.dimensions // => [1024, 512, 256]
 * embeddingBody("eu.cohere.embed-v4:0")?.textsPerCall // => 96
 * embeddingBody("amazon.nova-lite-v1:0") // => null
 */
export function embeddingBody(modelId: string): EmbeddingBody | null {
	return bodies.find(([pattern]) => pattern.test(modelId))?.[1] ?? null;
}

const titan: EmbeddingBody = {
	dimensions: [1024, 512, 256],
	textsPerCall: 1,
	purposes: false,
	write: ([inputText], dimensions) => ({ inputText, dimensions, normalize: true }),
	read(answer) {
		const { embedding, inputTextTokenCount } = (answer ?? {}) as {
			readonly embedding?: readonly number[];
			readonly inputTextTokenCount?: number;
		};
		return { vectors: [embedding], inputTokens: inputTextTokenCount ?? null };
	},
};

const cohere: EmbeddingBody = {
	dimensions: [1024],
	textsPerCall: 96,
	purposes: true,
	write: (texts, _dimensions, purpose) => ({ texts, input_type: purpose }),
	read(answer) {
		// asked for floats alone, it gives a list; asked by type, an object of lists
		const { embeddings = [] } = (answer ?? {}) as {
			readonly embeddings?: readonly (readonly number[])[] | { readonly float?: readonly (readonly number[])[] };
		};
		return { vectors: "float" in embeddings ? (embeddings.float ?? []) : (embeddings as []), inputTokens: null };
	},
};

const bodies: readonly (readonly [RegExp, EmbeddingBody])[] = [
	[
		/\bamazon\.titan-embed-text-v1\b/,
		{ ...titan, dimensions: [1536], write: ([inputText]) => ({ inputText }) }, // takes nothing else
	],
	[/\bamazon\.titan-embed-text-v2\b/, titan],
	[/\bcohere\.embed-(english|multilingual)-v3\b/, cohere],
	[
		/\bcohere\.embed-v4\b/,
		{
			...cohere,
			dimensions: [1536, 1024, 512, 256],
			write: (texts, dimensions, purpose) => ({
				texts,
				input_type: purpose,
				output_dimension: dimensions,
				embedding_types: ["float"],
			}),
		},
	],
];
