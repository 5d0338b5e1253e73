import type { ServerResponse } from "node:http";
import { afterEach, expect, test } from "vitest";
import { ConfigError } from "../../src/core/errors.ts";
import type { ModelRequest } from "../../src/model/model.ts";
import { openai } from "../../src/openai/openai.ts";
import { ask, testContext } from "../model/context.ts";
import { fixture } from "./fixtures.ts";
import { type HttpServer, httpServer, type Received, sendJson } from "./http-server.ts";

let server: HttpServer | undefined;
afterEach(async () => {
	await server?.close();
	server = undefined;
});

async function serve(answer: (request: Received, response: ServerResponse, index: number) => void): Promise<string> {
	server = await httpServer(answer);
	return server.baseURL;
}

test("a plain answer: text, finish, usage with cached tokens apart, cost", async () => {
	const baseURL = await serve((_request, response) => sendJson(response, fixture("chat.json")));
	const price = { input: 1, output: 4, cacheRead: 0.5, source: "made up", date: "2026-01-01" };
	const model = openai({ baseURL, model: "example-small", apiKey: "sk-test-123", price });
	const answer = await model.generate(ask("Good?"), testContext());
	expect(answer).toMatchObject({
		content: [{ type: "text", text: '{"label":"positive"}' }],
		finish: "stop",
		usage: { inputTokens: 195, cachedInputTokens: 1024, cacheWriteTokens: 0, outputTokens: 8, calls: 1 },
	});
	expect(answer.usage.costUsd).toBeCloseTo((195 * 1 + 1024 * 0.5 + 8 * 4) / 1e6, 12);
	expect(answer.latencyMs).toBeGreaterThan(0);
	expect(server?.received[0]).toMatchObject({
		method: "POST",
		path: "/v1/chat/completions",
		headers: { authorization: "Bearer sk-test-123", "content-type": "application/json" },
		body: { model: "example-small", messages: [{ role: "user", content: "Good?" }] },
	});
	expect(Object.keys(server?.received[0]?.body)).toEqual(["model", "messages"]);
});

test("a price that is not given is unknown; a server that reports no usage has an unknown cost", async () => {
	const bare = { choices: [{ message: { content: "hi" }, finish_reason: "stop" }] };
	const baseURL = await serve((_request, response, index) =>
		sendJson(response, index === 0 ? fixture("chat.json") : bare),
	);
	const unknown = await openai({ baseURL, model: "m" }).generate(ask("x"), testContext());
	expect(unknown.usage.costUsd).toBeNull();
	const price = { input: 1, output: 4, source: "made up", date: "2026-01-01" };
	const silent = await openai({ baseURL, model: "m", price }).generate(ask("x"), testContext());
	expect(silent.usage).toMatchObject({ inputTokens: 0, outputTokens: 0, costUsd: null });
	const free = await openai({ baseURL, model: "m", price: { ...price, input: 0, output: 0 } }).generate(
		ask("x"),
		testContext(),
	);
	expect(free.usage.costUsd).toBe(0);
});

test("every part of a request is said in the server's words", async () => {
	const baseURL = await serve((_request, response) => sendJson(response, fixture("chat.json")));
	const request: ModelRequest = {
		system: "Be brief.",
		messages: [
			{ role: "user", content: [{ type: "text", text: "Weather in Graz?" }] },
			{
				role: "assistant",
				content: [
					{ type: "reasoning", text: "I should look." },
					{ type: "toolCall", id: "call_1", name: "weather", input: { town: "Graz" } },
				],
			},
			{
				role: "user",
				content: [
					{ type: "toolResult", id: "call_1", content: "no such town", isError: true },
					{ type: "text", text: "Try again." },
				],
			},
		],
		tools: [{ name: "weather", description: "Weather of a town.", input: { type: "object" } }],
		toolChoice: { tool: "weather" },
		output: {
			type: "object",
			properties: { label: { type: "string" } },
			required: ["label"],
			additionalProperties: false,
		},
		temperature: 0,
		topP: 0.9,
		maxTokens: 50,
		stop: ["\n\n"],
		logprobs: true,
		seed: 7,
		sample: 2,
	};
	const model = openai({ baseURL, model: "m", extra: { reasoning_effort: "low" } });
	await model.generate(request, testContext());
	expect(server?.received[0]?.body).toEqual({
		model: "m",
		messages: [
			{ role: "system", content: "Be brief." },
			{ role: "user", content: "Weather in Graz?" },
			{
				role: "assistant",
				content: null,
				tool_calls: [{ id: "call_1", type: "function", function: { name: "weather", arguments: '{"town":"Graz"}' } }],
			},
			{ role: "tool", tool_call_id: "call_1", content: "Error: no such town" },
			{ role: "user", content: "Try again." },
		],
		tools: [
			{
				type: "function",
				function: { name: "weather", description: "Weather of a town.", parameters: { type: "object" } },
			},
		],
		tool_choice: { type: "function", function: { name: "weather" } },
		response_format: { type: "json_schema", json_schema: { name: "output", schema: request.output, strict: true } },
		temperature: 0,
		top_p: 0.9,
		max_tokens: 50,
		stop: ["\n\n"],
		seed: 9,
		logprobs: true,
		top_logprobs: 5,
		reasoning_effort: "low",
	});
	await model.generate(ask("x", { tools: request.tools ?? [], toolChoice: "any" }), testContext());
	expect(server?.received[1]?.body.tool_choice).toBe("required");
});

