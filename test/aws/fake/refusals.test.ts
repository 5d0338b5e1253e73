import {
	ConverseCommand,
	ConverseStreamCommand,
	CountTokensCommand,
	InvokeModelCommand,
} from "@aws-sdk/client-bedrock-runtime";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Clients, clientsOf } from "./clients.ts";
import { type Fake, startFake } from "./index.ts";
import type { Loose } from "./loose.ts";

let fake: Fake;
let clients: Clients;

beforeAll(async () => {
	fake = await startFake({ noAccess: ["amazon.nova-pro-v1:0"], models: ["test.model-v1:0"], guardrails: ["known"] });
	clients = clientsOf(fake);
});
afterAll(async () => {
	expect(fake.failures).toEqual([]);
	clients.destroy();
	await fake[Symbol.asyncDispose]();
});

const nova = "amazon.nova-micro-v1:0";
const haiku = "us.anthropic.claude-haiku-4-5-20251001-v1:0";
const llama = "us.meta.llama3-1-8b-instruct-v1:0";

const user = (...content: object[]) => ({ role: "user", content });
const assistant = (...content: object[]) => ({ role: "assistant", content });
const hello = { modelId: nova, messages: [user({ text: "hello" })] };
const tool = (json: object, name = "look") => ({ toolSpec: { name, inputSchema: { json } } });
const object = { type: "object", properties: { word: { type: "string" } }, required: ["word"] };
const toolConfig = { tools: [tool(object)] };
const use = (toolUseId: string, input: unknown = {}) => ({ toolUse: { toolUseId, name: "look", input } });
const result = (toolUseId: string) => ({ toolResult: { toolUseId, content: [{ text: "found" }] } });

/** What the real client is told; null when the call goes through. */
async function told(command: Loose): Promise<string | null> {
	try {
		await clients.runtime.send(command);
		return null;
	} catch (error) {
		const { name, message, $metadata } = error as Loose;
		return `${$metadata?.httpStatusCode} ${name}: ${message}`;
	}
}
const converse = (input: Loose) => told(new ConverseCommand({ ...hello, ...input }));
const stream = (input: Loose) => told(new ConverseStreamCommand({ ...hello, ...input }));

/** The client drops members it does not know, so these are sent as another client would. */
async function raw(body: unknown, path = `/model/${nova}/converse`): Promise<string> {
	const response = await fetch(fake.url + path, {
		method: "POST",
		headers: { authorization: "Bearer key" },
		body: typeof body === "string" ? body : JSON.stringify(body),
	});
	return `${response.status} ${((await response.json()) as { message?: string }).message ?? ""}`;
}

describe("the service model", () => {
	it("knows every member", async () => {
		expect(await raw({ messages: hello.messages })).toBe("200 ");
		expect(await raw({ messages: hello.messages, topK: 3 })).toBe(
			"400 1 validation error detected: the request: extraneous key [topK] is not permitted",
		);
		expect(await raw({ messages: [user({ text: "a", bold: true })] })).toContain("extraneous key [bold]");
		expect(await raw({ messages: hello.messages }, `/model/${nova}/converse?debug=1`)).toContain(
			"query parameter debug",
		);
	});

	it("asks for what is required, of the right type", async () => {
		expect(await raw({ messages: [{ role: "user" }] })).toContain(
			"Value at 'messages.1.member.content' failed to satisfy constraint: Member must not be null",
		);
		expect(await raw({ messages: "hello" })).toContain(
			"Value at 'messages' failed to satisfy constraint: Member must be a list",
		);
		expect(await raw({ ...hello, modelId: undefined, inferenceConfig: { maxTokens: 1.5 } })).toContain(
			"must be a integer",
		);
		expect(await raw({ messages: hello.messages, inferenceConfig: { stopSequences: [3] } })).toContain(
			"must be a string",
		);
		expect(await raw("[]")).toContain("not a JSON object");
		expect(await raw("{")).toContain("not JSON");
	});

	it("holds ranges, lengths, enums, patterns and unions", async () => {
		expect(await converse({ inferenceConfig: { maxTokens: 0 } })).toContain("greater than or equal to 1");
		expect(await converse({ inferenceConfig: { temperature: 1.5 } })).toContain("less than or equal to 1");
		expect(await converse({ inferenceConfig: { stopSequences: [""] } })).toContain("length greater than or equal to 1");
		expect(await converse({ messages: [{ role: "tool", content: [{ text: "a" }] }] })).toContain("enum value set");
		expect(await converse({ toolConfig: { tools: [tool(object, "a b")] } })).toContain("regular expression pattern");
		expect(await converse({ toolConfig: { tools: [tool(object, "a".repeat(65))] } })).toContain(
			"less than or equal to 64",
		);
		expect(
			await raw({ messages: [user({ text: "a", image: { format: "png", source: { bytes: "AA==" } } })] }),
		).toContain("exactly one of");
	});

	it("counts several breaches at once", async () => {
		expect(await converse({ inferenceConfig: { maxTokens: 0, topP: 2 } })).toContain("2 validation errors detected");
	});
});

