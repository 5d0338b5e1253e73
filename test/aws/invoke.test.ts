import { describe, expect, test } from "vitest";
import { type InvokeOptions, invoke } from "../../src/aws/invoke.ts";
import { ConfigError, ModelError } from "../../src/core/errors.ts";
import { ask, testContext } from "../model/context.ts";
import { closing, invoked, useFake } from "./on-fake.ts";

const { fake, at, sent, body } = useFake();
const open = (id: string, options: InvokeOptions = {}) => closing(invoke(id, { ...at(), ...options }));

/** The answer, and the pieces in which it was told. */
async function listen(id: string, text: string, options: InvokeOptions = {}, more: object = {}) {
	const told: string[] = [];
	const answer = await open(id, options).generate(
		ask(text, more),
		testContext({ onDelta: (piece) => told.push(piece) }),
	);
	return { answer, told };
}

describe.each([
	["nova-micro", "amazon.nova-micro-v1:0", 0.035, 0.14],
	["claude-haiku-4.5", "us.anthropic.claude-haiku-4-5-20251001-v1:0", 1.1, 5.5],
	["llama-3.3-70b", "us.meta.llama3-3-70b-instruct-v1:0", 0.72, 0.72],
])("%s", (id, modelId, priceIn, priceOut) => {
	test("answers whole: text, finish, tokens, cost", async () => {
		const answer = await open(id).generate(ask("hello", { system: "Be brief.", temperature: 0 }), testContext());
		expect(answer.content).toEqual([{ type: "text", text: expect.stringMatching(/^echo: /) }]);
		expect(answer.finish).toBe("stop");
		const { inputTokens, outputTokens, costUsd } = answer.usage;
		expect(inputTokens).toBeGreaterThan(0);
		expect(outputTokens).toBeGreaterThan(0);
		expect(costUsd).toBeCloseTo((inputTokens * priceIn + outputTokens * priceOut) / 1e6, 12);
		expect(answer.latencyMs).toBeGreaterThan(0);
		expect(sent().modelId).toBe(modelId);
	});

	test("streams the same", async () => {
		const whole = await open(id).generate(ask("hello"), testContext());
		const { answer, told } = await listen(id, "hello");
		expect(told.length).toBeGreaterThan(1);
		expect(told.join("")).toBe(whole.content.map((part) => (part.type === "text" ? part.text : "")).join(""));
		expect(answer.content).toEqual(whole.content);
		expect(answer.usage).toEqual(whole.usage);
		expect(fake().log.at(-1)?.operation).toBe("InvokeModelWithResponseStream");
	});
});

describe("what is asked", () => {
	test("the number of tokens is always said, and never more than the model writes", async () => {
		await open("nova-micro").generate(ask("x"), testContext());
		expect(body("body").inferenceConfig).toEqual({ maxTokens: 1024 });
		await open("claude-haiku-4.5", { maxTokens: 7 }).generate(ask("x"), testContext());
		expect(body("body").max_tokens).toBe(7);
		await open("llama-3.3-70b").generate(ask("x", { maxTokens: 99_999 }), testContext());
		expect(body("body").max_gen_len).toBe(4_096);
	});

	test("a schema goes as a tool that must be called, whose input is the answer", async () => {
		const output = { type: "object", properties: { label: { type: "string" } }, required: ["label"] };
		const call = { type: "tool_use", id: "t", name: "answer", input: { label: "x" } };
		fake().answer("InvokeModel", invoked({ content: [call], stop_reason: "tool_use", usage: {} }));
		const claude = open("claude-haiku-4.5");
		expect(claude.can.json).toBe(true);
		const answer = await claude.generate(ask("?", { output }), testContext());
		expect(answer).toMatchObject({ content: [{ type: "text", text: '{"label":"x"}' }], finish: "stop" });
		expect(body("body")).toMatchObject({ tools: [{ name: "answer" }], tool_choice: { type: "tool", name: "answer" } });
		fake().answer("InvokeModel");
	});

	test("tools, there and back", async () => {
		const tools = [
			{ name: "add", description: "Adds.", input: { type: "object", properties: { n: { type: "integer" } } } },
		];
		const toolUse = { toolUseId: "t1", name: "add", input: { n: 1 } };
		const content = [{ text: "<thinking>Add it.</thinking>\n" }, { toolUse }];
		const reply = { output: { message: { role: "assistant", content } }, stopReason: "tool_use", usage: {} };
		fake().answer("InvokeModel", invoked(reply));
		const answer = await open("nova-lite").generate(ask("1+1?", { tools }), testContext());
		expect(answer).toMatchObject({
			content: [
				{ type: "reasoning", text: "Add it." },
				{ type: "toolCall", id: "t1", name: "add", input: { n: 1 } },
			],
			finish: "tool",
		});
		fake().answer("InvokeModel");
	});

	test("Llama's body has no place for tools; a stop sequence is looked for in the answer", async () => {
		const tools = [{ name: "add", description: "Adds.", input: { type: "object", properties: {} } }];
		const llama = open("llama-3.3-70b");
		expect(llama.can).toEqual({ json: false, tools: false, stream: true, logprobs: false });
		await expect(llama.generate(ask("x", { tools }), testContext())).rejects.toBeInstanceOf(ConfigError);
		const generation = {
			generation: "one\ntwo",
			stop_reason: "stop",
			prompt_token_count: 3,
			generation_token_count: 3,
		};
		fake().answer("InvokeModel", invoked(generation));
		const { answer, told } = await listen("llama-3.3-70b", "Count.", {}, { stop: ["\n"] });
		expect(answer.content).toEqual([{ type: "text", text: "one" }]);
		expect(told).toEqual(["one"]);
		fake().answer("InvokeModel");
	});
});

