import {
	BedrockClient,
	CreateAdvancedPromptOptimizationJobCommand,
	CreateGuardrailCommand,
	CreateModelInvocationJobCommand,
	DeleteGuardrailCommand,
	GetAdvancedPromptOptimizationJobCommand,
	GetGuardrailCommand,
	GetInferenceProfileCommand,
	GetModelInvocationJobCommand,
	ListFoundationModelsCommand,
	ListModelInvocationJobsCommand,
	paginateListInferenceProfiles,
	StopModelInvocationJobCommand,
} from "@aws-sdk/client-bedrock";
import { InvokeAgentCommand, OptimizePromptCommand } from "@aws-sdk/client-bedrock-agent-runtime";
import {
	ApplyGuardrailCommand,
	InvokeGuardrailChecksCommand,
	InvokeModelCommand,
	InvokeModelWithResponseStreamCommand,
} from "@aws-sdk/client-bedrock-runtime";
import { paginateGetProducts } from "@aws-sdk/client-pricing";
import {
	DeleteObjectCommand,
	GetObjectCommand,
	HeadBucketCommand,
	HeadObjectCommand,
	PutObjectCommand,
	paginateListObjectsV2,
} from "@aws-sdk/client-s3";
import { InvokeEndpointCommand, InvokeEndpointWithResponseStreamCommand } from "@aws-sdk/client-sagemaker-runtime";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Clients, clientsOf } from "./clients.ts";
import { type Fake, startFake } from "./index.ts";
import type { Loose } from "./loose.ts";

let fake: Fake;
let clients: Clients;

beforeEach(async () => {
	fake = await startFake({ minimumRecords: 3, buckets: ["data"], endpoints: ["mine"] });
	clients = clientsOf(fake);
});
afterEach(async () => {
	clients.destroy();
	await fake[Symbol.asyncDispose]();
	expect(fake.failures).toEqual([]);
});

const nova = "amazon.nova-micro-v1:0";

describe("S3", () => {
	it("keeps, lists in pages, and deletes objects", async () => {
		const { s3 } = clients;
		for (const Key of ["in/a b.jsonl", "in/ü.txt", "other"])
			await s3.send(new PutObjectCommand({ Bucket: "data", Key, Body: `body of ${Key}`, Metadata: { run: "1" } }));
		const got = await s3.send(new GetObjectCommand({ Bucket: "data", Key: "in/ü.txt" }));
		expect(await got.Body?.transformToString()).toBe("body of in/ü.txt");
		expect(got.Metadata).toEqual({ run: "1" });
		expect((await s3.send(new HeadObjectCommand({ Bucket: "data", Key: "other" }))).ContentLength).toBe(13);
		const keys: unknown[] = [];
		for await (const page of paginateListObjectsV2({ client: s3, pageSize: 1 }, { Bucket: "data", Prefix: "in/" }))
			keys.push(...(page.Contents ?? []).map((object) => object.Key));
		expect(keys).toEqual(["in/a b.jsonl", "in/ü.txt"]);
		await s3.send(new DeleteObjectCommand({ Bucket: "data", Key: "other" }));
		await expect(s3.send(new GetObjectCommand({ Bucket: "data", Key: "other" }))).rejects.toMatchObject({
			name: "NoSuchKey",
		});
		await expect(s3.send(new HeadBucketCommand({ Bucket: "nowhere" }))).rejects.toMatchObject({
			$metadata: { httpStatusCode: 404 },
		});
		expect(fake.objects.keys("data")).toEqual(["in/a b.jsonl", "in/ü.txt"]);
	});

	it("refuses to write over an object when asked not to", async () => {
		const put = new PutObjectCommand({ Bucket: "data", Key: "a", Body: "1", IfNoneMatch: "*" });
		await clients.s3.send(put);
		await expect(clients.s3.send(put)).rejects.toMatchObject({ name: "PreconditionFailed" });
	});
});

