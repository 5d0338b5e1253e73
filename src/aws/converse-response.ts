import { ModelError } from "../core/errors.ts";
import type { Finish, ModelResponse, Part, Price } from "../model/model.ts";
import { costOf } from "../model/prices.ts";
import type { Usage } from "../model/usage.ts";
import type { ConverseReply, ConverseUsage, ReplyBlock } from "./converse-types.ts";
import { thinkingSplitter } from "./nova-thinking.ts";

/** What must be known to read an answer. */
export interface Reading {
	readonly who: string;
	readonly model: string;
	/** The tool whose input is the answer; null: the answer is text. */
	readonly answerTool: string | null;
	/** Nova writes its thoughts into the text when it has tools. */
	readonly splitThinking: boolean;
	readonly price: Price | null;
}

/**
 * An answer of Converse in our own words.
 *
 * @throws ModelError when the model wrote what Bedrock could not read, or the conversation left no room for an answer
 */
export function readReply(reading: Reading, reply: ConverseReply): Omit<ModelResponse, "latencyMs"> {
	const { stopReason = "end_turn", content: blocks } = reply;
	const usage = usageOf(reply.usage, reading.price);
	if (stopReason.startsWith("malformed_")) throw malformed(reading, stopReason, usage);
	const answered = blocks.some(({ toolUse }) => toolUse !== undefined && toolUse.name === reading.answerTool);
	const content = blocks.flatMap((block) => parts(reading, block, answered));
	if (stopReason === "model_context_window_exceeded" && content.length === 0) throw noRoom(reading, usage);
	return {
		content,
		finish: finishOf(stopReason, content),
		usage,
		raw: reply,
	};
}

/** @param answered the answer is a tool's input: text beside it is thinking aloud */
function parts({ answerTool, splitThinking }: Reading, block: ReplyBlock, answered: boolean): Part[] {
	const { text, toolUse, reasoningContent, citationsContent } = block;
	if (text !== undefined) {
		const { thinking, answer } = splitThinking ? thinkingIn(text) : { thinking: "", answer: text };
		return [...thought(thinking), ...(answered ? thought(answer.trim()) : said(answer))];
	}
	if (toolUse !== undefined) {
		const { toolUseId: id = "", name = "", json } = toolUse;
		const input = json === undefined ? (toolUse.input ?? {}) : readInput(json);
		if (name !== answerTool) return [{ type: "toolCall", id, name, input }];
		return said(json ?? (typeof input === "string" ? input : JSON.stringify(input)));
	}
	const { reasoningText, redactedContent } = reasoningContent ?? {};
	if (redactedContent !== undefined) {
		return [{ type: "reasoning", text: "", redacted: Buffer.from(redactedContent).toString("base64") }];
	}
	if (reasoningText !== undefined) {
		const { text: words = "", signature } = reasoningText;
		return [{ type: "reasoning", text: words, ...(signature === undefined ? {} : { signature }) }];
	}
	return said(citationsContent?.content?.map((piece) => piece.text ?? "").join("") ?? "");
}

function said(text: string): Part[] {
	return text === "" ? [] : [{ type: "text", text }];
}

function thought(text: string): Part[] {
	return text === "" ? [] : [{ type: "reasoning", text }];
}

function thinkingIn(text: string): { readonly thinking: string; readonly answer: string } {
	const splitter = thinkingSplitter();
	const [first, last] = [splitter.push(text), splitter.end()];
	return { thinking: (first.thinking + last.thinking).trim(), answer: first.text + last.text };
}

// junk stays as text, so that who runs the tool can tell the model what was wrong
function readInput(json: string): unknown {
	try {
		return json.trim() === "" ? {} : JSON.parse(json);
	} catch {
		return json;
	}
}

function finishOf(stopReason: string, content: readonly Part[]): Finish {
	if (stopReason === "guardrail_intervened" || stopReason === "content_filtered") return "blocked";
	if (stopReason === "max_tokens" || stopReason === "model_context_window_exceeded") return "length";
	return content.some((part) => part.type === "toolCall") ? "tool" : "stop";
}

/** Bedrock counts what the prompt cache read or took apart from `inputTokens` already. */
export function usageOf(wire: ConverseUsage | undefined, price: Price | null): Usage {
	const counts = {
		inputTokens: wire?.inputTokens ?? 0,
		outputTokens: wire?.outputTokens ?? 0,
		cachedInputTokens: wire?.cacheReadInputTokens ?? 0,
		cacheWriteTokens: wire?.cacheWriteInputTokens ?? 0,
	};
	// what stays in the cache for an hour costs more to write than what the price is for, five minutes
	const longer = wire?.cacheDetails?.some(({ ttl, inputTokens = 0 }) => ttl !== "5m" && inputTokens > 0) ?? false;
	return { ...counts, costUsd: wire === undefined || longer ? null : costOf(counts, price), calls: 1 };
}

function malformed({ who, model }: Reading, stopReason: string, usage: Usage): ModelError {
	const what = stopReason === "malformed_tool_use" ? "a tool call" : "an answer";
	return new ModelError(
		`${who}: expected ${what} that can be read, found one that is malformed (${stopReason}). Simplify the schema, raise maxTokens, or take a larger model.`,
		{ model, retryable: false, usage: { ...usage } },
	);
}

function noRoom({ who, model }: Reading, usage: Usage): ModelError {
	return new ModelError(
		`${who}: expected room for an answer, found the model's context full. Shorten the conversation or its documents.`,
		{ model, retryable: false, usage: { ...usage } },
	);
}
