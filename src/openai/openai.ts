import { ConfigError } from "../core/errors.ts";
import { hash } from "../core/hash.ts";
import type { Json } from "../core/json.ts";
import { requestBody } from "../model/chat-completions/request.ts";
import { type RetryOptions, retry } from "../model/middleware/retry.ts";
import type { Capabilities, Model, ModelResponse, Price } from "../model/model.ts";
import { refuseMedia } from "../model/refuse-media.ts";
import { wrap } from "../model/wrap.ts";
import { embedder } from "./embedder.ts";
import { readAnswer } from "./response.ts";
import { connect } from "./server.ts";
import { readStream } from "./stream.ts";

export interface OpenAIOptions {
	/** Where the server's API begins, mostly ending in "/v1": "http://127.0.0.1:11434/v1". */
	readonly baseURL: string;
	/** The model's name on that server. */
	readonly model: string;
	/** Sent as a bearer token; never part of an error, a trace or a cache key. Local servers need none. */
	readonly apiKey?: string;
	/** What people call the model in reports. Default: `model`. */
	readonly id?: string;
	/** US dollars per million tokens. Default: unknown, since a name says nothing of who bills for it. */
	readonly price?: Price | null;
	/** What the server cannot do: `{ json: false }` asks for JSON in words instead of by `response_format`. Default: all. */
	readonly can?: Partial<Capabilities>;
	/** Sent along in every request and part of the identity: `{ reasoning_effort: "low", top_k: 1 }`. */
	readonly extra?: Readonly<Record<string, Json>>;
	readonly headers?: Readonly<Record<string, string>>;
	/** What the limit on output is called. Default: "max_tokens", and "max_completion_tokens" at api.openai.com. */
	readonly maxTokensField?: "max_tokens" | "max_completion_tokens";
	/** From sending to the last byte. Default: ten minutes. */
	readonly timeoutMs?: number;
	/**
	 * Default: four tries on 429, 5xx and dropped connections. false leaves retries to a `retry()` of your own: do so when
	 * you wrap the model with a `budget()`, which then counts each try.
	 */
	readonly retry?: RetryOptions | false;
}

function chat(options: OpenAIOptions): Model {
	const { model: name, extra = {} } = options;
	if (name === "") throw new ConfigError("openai: expected the name of a model, found none.");
	const server = connect(options);
	const maxTokensField =
		options.maxTokensField ?? (server.host === "api.openai.com" ? "max_completion_tokens" : "max_tokens");
	const body = requestBody({ model: name, maxTokensField, extra });
	const price = options.price ?? null;

	const model: Model = {
		id: options.id ?? name,
		identity: `openai:${server.baseURL}:${name}${Object.keys(extra).length === 0 ? "" : `:${hash(extra, 16)}`}`,
		can: { json: true, tools: true, stream: true, logprobs: true, ...options.can },
		price,
		facts: { server: server.baseURL, model: name },
		async generate(request, context) {
			refuseMedia(`openai: ${name}`, request);
			const { onDelta } = context;
			const startMs = performance.now();
			const answer: Omit<ModelResponse, "latencyMs"> = await server.post(
				"/chat/completions",
				body(request, onDelta !== undefined),
				context.signal,
				async (response) =>
					onDelta === undefined ? readAnswer(server, response, price) : readStream(server, response, price, onDelta),
			);
			return { ...answer, latencyMs: performance.now() - startMs };
		},
	};
	return options.retry === false ? model : wrap(model, retry(options.retry));
}

/**
 * A model on any OpenAI-compatible server: Ollama, vLLM, llama-server, LM Studio, hosted ones.
 *
 * Speaks chat completions over `fetch`. JSON Schema goes as `response_format` (strict where the schema is closed), tools as
 * functions; text streams when the context has an `onDelta`. Repeats (`sample`) of a seeded request move the seed, so that
 * they differ. Arguments of a tool call that are not JSON arrive as text.
 *
 * @throws ConfigError when `baseURL` is no address
 * @throws ModelError from calls, with `status`, `requestId` and what to look at
 * @example
 * openai({ baseURL: "http://127.0.0.1:11434/v1/", model: "qwen2.5-coder:1.5b" }).identity // => "openai:http://127.0.0.1:11434/v1:qwen2.5-coder:1.5b"
 */
export const openai = Object.assign(chat, { embedder });
