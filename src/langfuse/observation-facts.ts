import type { Span } from "../core/trace.ts";
import type { Part } from "../model/model.ts";
import { textOf } from "../model/model.ts";
import type { Usage } from "../model/usage.ts";
import { contentText } from "./content-text.ts";
import { isAgent, type ModelAttributes } from "./gen-ai-attributes.ts";
import type { Fact } from "./otlp-json.ts";

/** What Langfuse calls a piece of work. */
export type ObservationType =
	| "span"
	| "generation"
	| "agent"
	| "tool"
	| "chain"
	| "retriever"
	| "evaluator"
	| "guardrail";

/**
 * What Langfuse shows of a span, as its own attributes, which it prefers to those of the GenAI conventions.
 *
 * @param inGeneration whether a generation stands above: a model made of models is one generation, whose tokens must not
 *   be counted twice
 * @see https://langfuse.com/integrations/native/opentelemetry#property-mapping
 */
export function observationFacts(span: Span, inGeneration: boolean): Readonly<Record<string, Fact | null | undefined>> {
	const type = observationType(span, inGeneration);
	const { usage, request, model } = span.attributes as ModelAttributes;
	const generation = type === "generation";
	return {
		"langfuse.observation.type": type,
		"langfuse.observation.input": contentText(inputOf(span)),
		"langfuse.observation.output": contentText(outputOf(span)),
		"langfuse.observation.level": span.error === undefined ? null : "ERROR",
		"langfuse.observation.status_message": span.error?.message,
		"langfuse.observation.metadata": contentText(restOf(span)),
		"langfuse.observation.model.name": generation ? (model ?? span.name) : null,
		"langfuse.observation.model.parameters":
			generation && request !== undefined ? contentText(parametersOf(request)) : null,
		"langfuse.observation.usage_details":
			generation && usage !== undefined ? JSON.stringify(usageDetails(usage)) : null,
		// an unknown price is left out, never sent as 0: Langfuse then looks for a price of its own
		"langfuse.observation.cost_details":
			generation && typeof usage?.costUsd === "number" ? JSON.stringify({ total: usage.costUsd }) : null,
	};
}

/** True for spans that Langfuse counts tokens of. */
export function isGeneration({ kind, attributes }: Span): boolean {
	return kind === "model" || (kind === "judge" && attributes.usage !== undefined);
}

function observationType(span: Span, inGeneration: boolean): ObservationType {
	if (isAgent(span)) return "agent";
	if (isGeneration(span)) return inGeneration ? "span" : "generation";
	if ("guardrail" in span.attributes) return "guardrail";
	const types = { program: "chain", tool: "tool", retrieve: "retriever", judge: "evaluator" } as const;
	return types[span.kind as keyof typeof types] ?? "span";
}

function usageDetails({ inputTokens, outputTokens, cachedInputTokens, cacheWriteTokens }: Usage) {
	return {
		input: inputTokens,
		output: outputTokens,
		...(cachedInputTokens === 0 ? {} : { cache_read_input_tokens: cachedInputTokens }),
		...(cacheWriteTokens === 0 ? {} : { cache_creation_input_tokens: cacheWriteTokens }),
		total: inputTokens + outputTokens + cachedInputTokens + cacheWriteTokens,
	};
}

function parametersOf(request: NonNullable<ModelAttributes["request"]>): Readonly<Record<string, unknown>> {
	const { temperature, topP, maxTokens, seed, stop } = request;
	return { temperature, top_p: topP, max_tokens: maxTokens, seed, stop };
}

function inputOf({ kind, attributes }: Span): unknown {
	if (kind !== "model") return attributes.input;
	const { request } = attributes as ModelAttributes;
	if (request === undefined) return attributes.input;
	const system = request.system === undefined ? [] : [{ role: "system", content: request.system }];
	const turns = request.messages.map(({ role, content }) => ({
		role,
		content: plainContent(content as readonly Part[]),
	}));
	return [...system, ...turns];
}

function outputOf({ kind, attributes }: Span): unknown {
	const { content } = attributes as ModelAttributes;
	return kind === "model" && content !== undefined ? plainContent(content) : attributes.output;
}

/** Text alone as text, which Langfuse shows as such. */
function plainContent(content: readonly Part[]): unknown {
	return content.every(({ type }) => type === "text") ? textOf(content) : content;
}

const shown = new Set(["input", "output", "request", "content", "usage", "model", "finish", "logprobs"]);

function restOf({ attributes }: Span): Readonly<Record<string, unknown>> | undefined {
	const rest = Object.entries(attributes).filter(([key]) => !shown.has(key));
	return rest.length === 0 ? undefined : Object.fromEntries(rest);
}