describe("batch inference", () => {
	const record = (recordId: string, text: string, more: object = {}) =>
		JSON.stringify({ recordId, modelInput: { messages: [{ role: "user", content: [{ text }] }], ...more } });
	const create = {
		jobName: "run-1",
		roleArn: "arn:aws:iam::123456789012:role/batch",
		modelId: nova,
		modelInvocationType: "Converse" as const,
		clientRequestToken: "token1",
		inputDataConfig: { s3InputDataConfig: { s3Uri: "s3://data/in/run.jsonl" } },
		outputDataConfig: { s3OutputDataConfig: { s3Uri: "s3://data/out/" } },
	};
	const start = async (lines: readonly string[], change: object = {}) => {
		fake.objects.put("data", "in/run.jsonl", lines.join("\n"));
		return (await clients.bedrock.send(new CreateModelInvocationJobCommand({ ...create, ...change }))).jobArn ?? "";
	};
	const look = (jobIdentifier: string) => clients.bedrock.send(new GetModelInvocationJobCommand({ jobIdentifier }));
	const end = async (arn: string) => {
		for (;;) {
			const job = await look(arn);
			if (/Completed|Failed|Stopped/.test(job.status ?? "")) return job;
		}
	};

	it("goes through its states and writes answers, errors and a manifest, out of order", async () => {
		fake.answer("Converse", (input) => {
			const text = input.messages[0].content[0].text;
			if (text === "bad") return { error: "ModelErrorException", message: "no", status: 424 };
			return { output: { output: { message: { role: "assistant", content: [{ text: `${text}!` }] } } } };
		});
		const tools = { toolConfig: { tools: [{ toolSpec: { name: "a", inputSchema: { json: { type: "object" } } } }] } };
		const arn = await start([
			record("r1", "one"),
			record("r2", "two"),
			record("r3", "bad"),
			record("r4", "four", tools),
			record("r5", "five", { modelId: nova }),
			record("r6", "six", { inferenceConfig: { maxTokens: 0 } }),
			record("r7", " "),
		]);
		expect(fake.billable()).toEqual([{ kind: "model-invocation-job", name: arn }]);
		const states: unknown[] = [];
		for (let polls = 0; polls < 4; polls++) states.push((await look(arn)).status);
		expect(states).toEqual(["Submitted", "Validating", "InProgress", "Completed"]);
		expect(await look(arn)).toMatchObject({ totalRecordCount: 7, successRecordCount: 2, errorRecordCount: 5 });
		expect(fake.billable()).toEqual([]);
		const folder = `out/${arn.split("/").at(-1)}/`;
		expect(fake.objects.keys("data", "out/")).toEqual([`${folder}manifest.json.out`, `${folder}run.jsonl.out`]);
		const lines = (fake.objects.text("data", `${folder}run.jsonl.out`) ?? "")
			.trim()
			.split("\n")
			.map((line) => JSON.parse(line));
		const ids = lines.map((line) => line.recordId);
		expect(ids).not.toEqual([...ids].sort());
		const byId = new Map(lines.map((line) => [line.recordId, line]));
		expect(byId.get("r2").modelOutput.output.message.content).toEqual([{ text: "two!" }]);
		expect(byId.get("r3")).toMatchObject({ error: { errorCode: 424, errorMessage: "no" } });
		expect(byId.get("r4").error.errorMessage).toContain("toolConfig");
		expect(byId.get("r5").error.errorMessage).toContain("Extra inputs are not permitted");
		expect(byId.get("r6").error.errorMessage).toContain("greater than or equal to 1");
		expect(byId.get("r7").error.errorMessage).toContain("blank");
		expect(JSON.parse(fake.objects.text("data", `${folder}manifest.json.out`) ?? "")).toMatchObject({
			totalRecordCount: 7,
			errorRecordCount: 5,
			inputTokenCount: 20,
		});
	});

	it.each([
		["too few records", [record("r1", "a")], "less records (1) than the required minimum of: 3"],
		["a record twice", [record("r1", "a"), record("r1", "b"), record("r2", "c")], "duplicate recordId"],
		["a line that is no record", [record("r1", "a"), "{", record("r2", "b")], "line 2 is not a JSON object"],
	])("fails a job for %s", async (_, lines, sentence) => {
		const job = await end(await start(lines));
		expect([job.status, job.message]).toEqual(["Failed", expect.stringContaining(sentence)]);
	});

	it("fails a job whose input is not there", async () => {
		const arn = await start([], { inputDataConfig: { s3InputDataConfig: { s3Uri: "s3://data/in/other.jsonl" } } });
		expect((await end(arn)).message).toContain("could not be read");
	});

	it("makes one job of one token, and refuses the token for another", async () => {
		const lines = ["r1", "r2", "r3"].map((id) => record(id, id));
		const arn = await start(lines);
		expect(await start(lines)).toBe(arn);
		expect(await start(lines, { clientRequestToken: "token2" })).not.toBe(arn);
		await expect(start(lines, { jobName: "run-2" })).rejects.toMatchObject({ name: "ConflictException" });
		const { invocationJobSummaries } = await clients.bedrock.send(
			new ListModelInvocationJobsCommand({ nameContains: "run" }),
		);
		expect(invocationJobSummaries).toHaveLength(2);
	});

	it("stops a job once", async () => {
		const arn = await start([]);
		await clients.bedrock.send(new StopModelInvocationJobCommand({ jobIdentifier: arn }));
		expect((await look(arn)).status).toBe("Stopping");
		expect((await look(arn)).status).toBe("Stopped");
		await expect(clients.bedrock.send(new StopModelInvocationJobCommand({ jobIdentifier: arn }))).rejects.toMatchObject(
			{
				name: "ConflictException",
			},
		);
		await expect(look(arn.replace(/.$/, "x"))).rejects.toMatchObject({ name: "ResourceNotFoundException" });
	});

	it("checks the request by the service model and the model's profile", async () => {
		await expect(start([], { roleArn: "batch" })).rejects.toThrow("roleArn");
		await expect(start([], { timeoutDurationInHours: 2 })).rejects.toThrow("greater than or equal to 24");
		await expect(start([], { modelId: "meta.llama3-3-70b-instruct-v1:0" })).rejects.toThrow("isn’t supported");
	});
});

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
