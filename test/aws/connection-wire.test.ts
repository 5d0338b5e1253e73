import { BedrockRuntimeClient, ConverseCommand } from "@aws-sdk/client-bedrock-runtime";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { type AwsOptions, clientSettings, send } from "../../src/aws/connection.ts";
import { type Fake, startFake } from "./fake/index.ts";

let fake: Fake;
const credentials = { accessKeyId: "AKIAFAKEFAKEFAKEFAKE", secretAccessKey: "fake" };
const made: BedrockRuntimeClient[] = [];

beforeAll(async () => {
	fake = await startFake({ noAccess: ["amazon.nova-micro-v1:0"] });
});
afterEach(() => {
	vi.unstubAllEnvs();
	fake.answer("Converse", { usual: true });
});
afterAll(async () => {
	expect(fake.failures).toEqual([]);
	for (const client of made) client.destroy();
	await fake[Symbol.asyncDispose]();
});

function ask(modelId: string, options: AwsOptions = {}, signal?: AbortSignal) {
	const settings = clientSettings({ region: "us-east-1", endpoint: fake.url, credentials, ...options }, 1);
	const client = new BedrockRuntimeClient(settings);
	made.push(client);
	const messages = [{ role: "user" as const, content: [{ text: "hello" }] }];
	const command = new ConverseCommand({ modelId, messages, inferenceConfig: { maxTokens: 50 } });
	return send(
		client,
		command,
		{ who: "aws.bedrock", operation: "Converse", model: modelId, region: "us-east-1" },
		signal,
	);
}

describe("a call over the wire", () => {
	it("is answered, in the type of its command", async () => {
		const { output, usage } = await ask("amazon.nova-lite-v1:0");
		expect(output?.message?.content?.[0]?.text).toContain("hello");
		expect(usage?.inputTokens).toBeGreaterThan(0);
	});

	it("is sent once: retries are not the client's", async () => {
		fake.answer("Converse", {
			error: "ThrottlingException",
			message: "Too many requests",
			headers: { "retry-after": "3" },
		});
		const before = fake.log.length;
		const refused = ask("amazon.nova-lite-v1:0");
		await expect(refused).rejects.toMatchObject({ status: 429, retryAfterMs: 3000, retryable: true, systemic: false });
		expect(fake.log.length - before).toBe(1);
		await refused.catch((error) => expect(error.requestId).toMatch(/^fake-/));
	});

	it("says what AWS means by a refusal", async () => {
		await expect(ask("amazon.nova-premier-v1:0")).rejects.toThrow(/In us-east-1 pass "us\.amazon\.nova-premier-v1:0"/);
		await expect(ask("amazon.nova-micro-v1:0")).rejects.toThrow(/no access to this model in us-east-1/);
		await expect(ask("amazon.no-such-model-v1:0")).rejects.toMatchObject({ systemic: true, status: 400 });
	});

	it("may go again after a lost connection, and after silence", async () => {
		fake.answer("Converse", { cut: true });
		await expect(ask("amazon.nova-lite-v1:0")).rejects.toMatchObject({ code: "model", retryable: true });
		fake.answer("Converse", { hang: true });
		const silent = ask("amazon.nova-lite-v1:0", { timeoutMs: 50 });
		await expect(silent).rejects.toMatchObject({
			retryable: true,
			message: expect.stringContaining("Raise timeoutMs"),
		});
	});

	it("ends when the reader stops", async () => {
		fake.answer("Converse", { hang: true });
		const stop = new AbortController();
		const asked = expect(ask("amazon.nova-lite-v1:0", {}, stop.signal)).rejects.toMatchObject({ code: "abort" });
		setTimeout(() => stop.abort(), 20);
		await asked;
	});

	it("is signed with the keys that were passed, whatever API key the environment holds", async () => {
		vi.stubEnv("AWS_BEARER_TOKEN_BEDROCK", "of-the-environment");
		await ask("amazon.nova-lite-v1:0");
		expect(fake.log.at(-1)?.headers.authorization).toMatch(/^AWS4-HMAC-SHA256 /);
		vi.stubEnv("AWS_ACCESS_KEY_ID", credentials.accessKeyId);
		vi.stubEnv("AWS_SECRET_ACCESS_KEY", credentials.secretAccessKey);
		const client = new BedrockRuntimeClient(clientSettings({ region: "us-east-1", endpoint: fake.url }, 1));
		made.push(client);
		const messages = [{ role: "user" as const, content: [{ text: "hello" }] }];
		await client.send(new ConverseCommand({ modelId: "amazon.nova-lite-v1:0", messages }));
		expect(fake.log.at(-1)?.headers.authorization).toMatch(/^Bearer /);
	});

	it("asks a function for keys", async () => {
		const give = vi.fn(async () => credentials);
		await ask("amazon.nova-lite-v1:0", { credentials: give });
		expect(give).toHaveBeenCalledOnce();
	});
});
