import {
	BedrockRuntimeClient,
	ConverseCommand,
	ConverseStreamCommand,
	type ConverseStreamOutput,
} from "@aws-sdk/client-bedrock-runtime";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Fake, startFake } from "./fake/index.ts";

let fake: Fake;
const made: { destroy(): void }[] = [];

function settings() {
	return {
		region: "us-east-1",
		endpoint: fake.url,
		credentials: { accessKeyId: "AKIAFAKEFAKEFAKEFAKE", secretAccessKey: "fake" },
		maxAttempts: 1,
	};
}

function runtime(overrides: object = {}): BedrockRuntimeClient {
	const client = new BedrockRuntimeClient({ ...settings(), ...overrides });
	made.push(client);
	return client;
}

beforeAll(async () => {
	fake = await startFake();
});
afterAll(async () => {
	for (const client of made) client.destroy();
	await fake[Symbol.asyncDispose]();
});

const hello = {
	modelId: "amazon.nova-micro-v1:0",
	messages: [{ role: "user" as const, content: [{ text: "hello" }] }],
	inferenceConfig: { maxTokens: 50, temperature: 0 },
};

describe("the wire", () => {
	it("speaks HTTP/2 and HTTP/1.1 on one port", async () => {
		const overHttp2 = await runtime().send(new ConverseCommand(hello));
		expect(overHttp2.output?.message?.content).toEqual([{ text: "echo: hello" }]);
		expect(fake.log.at(-1)).toMatchObject({ operation: "Converse", protocol: "h2", status: 200, input: hello });
		const overHttp1 = await runtime({ requestHandler: new NodeHttpHandler() }).send(new ConverseCommand(hello));
		expect(overHttp1.output?.message?.content).toEqual([{ text: "echo: hello" }]);
		expect(fake.log.at(-1)).toMatchObject({ protocol: "h1", status: 200 });
	});

	it("streams frames in odd pieces", async () => {
		for (const overrides of [{}, { requestHandler: new NodeHttpHandler() }]) {
			const { stream } = await runtime(overrides).send(new ConverseStreamCommand(hello));
			const events: ConverseStreamOutput[] = [];
			for await (const event of stream ?? []) events.push(event);
			expect(events.map((event) => event.contentBlockDelta?.delta?.text ?? "").join("")).toBe("echo: hello");
			expect(events[0]).toEqual({ messageStart: { role: "assistant" } });
			expect(events.at(-1)?.metadata?.metrics).toEqual({ latencyMs: 42 });
		}
	});

	it("answers STS in its own protocol", async () => {
		const client = new STSClient(settings());
		expect((await client.send(new GetCallerIdentityCommand())).Account).toBe("123456789012");
	});
});
