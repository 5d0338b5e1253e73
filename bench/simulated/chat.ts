/** A chat request as both doors of the simulator see it: over HTTP in OpenAI's form, in the process as a `ModelRequest`. */
import { stableStringify } from "../../src/core/json.ts";
import type { JsonSchema } from "../../src/core/schema.ts";
import { type ModelRequest, textOf } from "../../src/model/model.ts";

export interface Chat {
	readonly turns: readonly { readonly role: string; readonly text: string }[];
	/** The JSON that was asked for: its schema, `true` for any object, absent for text. */
	readonly json?: JsonSchema | true;
	/** The whole request, with everything that tells it from another. */
	readonly key: string;
}

interface Body {
	readonly messages: readonly { readonly role: string; readonly content: unknown }[];
	readonly response_format?: { readonly type?: string; readonly json_schema?: { readonly schema?: JsonSchema } };
}

export function chatOfBody(body: unknown): Chat {
	const { messages, response_format: format } = body as Body;
	const json = format?.json_schema?.schema ?? (format?.type === "json_object" ? true : undefined);
	return {
		turns: messages.map(({ role, content }) => ({ role, text: contentText(content) })),
		...(json === undefined ? {} : { json }),
		key: stableStringify(body),
	};
}

export function chatOfRequest(request: ModelRequest): Chat {
	const { system, messages, output } = request;
	return {
		turns: [
			...(system === undefined ? [] : [{ role: "system", text: system }]),
			...messages.map(({ role, content }) => ({ role, text: textOf(content) })),
		],
		...(output === undefined ? {} : { json: output }),
		key: stableStringify(request),
	};
}

/** Everything but what the model itself said. */
export function askedText(chat: Chat): string {
	return chat.turns
		.filter(({ role }) => role !== "assistant")
		.map(({ text }) => text)
		.join("\n");
}

/** Tokens of a text as the simulator counts them: 1.3 a word, as English has. */
export function tokensOf(text: string): number {
	return Math.ceil((text.match(/\S+/g)?.length ?? 0) * 1.3);
}

function contentText(content: unknown): string {
	if (typeof content === "string") return content;
	if (!Array.isArray(content)) return "";
	return content.map((part: { readonly text?: string }) => part.text ?? "").join("");
}
