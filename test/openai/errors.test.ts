import { afterEach, expect, test } from "vitest";
import { AbortedError, ModelError } from "../../src/core/errors.ts";
import { textOf } from "../../src/model/model.ts";
import { openai } from "../../src/openai/openai.ts";
import { ask, testContext } from "../model/context.ts";
import { fixture } from "./fixtures.ts";
import { type HttpServer, httpServer, sendJson } from "./http-server.ts";

let server: HttpServer | undefined;
afterEach(async () => {
	await server?.close();
	server = undefined;
});

const refusals: Record<string, { status: number; headers: Record<string, string>; body: unknown }> = JSON.parse(
	fixture("errors.json"),
);

async function refused(name: string, apiKey?: string, asked = "example-smal"): Promise<ModelError> {
	const { status, headers, body } = refusals[name] ?? { status: 0, headers: {}, body: null };
	server = await httpServer((request, response) => {
		if (request.path === "/v1/models")
			return sendJson(response, { data: [{ id: "example-small" }, { id: "example-large" }] });
		sendJson(response, body, status, headers);
	});
	const model = openai({ baseURL: server.baseURL, model: asked, retry: false, ...(apiKey ? { apiKey } : {}) });
	const error = await model.generate(ask("x"), testContext()).catch((e: unknown) => e);
	await server.close();
	expect(error).toBeInstanceOf(ModelError);
	return error as ModelError;
}

test("a bad key ends the run; the message has the request id and not the key", async () => {
	const error = await refused("bad key", "sk-test-123");
	expect(error).toMatchObject({ status: 401, requestId: "req_1", retryable: false, systemic: true });
	expect(error.message).toMatch(/found 401: Incorrect API key provided: \[key\]\. Check apiKey and its rights\.$/);
	expect((await refused("bad key")).message).toMatch(/Pass apiKey\.$/);
});

test("an unknown model ends the run and lists those there are", async () => {
	const error = await refused("unknown model");
	expect(error).toMatchObject({ status: 404, retryable: false, systemic: true });
	expect(error.message).toMatch(/Did you mean "example-small"\? The server has: example-small, example-large\.$/);
});

test.each(["llama3.2:1b", "example-small"])("%s is no slip of a model's name, so none is suggested", async (asked) => {
	const { message } = await refused("unknown model", undefined, asked);
	expect(message).not.toContain("Did you mean");
	expect(message).toMatch(/The server has: example-small, example-large\.$/);
});

test("a rate limit may be tried again after what the server asks; spent credit may not", async () => {
	expect(await refused("rate")).toMatchObject({
		retryable: true,
		systemic: false,
		retryAfterMs: 2000,
		requestId: "req_2",
	});
	expect(await refused("no credit")).toMatchObject({ status: 429, retryable: false, systemic: true });
});

test("a prompt that is too long and a schema that is not taken say what to do", async () => {
	const context = await refused("context");
	expect(context).toMatchObject({ retryable: false, systemic: false });
	expect(context.message).toMatch(/9001 tokens.*Shorten the prompt/);
	expect((await refused("schema")).message).toMatch(/response_format.*pass can: \{ json: false \}/);
});

test("other bodies: server error, plain words, a list of problems, a page", async () => {
	expect(await refused("server")).toMatchObject({ status: 500, retryable: true });
	expect((await refused("plain words")).message).toMatch(/found 400: model is required\.$/);
	expect((await refused("validation")).message).toMatch(/field required/);
	const page = await refused("a page");
	expect(page).toMatchObject({ status: 502, retryable: true });
	expect(page.message).toMatch(/found 502: 502 Bad Gateway nginx\.$/);
});

test("Retry-After as a date", async () => {
	server = await httpServer((_request, response) =>
		sendJson(response, {}, 503, { "retry-after": new Date(Date.now() + 60_000).toUTCString() }),
	);
	const model = openai({ baseURL: server.baseURL, model: "m", retry: false });
	const error = await model.generate(ask("x"), testContext()).catch((e: unknown) => e);
	const { retryAfterMs = 0 } = error as ModelError;
	expect(retryAfterMs).toBeGreaterThan(30_000); // the date has whole seconds, and the test takes some time
	expect(retryAfterMs).toBeLessThanOrEqual(60_000);
});

