import type { ConverseBlock, ConverseEvent, ConverseReply, ConverseUsage, ReplyBlock } from "./converse-types.ts";
import type { Body, NativeBody } from "./native-body.ts";

interface NovaAnswer {
	readonly output?: { readonly message?: { readonly content?: readonly ReplyBlock[] } };
	readonly stopReason?: string;
	readonly usage?: NovaUsage;
}

/** Nova's own names for what was read from and written to the cache. */
interface NovaUsage extends ConverseUsage {
	readonly cacheReadInputTokenCount?: number;
	readonly cacheWriteInputTokenCount?: number;
}

/**
 * Amazon Nova's body, "messages-v1": Converse's own words, with the bytes of media in base64.
 *
 * @see Amazon Nova User Guide, "Complete request schema"
 */
export const novaBody: NativeBody = {
	fits: (can) => ({ ...can, nativeJson: false }),
	streams: () => true,
	write: ({ system, messages, inferenceConfig, toolConfig, additionalModelRequestFields }) => ({
		schemaVersion: "messages-v1",
		...(system === undefined ? {} : { system }),
		messages: messages.map(({ role, content }) => ({ role, content: content.map(writeBlock) })),
		...(inferenceConfig === undefined ? {} : { inferenceConfig }),
		...(toolConfig === undefined ? {} : { toolConfig }),
		...additionalModelRequestFields,
	}),
	read(answer): ConverseReply | null {
		const { output, stopReason, usage } = (answer ?? {}) as NovaAnswer;
		const content = output?.message?.content;
		return Array.isArray(content) ? { content, stopReason, usage: readUsage(usage) } : null;
	},
	pieces: () => (piece) => {
		const event = piece as ConverseEvent;
		const { metadata } = event;
		return [metadata === undefined ? event : { ...event, metadata: { ...metadata, usage: readUsage(metadata.usage) } }];
	},
};

function writeBlock(block: ConverseBlock): Body {
	if ("image" in block) return { image: { ...block.image, source: inBase64(block.image.source) } };
	if ("document" in block) return { document: { ...block.document, source: inBase64(block.document.source) } };
	return block;
}

function inBase64({ bytes }: { readonly bytes: Uint8Array }): Body {
	return { bytes: Buffer.from(bytes).toString("base64") };
}

function readUsage(usage: NovaUsage | undefined): ConverseUsage | undefined {
	if (usage === undefined) return undefined;
	const { cacheReadInputTokenCount: read, cacheWriteInputTokenCount: written, ...rest } = usage;
	return { cacheReadInputTokens: read, cacheWriteInputTokens: written, ...rest };
}
