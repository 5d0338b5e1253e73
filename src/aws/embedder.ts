import { ConfigError, DataError, ModelError } from "../core/errors.ts";
import { mapLimit } from "../core/pool.ts";
import type { Embedder } from "../model/embedder.ts";
import type { Price, RunContext } from "../model/model.ts";
import { costOf } from "../model/prices.ts";
import { unitVector } from "../model/unit-vector.ts";
import { noUsage, type Usage } from "../model/usage.ts";
import { bedrockPrice } from "./bedrock-price.ts";
import { type AwsOptions, regionOf } from "./connection.ts";
import type { Geography } from "./geography.ts";
import { invoker } from "./invoke-raw.ts";
import { type EmbeddingBody, type EmbeddingPurpose, embeddingBody } from "./native-body-embedding.ts";
import { resolveModel } from "./resolve-model.ts";

export interface AwsEmbedderOptions extends AwsOptions {
	/** How long a vector is, of the lengths the model offers. Default: its usual one, the longest. */
	readonly dimensions?: number;
	/**
	 * What the texts are for. Cohere's models make other vectors of a question ("search_query") than of what is searched
	 * ("search_document", the default); Titan makes no difference and refuses the option.
	 */
	readonly purpose?: EmbeddingPurpose;
	/** Calls under way at once. Default 8. */
	readonly concurrency?: number;
	/** The geography of the inference profile, for models that need one. Default: that of the region. */
	readonly geography?: Geography;
	/** US dollars per million tokens. Default: the table's. */
	readonly price?: Price | null;
	/** Called with what each call used, since an `Embedder` has no other place to say it. Cohere's models do not tell their tokens: 0, and a cost of null. */
	readonly onUsage?: (usage: Usage) => void;
}

type Context = Pick<RunContext, "signal" | "onStatus">;

/**
 * Embeddings by Amazon Titan or Cohere on Bedrock, scaled to unit length. Calls are billed.
 *
 * Titan takes one text a call, Cohere 96; calls run side by side. A text that is too long is an error of the model.
 *
 * @param id "titan-embed-text-v2", "cohere-embed-v4", "cohere-embed-multilingual-v3", or a whole id
 * @throws ConfigError when the model is no embedder known here, or has no vectors of that length
 * @throws DataError from `embed`, when a text is empty: AWS refuses it
 * @throws ModelError from `embed`, also when vectors are missing or of another length
 * @see Amazon Bedrock User Guide, "Amazon Titan Embeddings Text", "Cohere Embed models"
 * @example
 * embedder("titan-embed-text-v2", { dimensions: 256 }).dimensions // => 256
 */
export function embedder(id: string, options: AwsEmbedderOptions = {}): Embedder {
	const { concurrency = 8, purpose, onUsage } = options;
	const region = regionOf(options) ?? undefined;
	const resolved = resolveModel(id, { region, geography: options.geography });
	const { modelId } = resolved;
	const body = knownBody(id, modelId);
	const [usual = 0] = body.dimensions;
	const { dimensions = usual } = options;
	if (!body.dimensions.includes(dimensions)) {
		throw new ConfigError(
			`aws.embedder: expected dimensions of ${body.dimensions.join(", ")} for ${id}, found ${dimensions}.`,
		);
	}
	if (purpose !== undefined && !body.purposes) {
		throw new ConfigError(
			`aws.embedder: expected no purpose for ${id}, found "${purpose}": its vectors are the same for all. Leave it out.`,
		);
	}
	const price = options.price === undefined ? bedrockPrice(resolved, region, undefined) : options.price;
	const invoke = invoker("aws.embedder", modelId, options, 4);

	async function embedBatch(texts: readonly string[], signal: AbortSignal | undefined): Promise<Float32Array[]> {
		const answer = await invoke.whole(body.write(texts, dimensions, purpose ?? "search_document"), signal);
		const { vectors, inputTokens } = body.read(answer.json);
		const counts = { ...noUsage, inputTokens: inputTokens ?? 0 };
		onUsage?.({ ...counts, calls: 1, costUsd: inputTokens === null ? null : costOf(counts, price) });
		return texts.map((_, index) => {
			const vector = vectors[index];
			const numbers = vector?.every((value) => Number.isFinite(value)) === true;
			if (numbers && vector?.length === dimensions) return unitVector(vector);
			const found = vector === undefined ? "none" : numbers ? `one of ${vector.length}` : "one with other things in it";
			throw new ModelError(
				`aws.embedder: expected a vector of ${dimensions} numbers from ${modelId}, found ${found} for text ${index + 1} of ${texts.length}. Try again, or look at what aws.invokeRaw gives.`,
				{ model: id, retryable: false },
			);
		});
	}

	return {
		id,
		identity: `bedrock:${modelId}:embeddings:${dimensions}${body.purposes ? `:${purpose ?? "search_document"}` : ""}`,
		dimensions,
		async embed(texts, context: Context = {}) {
			const empty = texts.indexOf("");
			if (empty >= 0) {
				throw new DataError(`aws.embedder: expected texts to embed, found text ${empty + 1} of ${texts.length} empty.`);
			}
			const batches = inBatches(texts, body.textsPerCall);
			const vectors = await mapLimit(
				batches,
				concurrency,
				(batch) => embedBatch(batch, context.signal),
				context.signal,
			);
			return vectors.flat();
		},
		[Symbol.asyncDispose]: invoke.close,
	};
}

function knownBody(id: string, modelId: string): EmbeddingBody {
	const body = embeddingBody(modelId);
	if (body !== null) return body;
	throw new ConfigError(
		`aws.embedder: expected an embedding model ("titan-embed-text-v2", "cohere-embed-v4"), found "${id}".`,
	);
}

function inBatches<T>(items: readonly T[], size: number): T[][] {
	const batches: T[][] = [];
	for (let start = 0; start < items.length; start += size) batches.push(items.slice(start, start + size));
	return batches;
}
