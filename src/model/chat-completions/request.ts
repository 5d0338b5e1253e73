import type { Json } from "../../core/json.ts";
import type { JsonSchema } from "../../core/schema.ts";
import { type Message, type ModelRequest, type ToolChoice, textOf } from "../model.ts";

type Body = Record<string, unknown>;

export interface BodyOptions {
	/** Left out where the server has only one. */
	readonly model?: string | undefined;
	readonly maxTokensField: "max_tokens" | "max_completion_tokens";
	readonly extra: Readonly<Record<string, Json>>;
}

/** A request in the words of chat completions. */
export function requestBody(options: BodyOptions): (request: ModelRequest, stream: boolean) => Body {
	const closed = rememberClosed();
	return (request, stream) => {
		const { system, tools, toolChoice, output, seed } = request;
		const body: Body = {
			...(options.model === undefined ? {} : { model: options.model }),
			messages: [
				...(system === undefined ? [] : [{ role: "system", content: system }]),
				...request.messages.flatMap(messageBody),
			],
		};
		if (tools !== undefined && tools.length > 0) {
			body.tools = tools.map(({ name, description, input }) => ({
				type: "function",
				function: { name, description, parameters: input },
			}));
			if (toolChoice !== undefined) body.tool_choice = toolChoiceBody(toolChoice);
		}
		if (output !== undefined) {
			body.response_format = {
				type: "json_schema",
				json_schema: { name: "output", schema: output, strict: closed(output) },
			};
		}
		if (request.temperature !== undefined) body.temperature = request.temperature;
		if (request.topP !== undefined) body.top_p = request.topP;
		if (request.maxTokens !== undefined) body[options.maxTokensField] = request.maxTokens;
		if (request.stop !== undefined && request.stop.length > 0) body.stop = request.stop;
		if (seed !== undefined) body.seed = seed + (request.sample ?? 0); // else each repeat would give the same answer
		if (request.logprobs) Object.assign(body, { logprobs: true, top_logprobs: 5 });
		if (stream) Object.assign(body, { stream: true, stream_options: { include_usage: true } });
		return Object.assign(body, options.extra);
	};
}

/** Tool results are messages of their own there; reasoning is not sent back. */
function messageBody({ role, content }: Message): Body[] {
	const text = textOf(content);
	if (role === "user") {
		const results = content.flatMap((part) =>
			part.type === "toolResult"
				? [{ role: "tool", tool_call_id: part.id, content: part.isError ? `Error: ${part.content}` : part.content }]
				: [],
		);
		return results.length > 0 && text === "" ? results : [...results, { role, content: text }];
	}
	const calls = content.flatMap((part) =>
		part.type === "toolCall"
			? [{ id: part.id, type: "function", function: { name: part.name, arguments: JSON.stringify(part.input) } }]
			: [],
	);
	return [calls.length === 0 ? { role, content: text } : { role, content: text || null, tool_calls: calls }];
}

function toolChoiceBody(choice: ToolChoice): unknown {
	if (choice === "any") return "required";
	return typeof choice === "string" ? choice : { type: "function", function: { name: choice.tool } };
}

/** Whether a schema may be sent as strict; looked at once for each schema, since programs send the same one row by row. */
function rememberClosed(): (schema: JsonSchema) => boolean {
	const known = new WeakMap<JsonSchema, boolean>();
	return (schema) => {
		const answer = known.get(schema) ?? isClosed(schema);
		known.set(schema, answer);
		return answer;
	};
}

/** Strict mode wants every object to forbid other keys and to require all of its own. */
function isClosed(schema: unknown): boolean {
	if (typeof schema !== "object" || schema === null) return true;
	if (Array.isArray(schema)) return schema.every(isClosed);
	const { type, properties, required, additionalProperties } = schema as Record<string, unknown>;
	if (type === "object" || properties !== undefined) {
		const names = Object.keys((properties ?? {}) as object);
		if (additionalProperties !== false || !Array.isArray(required)) return false;
		if (!names.every((name) => required.includes(name))) return false;
	}
	return Object.values(schema).every(isClosed);
}
