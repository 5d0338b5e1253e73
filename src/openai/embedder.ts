import { ConfigError } from "../core/errors.ts";
import type { Embedder } from "../model/embedder.ts";
import { unitVector } from "../model/unit-vector.ts";
import { brokenAnswer } from "./errors.ts";
import { connect, type Server, type ServerOptions } from "./server.ts";

export interface OpenAIEmbedderOptions extends ServerOptions {
	/** How long the model's vectors are; a vector of another length is an error. */
	readonly dimensions: number;
	/** Texts in one request. Default 64. */
	readonly batch?: number;
}

interface Embeddings {
	readonly data?: readonly { readonly index: number; readonly embedding: readonly number[] }[];
}

/**
 * Embeddings of an OpenAI-compatible server, scaled to unit length.
 *
 * @throws ConfigError when `dimensions` is no positive integer, or `baseURL` no address
 * @throws ModelError from `embed`, also when vectors are missing or of another length
 */
export function embedder(options: OpenAIEmbedderOptions): Embedder {
	const { model, dimensions, batch = 64 } = options;
	if (!Number.isInteger(dimensions) || dimensions < 1) {
		throw new ConfigError(`openai.embedder: expected dimensions to be a positive integer, found ${dimensions}.`);
	}
	const server = connect(options);

	async function embedBatch(texts: readonly string[], signal: AbortSignal | undefined): Promise<Float32Array[]> {
		const body = { model, input: texts, encoding_format: "float" };
		const answer = await server.post("/embeddings", body, signal, (response) => readEmbeddings(server, response));
		const vectors: (Float32Array | undefined)[] = texts.map(() => undefined);
		for (const { index, embedding } of answer.data ?? []) vectors[index] = unitVector(embedding);
		return vectors.map((vector, index) => {
			if (vector?.length === dimensions) return vector;
			const found = vector === undefined ? "none" : `one of ${vector.length}`;
			throw brokenAnswer(
				server,
				`${found} for text ${index + 1} where a vector of ${dimensions} numbers should be`,
				false,
			);
		});
	}

	return {
		id: model,
		identity: `openai:${server.baseURL}:${model}:embeddings`,
		dimensions,
		async embed(texts, context) {
			const vectors: Float32Array[] = [];
			for (let start = 0; start < texts.length; start += batch) {
				vectors.push(...(await embedBatch(texts.slice(start, start + batch), context?.signal)));
			}
			return vectors;
		},
	};
}

async function readEmbeddings(server: Server, response: Response): Promise<Embeddings> {
	const text = await response.text();
	try {
		return JSON.parse(text) as Embeddings;
	} catch {
		throw brokenAnswer(server, `"${text.slice(0, 100)}"`, false);
	}
}
