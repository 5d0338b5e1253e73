import { piecesOf } from "../frames.ts";
import type { Loose } from "../loose.ts";
import type { Answer } from "../types.ts";
import { WireError } from "../wire-error.ts";
import type { World } from "../world.ts";
import { echo, tokensOf } from "./converse.ts";

const id = "chatcmpl-fake";

/** SageMaker endpoints that answer the two usual bodies: { inputs } of text generation, { messages } of OpenAI. */
export const endpoints = {
	InvokeEndpoint(input: Loose, world: World): Answer {
		const body = bodyFor(input, world);
		const text = textFor(body);
		return { output: { Body: JSON.stringify(wholeAnswer(body, text)), ContentType: "application/json" } };
	},
	/** Lines of server-sent events, cut into parts that mind neither lines nor characters. */
	InvokeEndpointWithResponseStream(input: Loose, world: World): Answer {
		const body = bodyFor(input, world);
		const lines = Buffer.from(streamLines(body, textFor(body)).join(""));
		const parts = [...piecesOf(lines, [31, 7, 64])];
		return {
			output: { ContentType: "text/event-stream" },
			stream: parts.map((Bytes) => ({ PayloadPart: { Bytes } })),
		};
	},
};

function bodyFor({ EndpointName, Body }: Loose, { options, account }: World): Loose {
	if (options.endpoints !== undefined && !options.endpoints.includes(EndpointName))
		throw new WireError("ValidationError", `Endpoint ${EndpointName} of account ${account} not found.`, 400);
	let body: Loose;
	try {
		body = JSON.parse(Buffer.from(Body ?? []).toString("utf8"));
	} catch {
		body = null;
	}
	if (typeof body?.inputs === "string" || Array.isArray(body?.messages)) return body;
	throw new WireError("ModelError", "Received client error (400) from primary: expected inputs or messages", 424);
}

function textFor(body: Loose): string {
	return body.messages === undefined ? `echo: ${body.inputs}` : echo(body.messages.map(asBlocks));
}

function asBlocks(message: Loose): object {
	return { content: typeof message.content === "string" ? [message.content] : (message.content ?? []) };
}

function wholeAnswer(body: Loose, text: string): unknown {
	if (body.messages === undefined) return [{ generated_text: text }];
	const message = { role: "assistant", content: text };
	return {
		id,
		object: "chat.completion",
		choices: [{ index: 0, message, finish_reason: "stop" }],
		usage: usageOf(body, text),
	};
}

function streamLines(body: Loose, text: string): string[] {
	const line = (event: object) => `data: ${JSON.stringify(event)}\n\n`;
	const words = text.split(/(?<= )/);
	if (body.messages === undefined)
		return words.map((word, index) => {
			const last = index === words.length - 1;
			const details = last ? { finish_reason: "eos_token", generated_tokens: words.length } : null;
			return line({ token: { id: index, text: word, special: false }, generated_text: last ? text : null, details });
		});
	const chunk = (delta: object, finish_reason: string | null) =>
		line({ id, object: "chat.completion.chunk", choices: [{ index: 0, delta, finish_reason }] });
	return [
		...words.map((content) => chunk({ content }, null)),
		chunk({}, "stop"),
		line({ id, object: "chat.completion.chunk", choices: [], usage: usageOf(body, text) }),
		"data: [DONE]\n\n",
	];
}

function usageOf(body: Loose, text: string): object {
	const [prompt_tokens, completion_tokens] = [tokensOf(JSON.stringify(body)), tokensOf(text)];
	return { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens };
}
