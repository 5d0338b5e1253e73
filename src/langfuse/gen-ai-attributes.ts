import type { Span } from "../core/trace.ts";
import type { Finish, Part } from "../model/model.ts";
import type { StoredRequest } from "../model/request-key.ts";
import type { Usage } from "../model/usage.ts";
import { contentText } from "./content-text.ts";
import { finishReason, inputMessages, outputMessages } from "./gen-ai-messages.ts";
import type { Fact } from "./otlp-json.ts";

/**
 * The version of OpenTelemetry's semantic conventions whose GenAI names are written here. They are all "in development"
 * there and change from version to version, so it is pinned, and sent along as the schema's address.
 */
export const conventionsVersion = "1.40.0";

/** What `callModel` leaves on a model's span; all of it may be missing where the call failed. */
export interface ModelAttributes {
	readonly request?: StoredRequest;
	readonly model?: string;
	readonly usage?: Usage;
	readonly latencyMs?: number;
	readonly cached?: boolean;
	readonly content?: readonly Part[];
	readonly finish?: Finish;
}

type Facts = Readonly<Record<string, Fact | null | undefined>>;

/**
 * What a span is in the GenAI conventions: a chat, a tool's execution, a retrieval, an agent's invocation. Empty for work
 * that they have no name for.
 *
 * @param provider who runs the model, as the conventions name providers: "aws.bedrock"
 * @see https://opentelemetry.io/docs/specs/semconv/gen-ai/
 */
export function genAiFacts(span: Span, provider: string): Facts {
	const { attributes, name } = span;
	const failed: Facts = { "error.type": span.error?.name };
	if (span.kind === "model") return { ...chatFacts(span, provider), ...failed };
	if (isAgent(span)) {
		return { "gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": name, ...failed };
	}
	if (span.kind === "tool") {
		return {
			"gen_ai.operation.name": "execute_tool",
			"gen_ai.tool.name": typeof attributes.name === "string" ? attributes.name : name,
			"gen_ai.tool.type": "function",
			"gen_ai.tool.call.arguments": contentText(attributes.input),
			"gen_ai.tool.call.result": contentText(attributes.output),
			...failed,
		};
	}
	if (span.kind === "retrieve") {
		return {
			"gen_ai.operation.name": "retrieval",
			"gen_ai.retrieval.query.text": contentText(attributes.query ?? attributes.input),
			...failed,
		};
	}
	return failed;
}

/** True for the span in which an agent ran. */
export function isAgent({ attributes }: Span): boolean {
	return typeof attributes.agent === "object" && attributes.agent !== null;
}

function chatFacts(span: Span, provider: string): Facts {
	const { request, model, usage, content, finish } = span.attributes as ModelAttributes;
	const asked: Facts =
		request === undefined
			? {}
			: {
					"gen_ai.request.temperature": request.temperature === undefined ? null : { double: request.temperature },
					"gen_ai.request.top_p": request.topP === undefined ? null : { double: request.topP },
					"gen_ai.request.max_tokens": request.maxTokens,
					"gen_ai.request.seed": request.seed,
					"gen_ai.request.stop_sequences": request.stop,
					"gen_ai.output.type": request.output === undefined ? null : "json",
					"gen_ai.system_instructions":
						request.system === undefined ? null : contentText([{ type: "text", content: request.system }]),
					"gen_ai.input.messages": contentText(inputMessages(request)),
				};
	return {
		"gen_ai.operation.name": "chat",
		"gen_ai.provider.name": provider,
		"gen_ai.request.model": span.name,
		"gen_ai.response.model": model,
		...asked,
		...(usage === undefined ? {} : tokenFacts(usage)),
		...(content === undefined || finish === undefined
			? {}
			: {
					"gen_ai.response.finish_reasons": [finishReason(finish)],
					"gen_ai.output.messages": contentText(outputMessages(content, finish)),
				}),
	};
}

/** Input tokens of the conventions hold those of the provider's prompt cache; ours do not. */
function tokenFacts({ inputTokens, outputTokens, cachedInputTokens, cacheWriteTokens }: Usage): Facts {
	return {
		"gen_ai.usage.input_tokens": inputTokens + cachedInputTokens + cacheWriteTokens,
		"gen_ai.usage.output_tokens": outputTokens,
		"gen_ai.usage.cache_read.input_tokens": cachedInputTokens || null,
		"gen_ai.usage.cache_creation.input_tokens": cacheWriteTokens || null,
	};
}