describe("models", () => {
	it.each([
		["an unknown id", "amazon.nova-nano-v1:0", "400 ValidationException: The provided model identifier is invalid."],
		[
			"an expired id",
			"meta.llama3-2-1b-instruct-v1:0",
			"400 ValidationException: The provided model identifier is invalid.",
		],
		["a profile of another geography", "eu.amazon.nova-micro-v1:0", "The provided model identifier is invalid."],
		["a profile that does not exist", "global.amazon.nova-micro-v1:0", "The provided model identifier is invalid."],
		["no access", "us.amazon.nova-pro-v1:0", "403 AccessDeniedException: You don't have access to the model"],
		["an embedder", "amazon.titan-embed-text-v2:0", "doesn't support the model that you provided"],
	])("refuse %s", async (_, modelId, sentence) => {
		expect(await converse({ modelId })).toContain(sentence);
	});

	it("say with U+2019 that a profile is needed", async () => {
		expect(await converse({ modelId: haiku.replace("us.", "") })).toBe(
			"400 ValidationException: Invocation of model ID anthropic.claude-haiku-4-5-20251001-v1:0 with on-demand throughput isn’t supported. Retry your request with the ID or ARN of an inference profile that contains this model.",
		);
	});

	it.each([haiku, nova, "us.amazon.nova-micro-v1:0", "test.model-v1:0"])("answer %s", async (modelId) => {
		expect(await converse({ modelId })).toBeNull();
	});

	it("answer an ARN of a profile and an application profile", async () => {
		const arn = "arn:aws:bedrock:us-east-1:123456789012";
		expect(await converse({ modelId: `${arn}:inference-profile/${haiku}` })).toBeNull();
		expect(await converse({ modelId: `${arn}:application-inference-profile/abcdefghijkl` })).toBeNull();
	});

	it("count tokens where Anthropic made them", async () => {
		const input = { converse: { messages: hello.messages } } as Loose;
		expect(await told(new CountTokensCommand({ modelId: haiku.replace("us.", ""), input }))).toBeNull();
		expect(await told(new CountTokensCommand({ modelId: nova, input }))).toContain("doesn't support counting tokens");
	});
});

