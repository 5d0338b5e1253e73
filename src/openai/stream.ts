import { serverSentEvents } from "../core/server-sent-events.ts";
import type { Answer } from "../model/chat-completions/response.ts";
import { type Chunk, growingCompletion } from "../model/chat-completions/stream.ts";
import type { Price } from "../model/model.ts";
import { brokenAnswer, readProblem } from "./errors.ts";
import { readAnswer } from "./response.ts";
import type { Server } from "./server.ts";

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
	const growing = growingCompletion(onDelta);
	let done = false;
	for await (const data of serverSentEvents(bytesOf(response.body))) {
		if (data === "[DONE]") {
			done = true;
			break;
		}
		growing.add(parseChunk(server, data));
	}
	if (!done && !growing.ended()) throw brokenAnswer(server, "a stream that ended before the answer did", true);
	return growing.answer(price);
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

/** The bytes as they arrive. An end that comes early lets go of the connection, however broken that is by now. */
async function* bytesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
	const reader = body.getReader();
	try {
		for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) yield chunk.value;
	} finally {
		await reader.cancel().catch(() => {});
	}
}
