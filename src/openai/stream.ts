import type { Price, TokenLogprob } from "../model/model.ts";
import { brokenAnswer, readProblem } from "./errors.ts";
import {
	type Answer,
	assemble,
	readAnswer,
	tokenLogprob,
	usageOf,
	type WireLogprob,
	type WireToolCall,
	type WireUsage,
} from "./response.ts";
import type { Server } from "./server.ts";
import { serverSentEvents } from "./sse.ts";

interface Chunk {
	readonly choices?: readonly {
		readonly delta?: Delta | null;
		readonly finish_reason?: string | null;
		readonly logprobs?: { readonly content?: readonly WireLogprob[] | null } | null;
	}[];
	readonly usage?: WireUsage | null;
	readonly error?: unknown;
}

interface Delta {
	readonly content?: string | null;
	readonly reasoning_content?: string | null;
	readonly reasoning?: string | null;
	readonly refusal?: string | null;
	readonly tool_calls?: readonly (WireToolCall & { readonly index?: number })[] | null;
}

interface GrowingCall {
	id: string;
	name: string;
	input: string;
}

/**
 * Reads an answer piece by piece, telling its text on the way.
 *
 * @throws ModelError when the server reports an error in the stream, or the stream ends before the answer does
 */
export async function readStream(
	server: Server,
	response: Response,
	price: Price | null,
	onDelta: (text: string) => void,
): Promise<Answer> {
	if (response.body === null || response.headers.get("content-type")?.includes("application/json")) {
		const answer = await readAnswer(server, response, price); // a server that does not stream
		for (const part of answer.content) if (part.type === "text") onDelta(part.text);
		return answer;
	}
	const text = { content: "", reasoning: "", refusal: "" };
	const calls: GrowingCall[] = [];
	const logprobs: TokenLogprob[] = [];
	let usage: WireUsage | null = null;
	let reason: string | null = null;
	let done = false;

	for await (const data of serverSentEvents(response.body)) {
		if (data === "[DONE]") {
			done = true;
			break;
		}
		const chunk = parseChunk(server, data);
		if (chunk.usage) usage = chunk.usage;
		const choice = chunk.choices?.[0]; // none in the chunk that brings the usage
		if (choice?.finish_reason) reason = choice.finish_reason;
		for (const token of choice?.logprobs?.content ?? []) logprobs.push(tokenLogprob(token));

		const delta = choice?.delta ?? {};
		text.reasoning += delta.reasoning_content ?? delta.reasoning ?? "";
		text.refusal += delta.refusal ?? "";
		for (const piece of delta.tool_calls ?? []) grow(calls, piece);
		if (delta.content) {
			text.content += delta.content;
			onDelta(delta.content);
		}
	}
	if (!done && reason === null) throw brokenAnswer(server, "a stream that ended before the answer did", true);

	const tool_calls = calls.flatMap(({ id, name, input }) => ({ id, function: { name, arguments: input } }));
	return {
		...assemble({ ...text, tool_calls }, reason),
		usage: usageOf(usage, price),
		...(logprobs.length > 0 ? { logprobs } : {}),
	};
}

function parseChunk(server: Server, data: string): Chunk {
	let chunk: Chunk;
	try {
		chunk = JSON.parse(data) as Chunk;
	} catch {
		throw brokenAnswer(server, `"${data.slice(0, 100)}"`, true);
	}
	if (chunk.error) throw brokenAnswer(server, `an error in the stream: ${readProblem(data).message}`, true);
	return chunk;
}

/** A call's name comes first, its arguments bit by bit; servers that send no index send each call whole. */
function grow(calls: GrowingCall[], piece: WireToolCall & { readonly index?: number }): void {
	const index = piece.index ?? Math.max(0, piece.id ? calls.length : calls.length - 1);
	const call = calls[index] ?? { id: "", name: "", input: "" };
	calls[index] = call;
	call.id ||= piece.id ?? "";
	call.name ||= piece.function?.name ?? "";
	call.input += piece.function?.arguments ?? "";
}
