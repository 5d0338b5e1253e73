import {
	BedrockRuntimeClient,
	ConverseCommand,
	ConverseStreamCommand,
	type ConverseStreamOutput,
} from "@aws-sdk/client-bedrock-runtime";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Clients, clientsOf } from "./fake/clients.ts";
import { crc32, frame } from "./fake/frames.ts";
import { type Fake, startFake } from "./fake/index.ts";

let fake: Fake;
let clients: Clients;
const made: { destroy(): void }[] = [];

/** A client of Bedrock's runtime with other settings than usual. */
function runtime(overrides: object): BedrockRuntimeClient {
	const client = new BedrockRuntimeClient({ ...clients.settings, ...overrides });
	made.push(client);
	return client;
}

const protocols = [
	["HTTP/2", "h2", () => ({})],
	["HTTP/1.1", "h1", () => ({ requestHandler: new NodeHttpHandler() })],
] as const;

beforeAll(async () => {
	fake = await startFake();
	clients = clientsOf(fake);
});
beforeEach(() => {
	fake.answer("Converse", { usual: true });
	fake.answer("ConverseStream", { usual: true });
});
afterAll(async () => {
	expect(fake.failures).toEqual([]);
	for (const client of [clients, ...made]) client.destroy();
	await fake[Symbol.asyncDispose]();
});

const hello = {
	modelId: "amazon.nova-micro-v1:0",
	messages: [{ role: "user" as const, content: [{ text: "hello" }] }],
	inferenceConfig: { maxTokens: 50, temperature: 0 },
};

async function eventsOf(client: BedrockRuntimeClient): Promise<ConverseStreamOutput[]> {
	const { stream } = await client.send(new ConverseStreamCommand(hello));
	const events: ConverseStreamOutput[] = [];
	for await (const event of stream ?? []) events.push(event);
	return events;
}

const textIn = (events: readonly ConverseStreamOutput[]) =>
	events.map((event) => event.contentBlockDelta?.delta?.text ?? "").join("");

describe.each(protocols)("the wire fake over %s", (_, protocol, overrides) => {
	it("answers a call and logs what it was called with", async () => {
		const answer = await runtime(overrides()).send(new ConverseCommand(hello));
		expect(answer.output?.message?.content).toEqual([{ text: "echo: hello" }]);
		expect(answer.$metadata.requestId).toMatch(/^fake-/);
		expect(fake.log.at(-1)).toMatchObject({ operation: "Converse", protocol, status: 200, region: "us-east-1" });
		expect(fake.log.at(-1)?.input).toEqual(hello);
	});

	it("streams events whose frames are cut anywhere", async () => {
		const events = await eventsOf(runtime(overrides()));
		expect(textIn(events)).toBe("echo: hello");
		expect(events[0]).toEqual({ messageStart: { role: "assistant" } });
		expect(events.at(-1)?.metadata?.metrics).toEqual({ latencyMs: 42 });
	});

	it("throttles as scripted, and the client's own retry survives it", async () => {
		fake.answer("Converse", { error: "ThrottlingException", message: "Too many requests" }, { usual: true });
		const before = fake.log.length;
		await runtime({ ...overrides(), maxAttempts: 2 }).send(new ConverseCommand(hello));
		expect(fake.log.slice(before).map((call) => call.status)).toEqual([429, 200]);
		expect(fake.unexpected()).toEqual([]);
	});

	it("shows Retry-After to the client", async () => {
		fake.answer("Converse", { error: "ThrottlingException", headers: { "retry-after": "7" } });
		const error = await runtime(overrides())
			.send(new ConverseCommand(hello))
			.catch((thrown) => thrown);
		expect(error).toMatchObject({ name: "ThrottlingException", $metadata: { httpStatusCode: 429 } });
		expect(error.$response.headers["retry-after"]).toBe("7");
	});

	it("breaks a stream by an exception after status 200", async () => {
		const start = [
			{ messageStart: { role: "assistant" } },
			{ contentBlockDelta: { contentBlockIndex: 0, delta: { text: "half" } } },
		];
		fake.answer("ConverseStream", { stream: [...start, { throttlingException: { message: "slow down" } }] });
		await expect(eventsOf(runtime(overrides()))).rejects.toMatchObject({
			name: "ThrottlingException",
			message: "slow down",
		});
		expect(fake.log.at(-1)).toMatchObject({ status: 200, scripted: true });
	});

	it("cuts the socket in the middle of a stream", async () => {
		const stream = [
			{ messageStart: { role: "assistant" } },
			{ contentBlockDelta: { contentBlockIndex: 0, delta: { text: "never seen whole" } } },
		];
		fake.answer("ConverseStream", { stream, cutAfter: 150 });
		await expect(eventsOf(runtime(overrides()))).rejects.toThrow();
	});

	it("does not mind a reader who leaves in the middle", async () => {
		const text = "word ".repeat(20_000);
		fake.answer("Converse", { output: { output: { message: { role: "assistant", content: [{ text }] } } } });
		const client = runtime(overrides());
		const { stream } = await client.send(new ConverseStreamCommand(hello));
		for await (const event of stream ?? []) if (event.contentBlockDelta) break;
		client.destroy();
		fake.answer("Converse", { usual: true });
		await runtime(overrides()).send(new ConverseCommand(hello));
	});

	it("cuts the socket before the answer", async () => {
		fake.answer("Converse", { cut: true });
		await expect(runtime(overrides()).send(new ConverseCommand(hello))).rejects.toThrow();
	});

	it("hangs until the caller gives up", async () => {
		fake.answer("Converse", { hang: true });
		const abort = new AbortController();
		const call = runtime(overrides()).send(new ConverseCommand(hello), { abortSignal: abort.signal });
		setTimeout(() => abort.abort(), 30);
		await expect(call).rejects.toMatchObject({ name: "AbortError" });
		expect(fake.log.at(-1)?.status).toBe(0);
	});
});

