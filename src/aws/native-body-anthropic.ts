import { ConfigError } from "../core/errors.ts";
import type { ConverseBlock, ConverseEvent, ConverseTools, ConverseUsage, ReplyBlock } from "./converse-types.ts";
import type { Body, NativeBody } from "./native-body.ts";

interface Answer {
	readonly content?: readonly Block[] | null;
	readonly stop_reason?: string | null;
	readonly usage?: WireUsage | null;
}

interface Block {
	readonly type?: string;
	readonly text?: string;
	readonly thinking?: string;
	readonly signature?: string;
	/** Of a thought that is shown to nobody, base64. */
	readonly data?: string;
	readonly id?: string;
	readonly name?: string;
	readonly input?: unknown;
}

interface WireUsage {
	readonly input_tokens?: number;
	readonly output_tokens?: number;
	readonly cache_read_input_tokens?: number | null;
	readonly cache_creation_input_tokens?: number | null;
}

/** One event of a streamed answer. */
interface Piece {
	readonly index?: number;
	readonly message?: { readonly usage?: WireUsage };
	readonly content_block?: Block;
	readonly delta?: {
		readonly text?: string;
		readonly thinking?: string;
		readonly signature?: string;
		readonly partial_json?: string;
		readonly stop_reason?: string | null;
	};
	readonly usage?: WireUsage;
}

/**
 * Anthropic's body: the Messages API as Bedrock takes it. Of documents it takes PDF.
 *
 * @see Amazon Bedrock User Guide, "Anthropic Claude Messages API"
 */
export const anthropicBody: NativeBody = {
	fits: (can) => ({ ...can, nativeJson: false }),
	streams: () => true,
	write({ system = [], messages, inferenceConfig = {}, toolConfig, additionalModelRequestFields }) {
		const { maxTokens, temperature, topP, stopSequences } = inferenceConfig;
		return {
			anthropic_version: "bedrock-2023-05-31",
			max_tokens: maxTokens,
			...(system.length === 0 ? {} : { system: system.map(({ text }) => text).join("\n\n") }),
			messages: messages.map(({ role, content }) => ({ role, content: content.map(writeBlock) })),
			...(toolConfig === undefined ? {} : writeTools(toolConfig)),
			...(temperature === undefined ? {} : { temperature }),
			...(topP === undefined ? {} : { top_p: topP }),
			...(stopSequences === undefined ? {} : { stop_sequences: stopSequences }),
			...additionalModelRequestFields,
		};
	},
	read(answer) {
		const { content, stop_reason, usage } = (answer ?? {}) as Answer;
		if (!Array.isArray(content)) return null;
		return {
			content: (content as readonly Block[]).flatMap(readBlock),
			stopReason: stopReason(stop_reason),
			usage: readUsage(usage ?? {}),
		};
	},
	pieces,
};

function writeBlock(block: ConverseBlock): Body {
	if ("text" in block) return { type: "text", text: block.text };
	if ("toolUse" in block) {
		const { toolUseId, name, input } = block.toolUse;
		return { type: "tool_use", id: toolUseId, name, input };
	}
	if ("toolResult" in block) {
		const { toolUseId, content, status } = block.toolResult;
		return {
			type: "tool_result",
			tool_use_id: toolUseId,
			content: content.map(({ text }) => ({ type: "text", text })),
			...(status === undefined ? {} : { is_error: true }),
		};
	}
	if ("image" in block) return media("image", `image/${block.image.format}`, block.image.source.bytes);
	if ("document" in block) {
		const { format, source } = block.document;
		if (format === "pdf") return media("document", "application/pdf", source.bytes);
		throw new ConfigError(
			`aws.invoke: expected a PDF, found a document in ${format}: Anthropic's own body takes no other. Take aws.bedrock, whose Converse does.`,
		);
	}
	const thought = block.reasoningContent;
	if ("reasoningText" in thought) {
		return { type: "thinking", thinking: thought.reasoningText.text, signature: thought.reasoningText.signature };
	}
	return { type: "redacted_thinking", data: Buffer.from(thought.redactedContent).toString("base64") };
}

function media(type: "image" | "document", media_type: string, bytes: Uint8Array): Body {
	return { type, source: { type: "base64", media_type, data: Buffer.from(bytes).toString("base64") } };
}

function writeTools({ tools, toolChoice }: ConverseTools): Body {
	const written = tools.map(({ toolSpec: { name, description, inputSchema } }) => ({
		name,
		...(description === undefined ? {} : { description }),
		input_schema: inputSchema.json,
	}));
	if (toolChoice === undefined) return { tools: written };
	const choice = "tool" in toolChoice ? { type: "tool", name: toolChoice.tool.name } : { type: "any" };
	return { tools: written, tool_choice: choice };
}

function readBlock({ type, text, thinking, signature, data = "", id, name, input }: Block): ReplyBlock[] {
	if (type === "text") return [{ text }];
	if (type === "tool_use") return [{ toolUse: { toolUseId: id, name, input } }];
	if (type === "thinking") return [{ reasoningContent: { reasoningText: { text: thinking, signature } } }];
	if (type === "redacted_thinking") return [{ reasoningContent: { redactedContent: Buffer.from(data, "base64") } }];
	return [];
}

function stopReason(reason: string | null | undefined): string | undefined {
	if (reason === "refusal") return "content_filtered";
	return reason === "pause_turn" ? "end_turn" : (reason ?? undefined);
}

function readUsage(usage: WireUsage): ConverseUsage {
	return {
		inputTokens: usage.input_tokens,
		outputTokens: usage.output_tokens,
		cacheReadInputTokens: usage.cache_read_input_tokens ?? undefined,
		cacheWriteInputTokens: usage.cache_creation_input_tokens ?? undefined,
	};
}

/** The input is counted in the first piece, the output in the last: what is known is told together. */
function pieces(): (piece: unknown) => readonly ConverseEvent[] {
	let usage: WireUsage = {};
	return (piece) => {
		const { index: contentBlockIndex = 0, message, content_block: block, delta = {}, usage: more } = piece as Piece;
		const events: ConverseEvent[] = [];
		const add = (inner: NonNullable<NonNullable<ConverseEvent["contentBlockDelta"]>["delta"]>) =>
			events.push({ contentBlockDelta: { contentBlockIndex, delta: inner } });
		if (block?.type === "tool_use") {
			const toolUse = { toolUseId: block.id, name: block.name };
			events.push({ contentBlockStart: { contentBlockIndex, start: { toolUse } } });
		}
		if (block?.type === "redacted_thinking") {
			add({ reasoningContent: { redactedContent: Buffer.from(block.data ?? "", "base64") } });
		}
		if (delta.text !== undefined) add({ text: delta.text });
		if (delta.partial_json !== undefined) add({ toolUse: { input: delta.partial_json } });
		if (delta.thinking !== undefined) add({ reasoningContent: { text: delta.thinking } });
		if (delta.signature !== undefined) add({ reasoningContent: { signature: delta.signature } });
		if (delta.stop_reason) events.push({ messageStop: { stopReason: stopReason(delta.stop_reason) } });
		if (message?.usage !== undefined || more !== undefined) {
			usage = { ...usage, ...message?.usage, ...more };
			events.push({ metadata: { usage: readUsage(usage) } });
		}
		return events;
	};
}
