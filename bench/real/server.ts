/**
 * Local models behind OpenAI's chat completions, so that every framework asks the same weights in its own words.
 *
 *     npx tsx bench/real/server.ts        prints its port; ends with its standard input
 *
 *     POST /v1/chat/completions   "model" names the local model
 *     GET  /counts                by model: { calls, inputTokens, outputTokens } since the last reset
 *     POST /reset                 counts from zero
 */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import process from "node:process";
import type { JsonSchema } from "../../src/core/schema.ts";
import { startTrace } from "../../src/core/trace.ts";
import { local } from "../../src/local/index.ts";
import { type Message, type Model, type ModelRequest, textOf } from "../../src/model/model.ts";
import { sumUsage, type Usage } from "../../src/model/usage.ts";

interface Body {
	readonly model: string;
	readonly messages: readonly { readonly role: "system" | "user" | "assistant"; readonly content: unknown }[];
	readonly temperature?: number;
	readonly max_tokens?: number;
	readonly seed?: number;
	readonly response_format?: { readonly type?: string; readonly json_schema?: { readonly schema?: JsonSchema } };
}

const models = new Map<string, Model>();
const counts = new Map<string, Usage>();

function modelOf(name: string): Model {
	const model = models.get(name) ?? local(name);
	models.set(name, model);
	return model;
}

function requestOf({ messages, temperature, max_tokens, seed, response_format }: Body): ModelRequest {
	const text = (content: unknown) =>
		typeof content === "string" ? content : (content as { text?: string }[]).map((part) => part.text ?? "").join("");
	const system = messages.find(({ role }) => role === "system");
	const output = response_format?.json_schema?.schema;
	return {
		...(system === undefined ? {} : { system: text(system.content) }),
		messages: messages.flatMap(({ role, content }): Message[] =>
			role === "system" ? [] : [{ role, content: [{ type: "text", text: text(content) }] }],
		),
		...(temperature === undefined ? {} : { temperature }),
		...(seed === undefined ? {} : { seed }),
		...(output === undefined ? {} : { output }),
		maxTokens: Math.min(max_tokens ?? 400, 600), // a small model that does not stop would talk for minutes
	};
}

async function complete(body: Body): Promise<unknown> {
	const { content, finish, usage } = await modelOf(body.model).generate(requestOf(body), {
		trace: startTrace("request"),
		seed: 0,
	});
	const before = counts.get(body.model);
	counts.set(body.model, sumUsage(before === undefined ? [usage] : [before, usage]));
	const { inputTokens, cachedInputTokens, outputTokens } = usage;
	const promptTokens = inputTokens + cachedInputTokens;
	return {
		id: "chatcmpl-local",
		object: "chat.completion",
		created: Math.floor(Date.now() / 1000),
		model: body.model,
		choices: [
			{
				index: 0,
				message: { role: "assistant", content: textOf(content) },
				finish_reason: finish === "length" ? finish : "stop",
			},
		],
		usage: { prompt_tokens: promptTokens, completion_tokens: outputTokens, total_tokens: promptTokens + outputTokens },
	};
}

async function act(path: string | undefined, request: IncomingMessage): Promise<unknown> {
	if (path === "/counts") return Object.fromEntries(counts);
	if (path === "/reset") return counts.clear() ?? {};
	const pieces: Buffer[] = [];
	for await (const piece of request) pieces.push(piece as Buffer);
	return complete(JSON.parse(Buffer.concat(pieces).toString()) as Body);
}

const server = createServer(async (request, response) => {
	const [status, answer] = await act(request.url, request).then(
		(value): [number, unknown] => [200, value],
		(error: unknown): [number, unknown] => [400, { error: { message: String(error) } }],
	);
	response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
});
server.keepAliveTimeout = 600_000; // clients that think long between calls keep their connection
server.listen(0, "127.0.0.1", () => console.log((server.address() as AddressInfo).port));
process.stdin.resume().on("end", () => process.exit(0)); // whoever started this has gone