describe("names", () => {
	test("what decides an answer is in the identity", () => {
		const identity = (options: InvokeOptions) => open("nova-micro", options).identity;
		expect(identity({})).toMatch(/^bedrock-invoke:us-east-1 http:.+:amazon\.nova-micro-v1:0:[0-9a-f]{16}$/);
		expect(identity({ temperature: 0 })).not.toBe(identity({}));
		expect(identity({ price: null })).toBe(identity({}));
	});

	test("the family of an imported model must be said, and must be one that is known", () => {
		const arn = "arn:aws:bedrock:us-east-1:123456789012:imported-model/abcdef123456";
		expect(() => open(arn)).toThrow(`aws.invoke: expected a model of Nova, Claude or Llama, found ${arn}. Pass family`);
		expect(open(arn, { family: "llama" }).can.tools).toBe(false);
		expect(() => open("mistral.mistral-large-2402-v1:0")).toThrow("aws.invokeRaw takes any body");
	});
});

describe("failures", () => {
	test("an answer of another family", async () => {
		fake().answer("InvokeModel", invoked("<html>oh</html>"));
		const asked = open("nova-micro", { attempts: 1 }).generate(ask("x"), testContext());
		await expect(asked).rejects.toThrow('in the form of its family, found "<html>oh</html>"');
		fake().answer("InvokeModel");
	});

	test("a refusal for quota is sent again", async () => {
		const reply = { output: { message: { content: [{ text: "ok" }] } }, stopReason: "end_turn" };
		fake().answer("InvokeModel", { error: "ThrottlingException", message: "Too many" }, invoked(reply));
		const answer = await open("nova-micro").generate(ask("x"), testContext());
		expect(answer.content).toEqual([{ type: "text", text: "ok" }]);
		expect(answer.usage.costUsd).toBeNull(); // it told no tokens
		fake().answer("InvokeModel");
	});

	test("a stream that breaks off, by a cut or by an exception of AWS, once text was told", async () => {
		const chunk = (piece: object) => ({ chunk: { bytes: Buffer.from(JSON.stringify(piece)) } });
		const pieces = ["Hel", "lo"].map((generation) => chunk({ generation, stop_reason: null }));
		const output = { contentType: "application/json" };
		const streamed = async (...events: readonly object[]) => {
			fake().answer("InvokeModelWithResponseStream", { stream: events, output });
			const error: unknown = await listen("llama-3.3-70b", "x").catch((thrown: unknown) => thrown);
			fake().answer("InvokeModelWithResponseStream");
			return error as ModelError;
		};
		const cut = await streamed(...pieces);
		expect(cut).toBeInstanceOf(ModelError);
		expect(cut.message).toMatch(/stream that ended before the answer did.*its text had begun to arrive/);
		const broken = await streamed(...pieces, { modelStreamErrorException: { message: "The model fell over" } });
		expect(broken.message).toMatch(/^aws\.invoke: .*The model fell over.*its text had begun to arrive/);
		expect(broken.retryable).toBe(false);
	});

	test("AWS's refusals are ours, with the next step", async () => {
		fake().answer("InvokeModel", {
			error: "AccessDeniedException",
			message: "You don't have access to the model",
			status: 403,
		});
		const error: unknown = await open("nova-micro")
			.generate(ask("x"), testContext())
			.catch((thrown: unknown) => thrown);
		expect(error).toMatchObject({ code: "model", status: 403, systemic: true, retryable: false });
		fake().answer("InvokeModel");
	});
});
