import type { Model, ModelRequest } from "./model.ts";
import { storedRequest } from "./request-key.ts";

/**
 * A number of input tokens that a request does not exceed, without its tokenizer.
 *
 * Every tokenizer in use (byte-level BPE, SentencePiece with byte fallback) gives at most one token a byte, so the bytes of
 * the request's JSON bound its text; 16 a message and 64 in all stand for the chat template's own marks, 512 for its
 * words around tools. A document counts its bytes, an image at least 4096: providers count fewer for the largest picture. About four times the true count for English. A server that adds a hidden prompt can pass it.
 *
 * @example
 * tokenBound({ messages: [] }) // => 79
 */
export function tokenBound(request: ModelRequest): number {
	const bytes = Buffer.byteLength(JSON.stringify(storedRequest(request)));
	return 64 + bytes + mediaBound(request) + 16 * request.messages.length + (request.tools === undefined ? 0 : 512);
}

function mediaBound(request: ModelRequest): number {
	return request.messages
		.flatMap(({ content }) => content)
		.reduce((sum, part) => {
			if (part.type === "image") return sum + Math.max(4096, part.bytes.length);
			return part.type === "document" ? sum + part.bytes.length : sum;
		}, 0);
}

/**
 * The output tokens that a call does not exceed: the answer's limit, and the room that the model takes for its thoughts.
 *
 * @returns only the thoughts where the request names no limit
 * @example
 * outputTokensAtMost({ thoughtTokens: 2048 }, { messages: [], maxTokens: 100 }) // => 2148
 */
export function outputTokensAtMost(
	{ thoughtTokens = 0 }: Pick<Model, "thoughtTokens">,
	{ maxTokens = 0 }: Pick<ModelRequest, "maxTokens">,
): number {
	return maxTokens + thoughtTokens;
}

/** The request's input tokens: counted where the model can, else bounded from above. */
export async function inputTokensAtMost(model: Model, request: ModelRequest): Promise<number> {
	return model.countTokens === undefined ? tokenBound(request) : model.countTokens(request);
}
