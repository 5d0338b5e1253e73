import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { bedrock } from "../../src/aws/bedrock.ts";
import { BudgetError, ConfigError } from "../../src/core/errors.ts";
import { budget } from "../../src/model/middleware/budget.ts";
import type { ModelRequest } from "../../src/model/model.ts";
import { wrap } from "../../src/model/wrap.ts";
import { ask, testContext } from "../model/context.ts";
import { answered, keys, onFake } from "./bedrock-model.ts";
import { type Fake, startFake } from "./fake/index.ts";

let fake: Fake;
beforeAll(async () => {
	fake = await startFake();
});
afterAll(async () => {
	expect(fake.failures).toEqual([]);
	await fake[Symbol.asyncDispose]();
});

const sent = () => fake.log.at(-1)?.input;

describe("a call", () => {
	it("a plain question: text, finish, usage, cost, time; maxTokens is always said", async () => {
		fake.answer("Converse", answered([{ text: "Graz" }]));
		const model = onFake(fake, "nova-micro");
		const answer = await model.generate(ask("Where?", { system: "Be brief.", temperature: 0 }), testContext());
		expect(answer).toMatchObject({
			content: [{ type: "text", text: "Graz" }],
			finish: "stop",
			usage: { inputTokens: 12, outputTokens: 5, cachedInputTokens: 0, cacheWriteTokens: 0, calls: 1 },
		});
		expect(answer.usage.costUsd).toBeCloseTo((12 * 0.035 + 5 * 0.14) / 1e6, 15);
		expect(answer.latencyMs).toBeGreaterThan(0);
		expect(sent()).toEqual({
			modelId: "amazon.nova-micro-v1:0",
			system: [{ text: "Be brief." }],
			messages: [{ role: "user", content: [{ text: "Where?" }] }],
			inferenceConfig: { maxTokens: 1024, temperature: 0 },
		});
	});

	it("a conversation goes on where it was; a blank turn is left out and its neighbours are one", async () => {
		fake.answer("Converse", answered([{ text: "Yes." }]));
		const turn = (role: "user" | "assistant", text: string) => ({ role, content: [{ type: "text" as const, text }] });
		const messages = [turn("user", "Hi."), turn("assistant", "Hello."), turn("user", "Warm?"), turn("assistant", " ")];
		await onFake(fake, "nova-lite", { maxTokens: 100, temperature: 0.5 }).generate(
			{ messages: [...messages, turn("user", "Well?")], topP: 0.9, stop: ["\n\n"] },
			testContext(),
		);
		expect(sent()).toMatchObject({
			messages: [
				{ role: "user", content: [{ text: "Hi." }] },
				{ role: "assistant", content: [{ text: "Hello." }] },
				{ role: "user", content: [{ text: "Warm?" }, { text: "Well?" }] },
			],
			inferenceConfig: { maxTokens: 100, temperature: 0.5, topP: 0.9, stopSequences: ["\n\n"] },
		});
	});

	it("maxTokens is the request's, and never more than the model writes", async () => {
		fake.answer("Converse", answered([{ text: "a" }]));
		const model = onFake(fake, "nova-micro");
		await model.generate(ask("x", { maxTokens: 7 }), testContext());
		expect(sent().inferenceConfig).toEqual({ maxTokens: 7 });
		await model.generate(ask("x", { maxTokens: 1_000_000 }), testContext());
		expect(sent().inferenceConfig).toEqual({ maxTokens: 10_000 });
	});

	it("images and documents go along, a document under a name that Bedrock takes", async () => {
		fake.answer("Converse", answered([{ text: "A cat." }]));
		const bytes = new Uint8Array([137, 80, 78, 71]);
		const request: ModelRequest = {
			messages: [
				{
					role: "user",
					content: [
						{ type: "image", format: "png", bytes },
						{ type: "document", format: "pdf", name: "Übersicht_2024.pdf", bytes },
						{ type: "document", format: "pdf", name: "Übersicht_2024.pdf", bytes },
						{ type: "text", text: "What is it?" },
					],
				},
			],
		};
		await onFake(fake, "nova-lite").generate(request, testContext());
		const [image, first, second] = sent().messages[0].content;
		expect(image).toEqual({ image: { format: "png", source: { bytes: Buffer.from(bytes) } } });
		expect([first.document.name, second.document.name]).toEqual(["Ubersicht 2024 pdf", "Ubersicht 2024 pdf (2)"]);
		await expect(onFake(fake, "nova-micro").generate(request, testContext())).rejects.toThrow(
			"aws.bedrock: nova-micro: expected a request without an image, found one: this model reads none.",
		);
	});

	it("cached tokens are counted apart from inputTokens and priced apart; an unknown rate makes the cost unknown", async () => {
		const usage = { inputTokens: 10, outputTokens: 5, totalTokens: 1015, cacheReadInputTokens: 1000 };
		const written = { ...usage, cacheWriteInputTokens: 200, cacheDetails: [{ ttl: "5m", inputTokens: 200 }] };
		const longer = { ...written, cacheDetails: [{ ttl: "1h", inputTokens: 200 }] };
		const price = { input: 1, output: 5, cacheRead: 0.1, cacheWrite: 1.25, source: "made up", date: "2026-11-22" };
		fake.answer(
			"Converse",
			...[usage, written, written, longer].map((each) => answered([{ text: "a" }], { usage: each })),
		);
		const [listed, given] = [onFake(fake, "nova-lite"), onFake(fake, "nova-lite", { price })];
		const read = await listed.generate(ask("x"), testContext());
		expect(read.usage).toMatchObject({ inputTokens: 10, cachedInputTokens: 1000, cacheWriteTokens: 0 });
		expect(read.usage.costUsd).toBeCloseTo((10 * 0.06 + 5 * 0.24 + 1000 * 0.015) / 1e6, 15);
		const unknown = await listed.generate(ask("x"), testContext());
		expect(unknown.usage).toMatchObject({ cacheWriteTokens: 200, costUsd: null });
		const known = await given.generate(ask("x"), testContext());
		expect(known.usage.costUsd).toBeCloseTo((10 * 1 + 5 * 5 + 1000 * 0.1 + 200 * 1.25) / 1e6, 15);
		const hour = await given.generate(ask("x"), testContext());
		expect(hour.usage.costUsd).toBeNull();
	});

	it("a guardrail that steps in blocks the answer, as a content filter does; an answer cut at its limit says so", async () => {
		const stopped = (stopReason: string) => answered([{ text: "Sorry." }], { stopReason });
		const reasons = ["guardrail_intervened", "content_filtered", "max_tokens", "stop_sequence"];
		fake.answer("Converse", ...reasons.map(stopped), stopped("model_context_window_exceeded"));
		const model = onFake(fake, "nova-lite", { guardrail: { id: "abc123", version: "1", trace: true } });
		const finishes = [];
		for (const _ of [...reasons, "context"]) finishes.push((await model.generate(ask("x"), testContext())).finish);
		expect(finishes).toEqual(["blocked", "blocked", "length", "stop", "length"]);
		expect(sent().guardrailConfig).toEqual({
			guardrailIdentifier: "abc123",
			guardrailVersion: "1",
			trace: "enabled",
		});
	});

	it("thoughts come apart with their signature, and go back with it; one without is not sent", async () => {
		const reasoningText = { text: "Hm.", signature: "c2ln" };
		fake.answer(
			"Converse",
			answered([
				{ reasoningContent: { reasoningText } },
				{ reasoningContent: { redactedContent: new Uint8Array([1, 2, 3]) } },
				{ text: "Yes." },
			]),
		);
		const model = onFake(fake, "claude-haiku-4.5", { reasoning: { budget: 2000 } });
		const { content } = await model.generate(ask("x", { temperature: 0, maxTokens: 50 }), testContext());
		expect(content).toEqual([
			{ type: "reasoning", text: "Hm.", signature: "c2ln" },
			{ type: "reasoning", text: "", redacted: "AQID" },
			{ type: "text", text: "Yes." },
		]);
		expect(sent()).toMatchObject({
			inferenceConfig: { maxTokens: 2050 },
			additionalModelRequestFields: { thinking: { type: "enabled", budget_tokens: 2000 } },
		});
		expect(sent().inferenceConfig).not.toHaveProperty("temperature");
		const unsigned = { type: "reasoning", text: "Of another model." } as const;
		const messages = [...ask("x").messages, { role: "assistant" as const, content: [unsigned, ...content] }];
		await model.generate({ messages: [...messages, ...ask("Sure?").messages] }, testContext());
		expect(sent().messages[1].content).toEqual([
			{ reasoningContent: { reasoningText } },
			{ reasoningContent: { redactedContent: Buffer.from([1, 2, 3]) } },
			{ text: "Yes." },
		]);
	});

	it("tier and fields of the model's own are sent; the price of another tier is unknown", async () => {
		fake.answer("Converse", answered([{ text: "a" }]));
		const model = onFake(fake, "nova-lite", {
			serviceTier: "flex",
			additionalFields: { inferenceConfig: { topK: 1 } },
		});
		const { usage } = await model.generate(ask("x"), testContext());
		expect(sent()).toMatchObject({
			serviceTier: { type: "flex" },
			additionalModelRequestFields: { inferenceConfig: { topK: 1 } },
		});
		expect(usage.costUsd).toBeNull();
	});
});

