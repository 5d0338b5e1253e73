import { createHash } from "node:crypto";
import type { ModelFacts } from "../catalogue.ts";
import { findModel } from "../find-model.ts";
import type { Loose } from "../loose.ts";
import type { Answer } from "../types.ts";
import type { CallPlace, World } from "../world.ts";
import { echo, tokensOf } from "./converse.ts";

const json = "application/json";

/** InvokeModel: the native body of each family, and its pieces. */
export const invoke = {
	InvokeModel(input: Loose, world: World, { region }: CallPlace): Answer {
		const { family } = findModel(world, input.modelId, region);
		const body = nativeAnswer(family, JSON.parse(Buffer.from(input.body).toString("utf8")));
		return { output: { body: JSON.stringify(body), contentType: json } };
	},
	InvokeModelWithResponseStream(input: Loose, world: World, { region }: CallPlace): Answer {
		const { family } = findModel(world, input.modelId, region);
		const pieces = nativePieces(family, JSON.parse(Buffer.from(input.body).toString("utf8")));
		const stream = pieces.map((piece) => ({ chunk: { bytes: Buffer.from(JSON.stringify(piece)) } }));
		return { stream, output: { contentType: json } };
	},
};

function nativeAnswer(family: ModelFacts["family"], body: Loose): object {
	const text = body.prompt === undefined ? echo(body.messages) : `echo: ${body.prompt}`;
	const [input, output] = [tokensOf(JSON.stringify(body)), tokensOf(text)];
	switch (family) {
		case "anthropic":
			return {
				id: "msg_fake",
				type: "message",
				role: "assistant",
				model: "fake",
				content: [{ type: "text", text }],
				stop_reason: "end_turn",
				stop_sequence: null,
				usage: { input_tokens: input, output_tokens: output },
			};
		case "llama":
			return {
				generation: text,
				prompt_token_count: input,
				generation_token_count: output,
				stop_reason: "stop",
			};
		case "titan-embed-v1":
		case "titan-embed":
			return {
				embedding: vector(body.inputText, body.dimensions ?? 1024),
				inputTextTokenCount: tokensOf(body.inputText),
			};
		case "cohere-embed": {
			const texts: readonly string[] = body.texts ?? [];
			const embeddings = texts.map((item) => vector(item, body.output_dimension ?? 1024));
			const byType = body.embedding_types === undefined ? embeddings : { float: embeddings };
			return {
				id: "fake",
				response_type: body.embedding_types ? "embeddings_by_type" : "embeddings_floats",
				embeddings: byType,
				texts,
			};
		}
		case "openai":
			return {
				id: "chatcmpl-fake",
				object: "chat.completion",
				model: "fake",
				choices: [{ index: 0, message: { role: "assistant", content: text }, finish_reason: "stop" }],
				usage: { prompt_tokens: input, completion_tokens: output, total_tokens: input + output },
			};
		default:
			return {
				output: { message: { role: "assistant", content: [{ text }] } },
				stopReason: "end_turn",
				usage: { inputTokens: input, outputTokens: output, totalTokens: input + output },
			};
	}
}

function nativePieces(family: ModelFacts["family"], body: Loose): object[] {
	const text = body.prompt === undefined ? echo(body.messages) : `echo: ${body.prompt}`;
	const halves = [text.slice(0, text.length / 2), text.slice(text.length / 2)];
	const [input, output] = [tokensOf(JSON.stringify(body)), tokensOf(text)];
	if (family === "anthropic")
		return [
			{
				type: "message_start",
				message: { role: "assistant", content: [], usage: { input_tokens: input, output_tokens: 1 } },
			},
			{ type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
			...halves.map((half) => ({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text: half } })),
			{ type: "content_block_stop", index: 0 },
			{ type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: output } },
			{ type: "message_stop" },
		];
	if (family === "llama")
		return halves.map((half, index) => ({
			generation: half,
			prompt_token_count: index === 0 ? input : null,
			generation_token_count: index === 0 ? 1 : output,
			stop_reason: index === 0 ? null : "stop",
		}));
	if (family === "nova")
		return [
			{ messageStart: { role: "assistant" } },
			...halves.map((half) => ({ contentBlockDelta: { delta: { text: half }, contentBlockIndex: 0 } })),
			{ contentBlockStop: { contentBlockIndex: 0 } },
			{ messageStop: { stopReason: "end_turn" } },
			{ metadata: { usage: { inputTokens: input, outputTokens: output, totalTokens: input + output } } },
		];
	return [nativeAnswer(family, body)];
}

/** A direction of unit length that depends on the text alone. */
function vector(text: string, length: number): number[] {
	const bytes = createHash("sha512").update(text).digest();
	const values = Array.from({ length }, (_, index) => Math.sin((bytes[index % bytes.length] ?? 0) + index));
	const norm = Math.hypot(...values);
	return values.map((value) => value / norm);
}
