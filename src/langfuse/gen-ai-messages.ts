import type { Finish, Part } from "../model/model.ts";
import type { StoredRequest } from "../model/request-key.ts";

/** Why a model stopped, in the words of the conventions. */
const finishes: Readonly<Record<Finish, string>> = {
	stop: "stop",
	length: "length",
	tool: "tool_call",
	blocked: "content_filter",
};

/**
 * Why a model stopped, as the GenAI conventions call it.
 *
 * @example
 * finishReason("blocked") // => "content_filter"
 */
export function finishReason(finish: Finish): string {
	return finishes[finish];
}

/** A message of the conventions: `gen_ai.input.messages` holds a list of them as JSON. */
export interface GenAiMessage {
	readonly role: string;
	readonly parts: readonly Readonly<Record<string, unknown>>[];
	readonly finish_reason?: string;
}

/**
 * A request's messages in the form of the GenAI conventions; the system prompt is an attribute of its own there. Tool
 * results, which travel in a user turn with us, have the role "tool".
 *
 * @example
 * inputMessages({ messages: [{ role: "user", content: [{ type: "text", text: "Hi" }] }] }) // => [{ role: "user", parts: [{ type: "text", content: "Hi" }] }]
 */
export function inputMessages({ messages }: Pick<StoredRequest, "messages">): readonly GenAiMessage[] {
	return messages.map(({ role, content }) => {
		const parts = content as readonly Part[];
		const results = parts.length > 0 && parts.every(({ type }) => type === "toolResult");
		return { role: results ? "tool" : role, parts: parts.map(messagePart) };
	});
}

/** A model's answer in the form of the GenAI conventions. */
export function outputMessages(content: readonly Part[], finish: Finish): readonly GenAiMessage[] {
	return [{ role: "assistant", parts: content.map(messagePart), finish_reason: finishReason(finish) }];
}

function messagePart(part: Part): Readonly<Record<string, unknown>> {
	if (part.type === "text") return { type: "text", content: part.text };
	if (part.type === "reasoning") return { type: "reasoning", content: part.text };
	if (part.type === "toolCall") return { type: "tool_call", id: part.id, name: part.name, arguments: part.input };
	if (part.type === "toolResult") return { type: "tool_call_response", id: part.id, response: part.content };
	return { ...part }; // images and documents are named by their hash in a stored request
}
