import {
	BedrockClient,
	CreateAdvancedPromptOptimizationJobCommand,
	CreateGuardrailCommand,
	DeleteGuardrailCommand,
	GetAdvancedPromptOptimizationJobCommand,
	GetGuardrailCommand,
	GetInferenceProfileCommand,
	ListFoundationModelsCommand,
	paginateListInferenceProfiles,
} from "@aws-sdk/client-bedrock";
import { InvokeAgentCommand, OptimizePromptCommand } from "@aws-sdk/client-bedrock-agent-runtime";
import {
	ApplyGuardrailCommand,
	InvokeGuardrailChecksCommand,
	InvokeModelCommand,
	InvokeModelWithResponseStreamCommand,
} from "@aws-sdk/client-bedrock-runtime";
import { paginateGetProducts } from "@aws-sdk/client-pricing";
import { InvokeEndpointCommand, InvokeEndpointWithResponseStreamCommand } from "@aws-sdk/client-sagemaker-runtime";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Clients, clientsOf } from "./clients.ts";
import { type Fake, startFake } from "./index.ts";
import type { Loose } from "./loose.ts";

let fake: Fake;
let clients: Clients;

beforeEach(async () => {
	fake = await startFake({ buckets: ["data"], endpoints: ["mine"] });
	clients = clientsOf(fake);
});
afterEach(async () => {
	clients.destroy();
	await fake[Symbol.asyncDispose]();
	expect(fake.failures).toEqual([]);
});

const nova = "amazon.nova-micro-v1:0";