describe("conversations", () => {
	it.each([
		[
			"begin with the user",
			{ messages: [assistant({ text: "hi" }), user({ text: "a" })] },
			"must start with a user message",
		],
		[
			"alternate",
			{ messages: [user({ text: "a" }), user({ text: "b" })] },
			"must alternate between user and assistant",
		],
		[
			"end with the user",
			{ messages: [user({ text: "a" }), assistant({ text: "b" })] },
			"must end with a user message",
		],
		["exist", { messages: [] }, "must start with a user message"],
		["hold no blank text", { messages: [user({ text: " " })] }, "messages.0.content.0 is blank"],
		["hold no empty message", { messages: [user()] }, "messages.0 is empty"],
		["have no blank system prompt", { system: [{ text: " " }] }, "system.0 is blank"],
		[
			"name documents plainly",
			{
				messages: [
					user({ text: "a" }, { document: { name: "a.pdf", format: "pdf", source: { bytes: new Uint8Array(1) } } }),
				],
			},
			"document file name can only contain",
		],
		[
			"put text beside a document",
			{ messages: [user({ document: { name: "a", format: "pdf", source: { bytes: new Uint8Array(1) } } })] },
			"must contain a text block",
		],
		[
			"know the guardrail",
			{ guardrailConfig: { guardrailIdentifier: "other", guardrailVersion: "1" } },
			"does not exist",
		],
	])("%s", async (_, input, sentence) => {
		expect(await converse(input)).toContain(sentence);
		expect(await stream(input)).toContain(sentence);
	});

	it("stay below the model's most tokens, and draw newer Claudes by one number", async () => {
		expect(await converse({ inferenceConfig: { maxTokens: 10_001 } })).toContain("exceeds the model limit of 10000");
		expect(await converse({ modelId: haiku, inferenceConfig: { temperature: 0, topP: 0.9 } })).toContain(
			"`temperature` and `top_p` cannot both be specified",
		);
		expect(await converse({ inferenceConfig: { temperature: 0, topP: 0.9 } })).toBeNull();
		expect(await converse({ guardrailConfig: { guardrailIdentifier: "known", guardrailVersion: "1" } })).toBeNull();
	});
});

describe("tools", () => {
	const called = [user({ text: "a" }), assistant(use("t1"), use("t2"))];

	it("are paired with their results, and named again", async () => {
		const answered = [...called, user(result("t1"), result("t2"))];
		expect(await converse({ messages: answered, toolConfig })).toBeNull();
		expect(await converse({ messages: answered })).toContain("The toolConfig field must be defined");
		expect(await converse({ messages: [...called, user(result("t1"))], toolConfig })).toContain(
			"for the following Ids: t2",
		);
		expect(await converse({ messages: [...called, user({ text: "b" })], toolConfig })).toContain(
			"Expected toolResult blocks",
		);
		expect(await converse({ messages: [user(result("t1"))], toolConfig })).toContain(
			"exceeds the number of toolUse blocks",
		);
		const twice = [...called, user(result("t1"), result("t1"))];
		expect(await converse({ messages: twice, toolConfig })).toContain("duplicate toolResult ids");
		const loose = [user({ text: "a" }), assistant(use("t1", "{}")), user(result("t1"))];
		expect(await converse({ messages: loose, toolConfig })).toContain("Provide a json object");
	});

	it("have a schema whose root is an object", async () => {
		const config = (json: object) => ({ toolConfig: { tools: [tool(json)] } });
		expect(await converse(config({ type: "array" }))).toContain(
			"inputSchema.json.type must be one of the following: object.",
		);
		expect(await converse({ ...config({ ...object, oneOf: [] }), modelId: haiku })).toContain("does not support oneOf");
		expect(await converse(config({ ...object, $defs: {} }))).toContain("found $defs");
		expect(await converse({ ...config({ ...object, $defs: {} }), modelId: haiku })).toBeNull();
		expect(await converse({ toolConfig: { tools: [tool(object), tool(object)] } })).toContain("duplicate tool names");
		expect(await converse({ toolConfig: { ...toolConfig, toolChoice: { tool: { name: "other" } } } })).toContain(
			"not one of the tools",
		);
	});

	it("are taken by the models that take them", async () => {
		expect(await converse({ toolConfig, modelId: "meta.llama3-8b-instruct-v1:0" })).toContain(
			"doesn't support tool use.",
		);
		expect(await converse({ toolConfig, modelId: llama })).toBeNull();
		expect(await stream({ toolConfig, modelId: llama })).toContain("tool use in streaming mode");
		expect(await converse({ toolConfig: { ...toolConfig, toolChoice: { any: {} } }, modelId: llama })).toContain(
			"doesn't support the toolConfig.toolChoice.any field",
		);
	});

	it("are called when forced, with an input of their schema", async () => {
		const command = new ConverseCommand({ ...hello, toolConfig: { ...toolConfig, toolChoice: { any: {} } } } as Loose);
		const answer = await clients.runtime.send(command);
		expect(answer.stopReason).toBe("tool_use");
		expect(answer.output?.message?.content?.[0]?.toolUse).toMatchObject({ name: "look", input: { word: "text" } });
	});
});

