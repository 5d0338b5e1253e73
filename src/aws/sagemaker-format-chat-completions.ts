import type { Json } from "../core/json.ts";
import { serverSentEvents } from "../core/server-sent-events.ts";
import { requestBody } from "../model/chat-completions/request.ts";
import { type Answer, readCompletion } from "../model/chat-completions/response.ts";
import { type Chunk, growingCompletion } from "../model/chat-completions/stream.ts";
import type { Capabilities } from "../model/model.ts";
import type { SagemakerAnswer, SagemakerFormat, SagemakerProblem } from "./sagemaker-format.ts";

export interface ChatCompletionsOptions {
	/** The model's name, for containers that want one. Default: none is sent. */
	readonly model?: string | undefined;
	/** What the container cannot do: `{ json: false }` asks for JSON in words. Default: all. */
	readonly can?: Partial<Capabilities> | undefined;
	/** Sent along in every request; it has the last word. */
	readonly extra?: Readonly<Record<string, Json>> | undefined;
}

/**
 * The body of OpenAI's chat completions, as vLLM, SGLang, TGI and DJL's LMI containers read it too.
 *
 * @example
 * chatCompletions().body({ messages: [userMessage("Hi")], maxTokens: 5 }, false) // => { messages: [{ role: "user", content: "Hi" }], max_tokens: 5 }
 */
export function chatCompletions(options: ChatCompletionsOptions = {}): SagemakerFormat {
	const { model, can = {}, extra = {} } = options;
	return {
		name: "openai",
		can: { json: true, tools: true, stream: true, logprobs: true, ...can },
		body: requestBody({ model, maxTokensField: "max_tokens", extra }),
		read(answer) {
			const completion = readCompletion(answer, null);
			return completion === null ? readProblem(answer) : answerOf(completion);
		},
		async readStream(parts, _request, onDelta) {
			const growing = growingCompletion(onDelta);
			let done = false;
			for await (const data of serverSentEvents(parts)) {
				done = data === "[DONE]";
				if (done) break;
				const chunk = readChunk(data);
				if ("problem" in chunk) return chunk;
				growing.add(chunk);
			}
			return done || growing.ended() ? answerOf(growing.answer(null)) : null;
		},
	};
}

function answerOf({ content, finish, usage, logprobs }: Answer): SagemakerAnswer {
	const { inputTokens, outputTokens, cachedInputTokens } = usage;
	const tokens = { inputTokens, outputTokens, cachedInputTokens };
	return { content, finish, tokens, ...(logprobs === undefined ? {} : { logprobs }) };
}

function readChunk(data: string): Chunk | SagemakerProblem {
	try {
		const chunk = JSON.parse(data) as Chunk;
		return readProblem(chunk) ?? chunk;
	} catch {
		return { problem: `a piece that is no JSON: ${data.slice(0, 100)}`, retryable: true };
	}
}

/** `{error: "…"}`, or `{error: {message: "…"}}`. */
function readProblem(answer: unknown): SagemakerProblem | null {
	if (typeof answer !== "object" || answer === null) return null;
	const { error } = answer as { readonly error?: unknown };
	if (error === undefined || error === null) return null;
	const { message } = error as { readonly message?: unknown };
	const words = typeof error === "string" ? error : typeof message === "string" ? message : JSON.stringify(error);
	return { problem: words, retryable: false };
}