describe("who answers", () => {
	const at = (more: object = {}) => bedrock("nova-lite", { region: "us-east-1", credentials: keys, ...more });

	it("identity holds region, endpoint, model and what decides an answer; never a key", () => {
		expect(at().identity).toBe(at({ price: null, attempts: 2, timeoutMs: 9 }).identity);
		const others = [
			at({ region: "us-west-2" }),
			at({ endpoint: "http://127.0.0.1:1" }),
			at({ geography: "us" }),
			at({ maxTokens: 5 }),
			at({ temperature: 0 }),
			at({ guardrail: { id: "abc123", version: "1" } }),
			at({ guardrail: { id: "abc123", version: "2" } }),
			at({ serviceTier: "flex" }),
			at({ additionalFields: { a: 1 } }),
			bedrock("nova-pro", { region: "us-east-1" }),
		];
		expect(new Set([at(), ...others].map(({ identity }) => identity)).size).toBe(11);
		expect(JSON.stringify(at())).not.toContain(keys.secretAccessKey);
	});

	it("facts name region, geography, profile and a model that ends", () => {
		expect(bedrock("nova-2-lite", { region: "eu-west-1" }).facts).toMatchObject({
			region: "eu-west-1",
			geography: "eu",
			profile: "eu.amazon.nova-2-lite-v1:0",
			json: "tool",
		});
		expect(bedrock("llama-3.2-1b", { region: "us-east-1" }).facts?.warning).toMatch(/end of life/);
	});

	it("can what its model can, by the table", () => {
		const can = (id: string, more: object = {}) => bedrock(id, { region: "us-east-1", ...more }).can;
		expect(can("claude-haiku-4.5")).toEqual({ json: true, tools: true, stream: true, logprobs: false });
		expect(can("llama-3-8b")).toEqual({ json: false, tools: false, stream: true, logprobs: false });
		expect(can("llama-3.3-70b")).toMatchObject({ json: false, tools: true });
	});

	it("an empty AWS_REGION is none", () => {
		vi.stubEnv("AWS_REGION", "");
		vi.stubEnv("AWS_DEFAULT_REGION", "eu-central-1");
		const { facts, identity } = bedrock("claude-haiku-4.5");
		expect(facts?.geography).toBe("eu");
		expect(identity).toMatch(/^bedrock:eu-central-1:/);
		vi.unstubAllEnvs();
	});

	it("what a model may think counts in a budget, whatever the request's own limit", async () => {
		fake.answer("Converse", answered([{ text: "a" }]));
		const thinking = (effort: "low" | "high") => onFake(fake, "nova-2-lite", { reasoning: { effort } });
		expect([at().thoughtTokens, thinking("low").thoughtTokens, thinking("high").thoughtTokens]).toEqual([
			0, 2048, 64_000,
		]);
		const ask100 = ask("x", { maxTokens: 100 });
		const before = fake.log.length;
		const purse = budget({ tokens: 2000 });
		await expect(wrap(thinking("low"), purse).generate(ask100, testContext())).rejects.toThrow(BudgetError);
		expect(fake.log.length).toBe(before);
		await wrap(onFake(fake, "nova-2-lite"), purse).generate(ask100, testContext());
		expect(fake.log.length).toBe(before + 1);
	});

	it("options that do not fit are said before anything is sent", async () => {
		const unfit: [() => unknown, RegExp][] = [
			[() => at({ maxTokens: 0 }), /maxTokens to be an integer/],
			[() => at({ reasoning: { effort: "low" } }), /expected no reasoning/],
			[() => at({ temperature: 2 }), /temperature in \[0, 1\]/],
			[() => at({ temperature: Number.NaN }), /temperature/],
			[() => at({ attempts: Number.NaN }), /attempts to be an integer/],
			[() => at({ serviceTier: "cheap" }), /serviceTier "default"/],
			[() => at({ guardrail: { id: "abc", version: "" } }), /like "1", or "DRAFT"/],
			[() => bedrock("titan-embed-text-v2", { region: "us-east-1" }), /aws\.embedder/],
			[() => bedrock("claude-haiku-4.5", { region: "us-east-1", reasoning: { budget: 10 } }), /at least 1024/],
			[() => bedrock("claude-haiku-4.5", { region: "us-east-1", reasoning: { budget: 64_000 } }), /below 64000/],
		];
		for (const [make, words] of unfit) {
			expect(make).toThrow(ConfigError);
			expect(make).toThrow(words);
		}
		const requests: [Partial<ModelRequest>, RegExp][] = [
			[{ temperature: 1.5 }, /temperature in \[0, 1\]/],
			[{ topP: -1 }, /topP/],
			[{ maxTokens: 0.5 }, /maxTokens/],
			[{ stop: [""] }, /stop sequences/],
			[{ logprobs: true }, /logprobs/],
			[{ messages: [] }, /begin with a turn of the user/],
		];
		for (const [request, words] of requests) {
			const call = at().generate(ask("x", request), testContext());
			await expect(call).rejects.toThrow(ConfigError);
			await expect(call).rejects.toThrow(words);
		}
	});
});