describe("scripts", () => {
	it("say the last answer again, and may look at the input", async () => {
		fake.answer("Converse", { error: "ModelNotReadyException" }, (input) => ({
			output: {
				output: {
					message: { role: "assistant", content: [{ text: input.messages[0].content[0].text.toUpperCase() }] },
				},
			},
		}));
		await expect(clients.runtime.send(new ConverseCommand(hello))).rejects.toMatchObject({
			name: "ModelNotReadyException",
			$metadata: { httpStatusCode: 429 },
		});
		for (let time = 0; time < 2; time++) {
			const answer = await clients.runtime.send(new ConverseCommand(hello));
			expect(answer.output?.message?.content).toEqual([{ text: "HELLO" }]);
			expect(answer.stopReason).toBe("end_turn");
		}
	});

	it("of Converse answer a stream too: text, a tool's input in pieces, thoughts", async () => {
		const other = await startFake({ pieces: [1] });
		const { runtime: client, destroy } = clientsOf(other);
		const input = { city: "Zürich", days: [1, 2, 3] };
		other.answer("Converse", {
			output: {
				output: {
					message: {
						role: "assistant",
						content: [
							{ reasoningContent: { reasoningText: { text: "Let me look.", signature: "s" } } },
							{ text: "Grüezi" },
							{ toolUse: { toolUseId: "t1", name: "weather", input } },
						],
					},
				},
				stopReason: "tool_use",
			},
		});
		const events = await eventsOf(client);
		expect(textIn(events)).toBe("Grüezi");
		const pieces = events.map((event) => event.contentBlockDelta?.delta?.toolUse?.input ?? "");
		expect(pieces.filter((piece) => piece !== "").length).toBeGreaterThan(1);
		expect(JSON.parse(pieces.join(""))).toEqual(input);
		expect(events.map((event) => event.contentBlockDelta?.delta?.reasoningContent?.text ?? "").join("")).toBe(
			"Let me look.",
		);
		expect(events.find((event) => event.messageStop)?.messageStop?.stopReason).toBe("tool_use");
		expect(other.failures).toEqual([]);
		destroy();
		await other[Symbol.asyncDispose]();
	});

	it("that break the service model are told, and never as a 5xx", async () => {
		const other = await startFake();
		const { runtime: client, destroy } = clientsOf(other);
		other.answer("Converse", { output: { output: { message: { role: "robot", content: [] } } } });
		await expect(client.send(new ConverseCommand(hello))).rejects.toMatchObject({ $metadata: { httpStatusCode: 400 } });
		expect(other.failures).toHaveLength(1);
		expect(other.failures[0]).toContain("enum value set: [user, assistant, system]");
		expect(() => other.answer("Convrese", { hang: true })).toThrow("found Convrese");
		destroy();
		await other[Symbol.asyncDispose]();
	});
});

describe("who calls", () => {
	it("takes a bearer key in place of a signature", async () => {
		const client = runtime({
			token: async () => ({ token: "bedrock-api-key-x" }),
			authSchemePreference: ["httpBearerAuth"],
		});
		await client.send(new ConverseCommand(hello));
		expect(fake.log.at(-1)?.headers.authorization).toBe("Bearer bedrock-api-key-x");
	});

	it("refuses a request without either, and one that is no operation", async () => {
		const before = fake.unexpected().length;
		const bare = await fetch(`${fake.url}/model/x/converse`, { method: "POST", body: "{}" });
		expect([bare.status, bare.headers.get("x-amzn-errortype")]).toEqual([403, "MissingAuthenticationTokenException"]);
		const forged = await fetch(`${fake.url}/model/x/converse`, {
			method: "POST",
			headers: { authorization: "AWS4 nonsense" },
		});
		expect(forged.status).toBe(403);
		const astray = await fetch(`${fake.url}/no/such/path`, { headers: { authorization: "Bearer x" } });
		expect(astray.status).toBe(404);
		expect(fake.unexpected().length - before).toBe(3);
	});

	it("answers STS in its own protocol", async () => {
		expect((await clients.sts.send(new GetCallerIdentityCommand({}))).Account).toBe("123456789012");
	});
});

describe("frames", () => {
	it("carry CRC-32, in the layout of the published example", () => {
		// "123456789" has the check value of CRC-32 in every catalogue of checksums.
		expect(crc32(Buffer.from("123456789"))).toBe(0xcbf43926);
		// The empty message of AWS's test vectors for its event-stream encoding.
		expect(frame({}, Buffer.alloc(0)).toString("hex")).toBe("000000100000000005c248eb7d98c8ff");
	});
});
