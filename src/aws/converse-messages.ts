import { ConfigError } from "../core/errors.ts";
import type { DocumentPart, Message, ModelRequest, Part } from "../model/model.ts";
import { calledName } from "./converse-tools.ts";
import type { ConverseBlock, ConverseMessage } from "./converse-types.ts";

/** What the model takes, of what a message may hold. */
export interface MessageNeeds {
	/** The beginning of an error's sentence: "aws.bedrock: nova-lite". */
	readonly who: string;
	/** What to do where nobody knows what the model reads; null: it is known. */
	readonly unlisted: string | null;
	readonly images: boolean;
	readonly documents: boolean;
	/** Whether a tool result may carry the mark of an error; else the mark is put into words. */
	readonly toolStatus: boolean;
}

/**
 * A conversation in the words of Converse.
 *
 * Bedrock refuses blank texts and two turns of one role in a row, so blanks are left out and neighbours joined. Tool results
 * stand first in their turn. A thought is handed back only with the provider's own signature.
 *
 * @throws ConfigError when the first turn is not the user's, or a turn holds what the model does not take
 */
export function converseMessages(needs: MessageNeeds, request: ModelRequest): ConverseMessage[] {
	const turns: { role: Message["role"]; content: ConverseBlock[] }[] = [];
	const names = documentNames();
	for (const { role, content } of request.messages) {
		const blocks = content.flatMap((part) => block(needs, role, part, names) ?? []);
		const last = turns.at(-1);
		if (blocks.length === 0) continue;
		if (last?.role === role) last.content.push(...blocks);
		else turns.push({ role, content: blocks });
	}
	const [first] = turns;
	if (first?.role !== "user") {
		const found = first === undefined ? "nothing but blanks" : "the model's turn";
		throw new ConfigError(
			`${needs.who}: expected the conversation to begin with a turn of the user, found ${found}. Put a user message with text in front.`,
		);
	}
	for (const { content } of turns) {
		content.sort((a, b) => Number("toolResult" in b) - Number("toolResult" in a));
		if (content.some((part) => "document" in part) && !content.some((part) => "text" in part)) {
			throw new ConfigError(
				`${needs.who}: expected text beside a document, found the document alone: Bedrock refuses it. Say in the same turn what to do with it.`,
			);
		}
	}
	return turns;
}

function block(
	needs: MessageNeeds,
	role: Message["role"],
	part: Part,
	documentName: (part: DocumentPart) => string,
): ConverseBlock | null {
	switch (part.type) {
		case "text":
			return part.text.trim() === "" ? null : { text: part.text };
		case "reasoning": {
			if (part.redacted !== undefined) {
				return { reasoningContent: { redactedContent: Buffer.from(part.redacted, "base64") } };
			}
			const { text, signature } = part;
			return signature === undefined ? null : { reasoningContent: { reasoningText: { text, signature } } };
		}
		case "toolCall":
			return { toolUse: { toolUseId: callId(part.id), name: calledName(part.name), input: asObject(part.input) } };
		case "toolResult": {
			const marked = part.isError && needs.toolStatus;
			const text = part.isError && !marked ? `Error: ${part.content}` : part.content;
			return {
				toolResult: {
					toolUseId: callId(part.id),
					content: [{ text: text.trim() === "" ? "(nothing)" : text }],
					...(marked ? { status: "error" as const } : {}),
				},
			};
		}
		case "image":
			if (role !== "user" || !needs.images) throw misplaced(needs, role, "an image", needs.images);
			return { image: { format: part.format, source: { bytes: part.bytes } } };
		case "document": {
			if (role !== "user" || !needs.documents) throw misplaced(needs, role, "a document", needs.documents);
			const { format, bytes } = part;
			return { document: { format, name: documentName(part), source: { bytes } } };
		}
	}
}

/** Calls of another model may have names that Bedrock does not take. */
function callId(id: string): string {
	return id.replace(/[^a-zA-Z0-9_.:-]/g, "_") || "call";
}

function misplaced({ who, unlisted }: MessageNeeds, role: Message["role"], what: string, taken: boolean): ConfigError {
	if (role === "user" || !taken) {
		return new ConfigError(
			`${who}: expected a request without ${what}, found one: ${unlisted ?? "this model reads none. Take one that does (aws.models() lists what each reads), or put it into words."}`,
		);
	}
	return new ConfigError(`${who}: expected ${what} in a turn of the user, found it in the model's. Move it.`);
}

// a call whose input was no JSON object is shown to the model as it wrote it
function asObject(input: unknown): unknown {
	return typeof input === "object" && input !== null && !Array.isArray(input) ? input : { invalid: input };
}

/** Bedrock takes letters, digits, single spaces, hyphens and brackets in the name of a document, and each name once. */
function documentNames(): (part: DocumentPart) => string {
	const taken = new Set<string>();
	return ({ name }) => {
		const clean =
			name
				.replace(/[^\p{Script=Latin}\p{N}\-()[\]]+/gu, " ")
				.normalize("NFKD")
				.replace(/[^a-zA-Z0-9\-()[\] ]/g, "")
				.trim() || "document";
		let free = clean;
		for (let number = 2; taken.has(free); number++) free = `${clean} (${number})`;
		taken.add(free);
		return free;
	};
}