describe("structured output", () => {
	const format = (schema: unknown) => ({
		outputConfig: {
			textFormat: {
				type: "json_schema",
				structure: {
					jsonSchema: { name: "answer", schema: typeof schema === "string" ? schema : JSON.stringify(schema) },
				},
			},
		},
	});
	const closed = { ...object, additionalProperties: false };

	it.each([
		["JSON", "{", "not JSON"],
		["an object at its root", { type: "array" }, "root must be of type object"],
		["closed", object, "'additionalProperties' must be explicitly set to false"],
		[
			"closed all the way down",
			{ ...closed, properties: { word: object } },
			"'additionalProperties' must be explicitly",
		],
		[
			"decodable",
			{ ...closed, properties: { word: { type: "string", minLength: 2 } } },
			"'minLength' is not supported",
		],
	])("has a schema that is %s", async (_, schema, sentence) => {
		expect(await converse({ ...format(schema), modelId: haiku })).toContain(sentence);
	});

	it("is given by the models that give it", async () => {
		expect(await converse(format(closed))).toContain("doesn't support the outputConfig.textFormat field");
		const answer = await clients.runtime.send(
			new ConverseCommand({ ...hello, ...format(closed), modelId: haiku } as Loose),
		);
		expect(JSON.parse(answer.output?.message?.content?.[0]?.text ?? "")).toEqual({ word: "text" });
	});
});

describe("native bodies", () => {
	const invoke = (modelId: string, body: unknown) =>
		told(new InvokeModelCommand({ modelId, body: JSON.stringify(body) }));
	const messages = hello.messages;

	it.each([
		["Nova", nova, { schemaVersion: "messages-v1", messages, inferenceConfig: { maxTokens: 5 } }],
		[
			"Claude",
			haiku,
			{ anthropic_version: "bedrock-2023-05-31", max_tokens: 5, messages: [user({ type: "text", text: "a" })] },
		],
		["Llama", llama, { prompt: "a", max_gen_len: 5 }],
		["Titan", "amazon.titan-embed-text-v2:0", { inputText: "a", dimensions: 256, normalize: true }],
		["Cohere", "cohere.embed-english-v3", { texts: ["a"], input_type: "search_query" }],
	])("of %s pass", async (_, modelId, body) => {
		expect(await invoke(modelId, body)).toBeNull();
	});

	it.each([
		["Claude without its version", haiku, { max_tokens: 5, messages }, "required key [anthropic_version] not found"],
		[
			"Claude with a model",
			haiku,
			{ anthropic_version: "bedrock-2023-05-31", max_tokens: 5, messages, model: "x" },
			"extraneous key [model]",
		],
		["Llama with messages", llama, { messages }, "required key [prompt] not found"],
		["Titan of odd size", "amazon.titan-embed-text-v2:0", { inputText: "a", dimensions: 300 }, "#/dimensions"],
		[
			"Cohere with too many texts",
			"cohere.embed-english-v3",
			{ texts: Array(97).fill("a"), input_type: "search_query" },
			"#/texts",
		],
		[
			"Cohere with a long text",
			"cohere.embed-english-v3",
			{ texts: ["a".repeat(2049)], input_type: "search_query" },
			"actual: 2049",
		],
		["Nova with the roles astray", nova, { messages: [assistant({ text: "a" })] }, "must start with a user message"],
		["a profile missing", "meta.llama3-1-8b-instruct-v1:0", { prompt: "a" }, "isn’t supported"],
	])("of %s do not", async (_, modelId, body, sentence) => {
		expect(await invoke(modelId, body)).toContain(sentence);
	});
});
