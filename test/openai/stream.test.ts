import { afterEach, expect, test } from "vitest";
import { AbortedError } from "../../src/core/errors.ts";
import { openai } from "../../src/openai/openai.ts";
import { ask, testContext } from "../model/context.ts";
import { fixture } from "./fixtures.ts";
import { type HttpServer, httpServer, sendJson } from "./http-server.ts";

let server: HttpServer | undefined;
afterEach(async () => {
	await server?.close();
	server = undefined;
});

/** A server that streams these bytes in pieces of a length, and then ends. */
async function streaming(bytes: Uint8Array, length = bytes.length): Promise<string> {
	server = await httpServer(async (_request, response) => {
		response.writeHead(200, { "content-type": "text/event-stream" });
		for (let start = 0; start < bytes.length; start += length) {
			response.write(bytes.subarray(start, start + length));
			if (length < bytes.length) await new Promise((go) => setImmediate(go));
		}
		response.end();
	});
	return server.baseURL;
}

async function collect(baseURL: string) {
	const deltas: string[] = [];
	const model = openai({ baseURL, model: "m", retry: false });
	const answer = await model.generate(ask("x"), testContext({ onDelta: (text) => deltas.push(text) }));
	return { deltas, answer };
}

test("text in pieces, usage from the last chunk", async () => {
	const { deltas, answer } = await collect(await streaming(Buffer.from(fixture("stream.txt"))));
	expect(deltas).toEqual(["Grüß ", "Gott 👋"]);
	expect(answer).toMatchObject({
		content: [{ type: "text", text: "Grüß Gott 👋" }],
		finish: "stop",
		usage: { inputTokens: 19, outputTokens: 10, calls: 1 },
	});
	expect(server?.received[0]?.body).toMatchObject({ stream: true, stream_options: { include_usage: true } });
});

test("without onDelta nothing is streamed", async () => {
	server = await httpServer((_request, response) => sendJson(response, fixture("chat.json")));
	await openai({ baseURL: server.baseURL, model: "m" }).generate(ask("x"), testContext());
	expect(server.received[0]?.body).not.toHaveProperty("stream");
});

test("pieces of any length and any line end give the same, characters cut in two among them", async () => {
	for (const lineEnd of ["\n", "\r\n", "\r"]) {
		const bytes = Buffer.from(fixture("stream.txt").replaceAll("\n", lineEnd));
		for (const length of [1, 2, 3, 64]) {
			const { deltas } = await collect(await streaming(bytes, length));
			expect([lineEnd, length, ...deltas]).toEqual([lineEnd, length, "Grüß ", "Gott 👋"]);
			await server?.close();
		}
	}
});

test("tool calls in pieces", async () => {
	const { deltas, answer } = await collect(await streaming(Buffer.from(fixture("stream-tool-calls.txt")), 50));
	expect(answer).toMatchObject({ finish: "tool", usage: { inputTokens: 80, outputTokens: 30 } });
	expect(answer.content).toEqual([
		{ type: "toolCall", id: "call_1", name: "weather", input: { town: "Graz" } },
		{ type: "toolCall", id: "call_2", name: "time", input: {} },
	]);
	expect(deltas).toEqual([]);
});

test("tool calls that come whole, without an index", async () => {
	const chunk = (id: string) =>
		`data: ${JSON.stringify({ choices: [{ delta: { tool_calls: [{ id, function: { name: "f", arguments: "{}" } }] } }] })}\n\n`;
	const { answer } = await collect(await streaming(Buffer.from(`${chunk("a")}${chunk("b")}data: [DONE]\n\n`)));
	expect(answer.content.map((part) => part.type === "toolCall" && part.id)).toEqual(["a", "b"]);
	expect(answer.finish).toBe("tool");
});

test("a stream that stops before the answer does may be tried again; one without [DONE] after the reason is whole", async () => {
	const whole = fixture("stream.txt");
	const half = whole.slice(0, whole.indexOf("Gott"));
	await expect(collect(await streaming(Buffer.from(half.slice(0, half.lastIndexOf("data:")))))).rejects.toMatchObject({
		retryable: true,
		message: expect.stringContaining("a stream that ended before the answer did"),
	});
	await server?.close();
	const { answer } = await collect(await streaming(Buffer.from(whole.replace("data: [DONE]\n\n", ""))));
	expect(answer.content).toEqual([{ type: "text", text: "Grüß Gott 👋" }]);
});

test("an error in the middle of a stream", async () => {
	const bytes = Buffer.from('data: {"error":{"message":"out of memory","code":500}}\n\n');
	await expect(collect(await streaming(bytes))).rejects.toThrow("an error in the stream: out of memory");
});

test("a server that answers whole though it was asked to stream", async () => {
	server = await httpServer((_request, response) => sendJson(response, fixture("chat.json")));
	const { deltas } = await collect(server.baseURL);
	expect(deltas).toEqual(['{"label":"positive"}']);
});

test("an abort between two pieces ends the request", async () => {
	let closed = false;
	server = await httpServer((_request, response) => {
		response.on("close", () => {
			closed = true;
		});
		response.writeHead(200, { "content-type": "text/event-stream" });
		response.write(fixture("stream.txt").split("\n\n").slice(0, 3).join("\n\n").concat("\n\n"));
	});
	const stop = new AbortController();
	const model = openai({ baseURL: server.baseURL, model: "m" });
	const call = model.generate(ask("x"), testContext({ signal: stop.signal, onDelta: () => stop.abort() }));
	await expect(call).rejects.toThrow(AbortedError);
	while (!closed) await new Promise((go) => setTimeout(go, 5));
});