describe("guardrails", () => {
	it("are made once, step in for their words, and are gone when deleted", async () => {
		const input = {
			name: "words",
			blockedInputMessaging: "not this",
			blockedOutputsMessaging: "nor that",
			wordPolicyConfig: { wordsConfig: [{ text: "acme" }] },
			clientRequestToken: "token-1",
		};
		const { guardrailId = "" } = await clients.bedrock.send(new CreateGuardrailCommand(input));
		expect((await clients.bedrock.send(new CreateGuardrailCommand(input))).guardrailId).toBe(guardrailId);
		await expect(
			clients.bedrock.send(new CreateGuardrailCommand({ ...input, clientRequestToken: "token-2" })),
		).rejects.toMatchObject({ name: "ConflictException" });
		const apply = (text: string) =>
			clients.runtime.send(
				new ApplyGuardrailCommand({
					guardrailIdentifier: guardrailId,
					guardrailVersion: "DRAFT",
					source: "INPUT",
					content: [{ text: { text } }],
				}),
			);
		expect((await apply("hello")).action).toBe("NONE");
		const stopped = await apply("Buy at ACME");
		expect(stopped).toMatchObject({ action: "GUARDRAIL_INTERVENED", outputs: [{ text: "not this" }] });
		expect(stopped.assessments?.[0]?.wordPolicy?.customWords?.[0]?.match).toBe("acme");
		expect((await clients.bedrock.send(new GetGuardrailCommand({ guardrailIdentifier: guardrailId }))).status).toBe(
			"READY",
		);
		await clients.bedrock.send(new DeleteGuardrailCommand({ guardrailIdentifier: guardrailId }));
		await expect(apply("hello")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
	});

	it("check inline, each check asked for", async () => {
		const checks = { promptAttack: { categories: [{ category: "JAILBREAK" as const }] } };
		const command = { messages: [{ role: "user" as const, content: [{ text: "hi" }] }], checks };
		const { results, usage } = await clients.runtime.send(new InvokeGuardrailChecksCommand(command));
		expect(results).toEqual({ promptAttack: { results: [{ category: "JAILBREAK", severityScore: 0 }] } });
		expect(usage?.promptAttack?.textUnits).toBe(1);
	});
});

describe("lists of models", () => {
	it("hold what the region answers to, in pages", async () => {
		const { modelSummaries = [] } = await clients.bedrock.send(
			new ListFoundationModelsCommand({ byInferenceType: "ON_DEMAND" }),
		);
		const ids = modelSummaries.map((model) => model.modelId);
		expect(ids).toContain(nova);
		expect(ids).not.toContain("amazon.nova-2-lite-v1:0");
		const profiles: (string | undefined)[] = [];
		let pages = 0;
		for await (const page of paginateListInferenceProfiles({ client: clients.bedrock }, {})) {
			pages++;
			profiles.push(...(page.inferenceProfileSummaries ?? []).map((profile) => profile.inferenceProfileId));
		}
		expect(pages).toBeGreaterThan(1);
		expect(profiles).toContain("global.amazon.nova-2-lite-v1:0");
		expect(profiles.some((profile) => profile?.startsWith("eu."))).toBe(false);
		const id = { inferenceProfileIdentifier: "us.amazon.nova-pro-v1:0" };
		expect((await clients.bedrock.send(new GetInferenceProfileCommand(id))).type).toBe("SYSTEM_DEFINED");
		const europe = new BedrockClient({ ...clients.settings, region: "eu-central-1" });
		await expect(europe.send(new GetInferenceProfileCommand(id))).rejects.toMatchObject({
			name: "ResourceNotFoundException",
		});
		europe.destroy();
	});
});

describe("prompt optimization", () => {
	it("streams an analysis, then the prompt in JSON quotes", async () => {
		const { optimizedPrompt } = await clients.agents.send(
			new OptimizePromptCommand({ input: { textPrompt: { text: "Sort it." } }, targetModelId: nova }),
		);
		const events: Loose[] = [];
		for await (const event of optimizedPrompt ?? []) events.push(event);
		expect(events).toHaveLength(3);
		expect(JSON.parse(events[2].optimizedPromptEvent.optimizedPrompt.textPrompt.text)).toContain("Sort it.");
	});

	it("runs as a job over templates", async () => {
		const line = {
			version: "bedrock-2026-05-14",
			templateId: "t",
			promptTemplate: "Sort {{x}}",
			evaluationSamples: [],
		};
		fake.objects.put("data", "in/prompts.jsonl", JSON.stringify(line));
		const { jobArn = "" } = await clients.bedrock.send(
			new CreateAdvancedPromptOptimizationJobCommand({
				jobName: "tune",
				inputConfig: { s3Uri: "s3://data/in/prompts.jsonl" },
				outputConfig: { s3Uri: "s3://data/out/" },
				modelConfigurations: [{ modelId: nova }],
			}),
		);
		expect(fake.billable()).toHaveLength(1);
		const look = () => clients.bedrock.send(new GetAdvancedPromptOptimizationJobCommand({ jobIdentifier: jobArn }));
		expect([(await look()).jobStatus, (await look()).jobStatus]).toEqual(["InProgress", "Completed"]);
		const key = `out/${jobArn.split("/").at(-1)}/advanced_prompt_optimization_results.jsonl`;
		const found = JSON.parse(fake.objects.text("data", key) ?? "");
		expect(found.promptOptimizationResults[0].optimizedPromptTemplate).toContain("Sort {{x}}");
	});
});

describe("native bodies", () => {
	it("are answered in the form of their family", async () => {
		const invoke = async (modelId: string, body: object) => {
			const answer = await clients.runtime.send(new InvokeModelCommand({ modelId, body: JSON.stringify(body) }));
			return JSON.parse(answer.body?.transformToString() ?? "");
		};
		const embed = await invoke("amazon.titan-embed-text-v2:0", { inputText: "a", dimensions: 256 });
		expect(Math.hypot(...embed.embedding)).toBeCloseTo(1, 12);
		expect(embed.embedding).toHaveLength(256);
		expect((await invoke("us.meta.llama3-1-8b-instruct-v1:0", { prompt: "a" })).generation).toBe("echo: a");
		const two = await invoke("cohere.embed-english-v3", { texts: ["a", "b"], input_type: "search_query" });
		expect(two.embeddings).toHaveLength(2);
	});

	it("stream", async () => {
		const body = JSON.stringify({ prompt: "streamed" });
		const command = new InvokeModelWithResponseStreamCommand({ modelId: "us.meta.llama3-1-8b-instruct-v1:0", body });
		const pieces: Loose[] = [];
		for await (const event of (await clients.runtime.send(command)).body ?? [])
			pieces.push(JSON.parse(Buffer.from(event.chunk?.bytes ?? []).toString()));
		expect(pieces.map((piece) => piece.generation).join("")).toBe("echo: streamed");
	});
});

describe("endpoints, agents and prices", () => {
	it("answer text generation and OpenAI's body, whole and in parts", async () => {
		const call = { EndpointName: "mine", ContentType: "application/json" };
		const whole = await clients.sagemaker.send(
			new InvokeEndpointCommand({ ...call, Body: JSON.stringify({ inputs: "hi" }) }),
		);
		expect(JSON.parse(whole.Body?.transformToString() ?? "")).toEqual([{ generated_text: "echo: hi" }]);
		const Body = JSON.stringify({ messages: [{ role: "user", content: "Grüezi" }], stream: true });
		const { Body: parts } = await clients.sagemaker.send(
			new InvokeEndpointWithResponseStreamCommand({ ...call, Body }),
		);
		const bytes: Uint8Array[] = [];
		for await (const event of parts ?? []) bytes.push(event.PayloadPart?.Bytes ?? new Uint8Array());
		expect(bytes.length).toBeGreaterThan(3);
		const lines = Buffer.concat(bytes)
			.toString()
			.split("\n\n")
			.filter((line) => line.startsWith("data: {"));
		const texts = lines.map((line) => JSON.parse(line.slice(6)).choices[0]?.delta.content ?? "");
		expect(texts.join("")).toBe("echo: Grüezi");
		await expect(
			clients.sagemaker.send(new InvokeEndpointCommand({ ...call, EndpointName: "gone", Body: "{}" })),
		).rejects.toThrow("Endpoint gone of account 123456789012 not found.");
	});

	it("let an agent think and speak", async () => {
		const command = {
			agentId: "AGENT12345",
			agentAliasId: "ALIAS12345",
			sessionId: "s-1",
			inputText: "hi",
			enableTrace: true,
		};
		const { completion, sessionId } = await clients.agents.send(new InvokeAgentCommand(command));
		let said = "";
		let thought = "";
		for await (const event of completion ?? []) {
			said += Buffer.from(event.chunk?.bytes ?? []).toString();
			thought += event.trace?.trace?.orchestrationTrace?.rationale?.text ?? "";
		}
		expect([sessionId, said, thought]).toEqual(["s-1", "echo: hi", "I will say it again."]);
	});

	it("list prices in pages of JSON texts", async () => {
		const prices: Loose[] = [];
		const Filters = [{ Type: "TERM_MATCH" as const, Field: "regionCode", Value: "us-east-1" }];
		for await (const page of paginateGetProducts(
			{ client: clients.pricing },
			{ ServiceCode: "AmazonBedrock", Filters },
		))
			prices.push(...(page.PriceList ?? []).map((text: unknown) => JSON.parse(String(text))));
		expect(prices).toHaveLength(6);
		expect(prices[0].product.attributes).toMatchObject({ model: "Nova Micro", inferenceType: "Input tokens" });
	});
});