test("a schema is strict only where every object is closed and asks for all its keys", async () => {
	const baseURL = await serve((_request, response) => sendJson(response, fixture("chat.json")));
	const model = openai({ baseURL, model: "m", maxTokensField: "max_completion_tokens" });
	const closed = {
		type: "object",
		properties: { a: { type: "string" } },
		required: ["a"],
		additionalProperties: false,
	};
	const schemas = [
		{ ...closed, required: [] },
		{ ...closed, additionalProperties: true },
		{ ...closed, properties: { a: { type: "array", items: { type: "object", properties: {} } } } },
		{ ...closed, properties: { a: { type: "array", items: closed } } },
	];
	for (const output of schemas) await model.generate(ask("x", { output, maxTokens: 3 }), testContext());
	const strict = server?.received.map(({ body }) => body.response_format.json_schema.strict);
	expect(strict).toEqual([false, false, false, true]);
	expect(server?.received[0]?.body).toMatchObject({ max_completion_tokens: 3 });
	expect(server?.received[0]?.body).not.toHaveProperty("max_tokens");
});

test("tool calls: parsed arguments, junk kept as text, finish tool", async () => {
	const baseURL = await serve((_request, response) => sendJson(response, fixture("tool-calls.json")));
	const answer = await openai({ baseURL, model: "m" }).generate(ask("x"), testContext());
	expect(answer.finish).toBe("tool");
	expect(answer.content).toEqual([
		{ type: "toolCall", id: "call_1", name: "weather", input: { town: "Graz" } },
		{ type: "toolCall", id: "call_2", name: "weather", input: '{"town": "Li' },
	]);
});

test("log-probabilities and an answer cut at the limit", async () => {
	const baseURL = await serve((_request, response) => sendJson(response, fixture("logprobs.json")));
	const answer = await openai({ baseURL, model: "m" }).generate(ask("x", { logprobs: true }), testContext());
	expect(answer.finish).toBe("length");
	expect(answer.logprobs).toEqual([
		{
			token: "Yes",
			logprob: -0.31725305,
			top: [
				{ token: "Yes", logprob: -0.31725305 },
				{ token: "No", logprob: -1.3190403 },
			],
		},
	]);
});

test("thinking is a part of its own; a refusal or a filter is a blocked answer", async () => {
	const replies = [
		{ message: { reasoning_content: "Hm.", content: "Yes" }, finish_reason: "stop" },
		{ message: { content: null, refusal: "I can't help with that." }, finish_reason: "stop" },
		{ message: { content: "" }, finish_reason: "content_filter" },
	];
	const baseURL = await serve((_request, response, index) => sendJson(response, { choices: [replies[index]] }));
	const model = openai({ baseURL, model: "m" });
	const answers = [];
	for (const _ of replies) answers.push(await model.generate(ask("x"), testContext()));
	expect(answers.map(({ content, finish }) => [content, finish])).toEqual([
		[
			[
				{ type: "reasoning", text: "Hm." },
				{ type: "text", text: "Yes" },
			],
			"stop",
		],
		[[{ type: "text", text: "I can't help with that." }], "blocked"],
		[[], "blocked"],
	]);
});

test("identity holds endpoint, model and extras, never the key", () => {
	const base = { baseURL: "http://127.0.0.1:1/v1/", model: "m", apiKey: "sk-secret" };
	const one = openai(base);
	expect(one.identity).toBe("openai:http://127.0.0.1:1/v1:m");
	expect(openai({ ...base, extra: { top_k: 1 } }).identity).not.toBe(one.identity);
	expect(openai({ ...base, baseURL: "http://127.0.0.1:2/v1" }).identity).not.toBe(one.identity);
	expect(JSON.stringify(one)).not.toContain("sk-secret");
	expect(openai({ ...base, can: { json: false } }).can).toEqual({
		json: false,
		tools: true,
		stream: true,
		logprobs: true,
	});
});

test("an address that is none, or holds a password, is a ConfigError", () => {
	for (const baseURL of ["", "localhost:1234/v1", "ftp://x/v1", "http://me:secret@127.0.0.1/v1"]) {
		expect(() => openai({ baseURL, model: "m" })).toThrow(ConfigError);
	}
	expect(() => openai({ baseURL: "http://me:secret@127.0.0.1/v1", model: "m" })).not.toThrow("secret");
	expect(() => openai({ baseURL: "http://127.0.0.1/v1", model: "" })).toThrow(ConfigError);
});