test("by default 429 and 5xx are tried again, and said", async () => {
	const waits: number[] = [];
	const clock = { now: () => 0, sleep: async (ms: number) => void waits.push(ms) };
	server = await httpServer((_request, response, index) => {
		if (index === 0) return sendJson(response, refusals.rate?.body, 429, { "retry-after": "2" });
		if (index === 1) return sendJson(response, {}, 503);
		sendJson(response, fixture("chat.json"));
	});
	const said: string[] = [];
	const model = openai({ baseURL: server.baseURL, model: "m", retry: { clock } });
	const answer = await model.generate(ask("x"), testContext({ onStatus: (text) => said.push(text) }));
	expect(textOf(answer.content)).toBe('{"label":"positive"}');
	expect(waits[0]).toBe(2000);
	expect(said[0]).toBe("waiting 2 s, quota, try 2 of 4");
	expect(said[2]).toMatch(/^waiting [\d.]+ s, server busy \(503\), try 3 of 4$/);
});

test("no server: asks whether it is running, and ends the run", async () => {
	server = await httpServer(() => {});
	const { baseURL } = server;
	await server.close();
	const error = await openai({ baseURL, model: "m" })
		.generate(ask("x"), testContext())
		.catch((e: unknown) => e);
	expect(error).toMatchObject({ code: "model", retryable: false, systemic: true });
	expect(String(error)).toContain(`ECONNREFUSED`);
	expect(String(error)).toMatch(/is the server running at http:\/\/127\.0\.0\.1:\d+\/v1\?$/);
});

test("a connection cut in the middle may be tried again", async () => {
	server = await httpServer((_request, response) => {
		response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
		response.write('{"choices":');
		setTimeout(() => response.destroy(), 20);
	});
	const model = openai({ baseURL: server.baseURL, model: "m", retry: false });
	await expect(model.generate(ask("x"), testContext())).rejects.toMatchObject({ retryable: true, systemic: false });
});

test("something that is no chat completion", async () => {
	const bodies = ["<html>hello</html>", "{}", '{"choices":[]}', "null"];
	server = await httpServer((_request, response, index) => sendJson(response, bodies[index] ?? ""));
	const model = openai({ baseURL: server.baseURL, model: "m" });
	for (const body of bodies) {
		await expect(model.generate(ask("x"), testContext())).rejects.toThrow(`found "${body}". Check that this is`);
	}
});

test("an abort before, while waiting and while reading is an AbortedError; the request ends", async () => {
	let closed = 0;
	server = await httpServer((_request, response, index) => {
		response.on("close", () => closed++);
		if (index === 1) {
			response.writeHead(200, { "content-type": "application/json" });
			response.write("{");
		}
	});
	const model = openai({ baseURL: server.baseURL, model: "m" });
	await expect(model.generate(ask("x"), testContext({ signal: AbortSignal.abort() }))).rejects.toThrow(AbortedError);
	for (const count of [1, 2]) {
		const stop = new AbortController();
		const call = expect(model.generate(ask("x"), testContext({ signal: stop.signal }))).rejects.toThrow(AbortedError);
		while (server.received.length < count) await new Promise((go) => setTimeout(go, 5));
		await new Promise((go) => setTimeout(go, 20));
		stop.abort();
		await call;
	}
	while (closed < 2) await new Promise((go) => setTimeout(go, 5));
	expect(server.received).toHaveLength(2);
});

test("the time limit", async () => {
	server = await httpServer(() => {});
	const model = openai({ baseURL: server.baseURL, model: "m", timeoutMs: 30, retry: false });
	await expect(model.generate(ask("x"), testContext())).rejects.toThrow(/within 0\.03 s, found none\. Raise timeoutMs/);
});
