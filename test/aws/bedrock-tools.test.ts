import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ConfigError, ModelError } from "../../src/core/errors.ts";
import { callModel } from "../../src/model/call.ts";
import { type Message, textOf } from "../../src/model/model.ts";
import { usageOf } from "../../src/model/usage.ts";
import { ask, testContext } from "../model/context.ts";
import { answered, onFake } from "./bedrock-model.ts";
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
const input = {
	type: "object",
	properties: { town: { type: "string" } },
	required: ["town"],
	additionalProperties: false,
};
const weather = { name: "weather", description: "Weather of a town.", input };
const toolUse = { toolUseId: "tooluse_1", name: "weather", input: { town: "Graz" } };
const call = { type: "toolCall", id: "tooluse_1", name: "weather", input: { town: "Graz" } } as const;
const history: readonly Message[] = [
	...ask("Weather in Graz?").messages,
	{ role: "assistant", content: [{ type: "reasoning", text: "I should look." }, call] },
	{ role: "user", content: [{ type: "toolResult", id: "tooluse_1", content: "no such town", isError: true }] },
];

describe("tools", () => {
	it("a round trip: Nova's thinking apart, the call read, its result sent back, the tools said again", async () => {
		const thought = "<thinking>I should look.</thinking>\n\n";
		fake.answer("Converse", answered([{ text: thought }, { toolUse }]), answered([{ text: `${thought}It rains.` }]));
		const model = onFake(fake, "nova-lite");
		const first = await model.generate(ask("Weather in Graz?", { tools: [weather], toolChoice: "any" }), testContext());
		expect(first).toMatchObject({ finish: "tool", content: [{ type: "reasoning", text: "I should look." }, call] });
		expect(sent().toolConfig).toEqual({
			tools: [
				{
					toolSpec: {
						name: "weather",
						description: "Weather of a town.",
						inputSchema: { json: { type: "object", properties: { town: { type: "string" } }, required: ["town"] } },
					},
				},
			],
			toolChoice: { any: {} },
		});
		const second = await model.generate({ messages: history, tools: [weather] }, testContext());
		expect(second).toMatchObject({
			finish: "stop",
			content: [{ type: "reasoning" }, { type: "text", text: "It rains." }],
		});
		expect(sent().messages.slice(1)).toEqual([
			{ role: "assistant", content: [{ toolUse }] },
			{
				role: "user",
				content: [{ toolResult: { toolUseId: "tooluse_1", content: [{ text: "no such town" }], status: "error" } }],
			},
		]);
		expect(sent().toolConfig).not.toHaveProperty("toolChoice");
		expect(fake.unexpected()).toEqual([]);
	});

	it("are said whenever the history holds a call, also those that nobody gave, and when none may be called", async () => {
		fake.answer("Converse", answered([{ text: "It rains." }]));
		const names = () => sent().toolConfig.tools.map((tool: { toolSpec: { name: string } }) => tool.toolSpec.name);
		const model = onFake(fake, "claude-haiku-4.5");
		await model.generate({ messages: history }, testContext());
		expect(names()).toEqual(["weather"]);
		await model.generate(
			{ messages: history, tools: [{ ...weather, name: "time" }], toolChoice: "none" },
			testContext(),
		);
		expect(names()).toEqual(["time", "weather"]);
		await model.generate(ask("x", { tools: [weather], toolChoice: "none" }), testContext());
		expect(sent()).not.toHaveProperty("toolConfig");
		await model.generate(ask("x", { tools: [weather], toolChoice: { tool: "weather" } }), testContext());
		expect(sent().toolConfig).toMatchObject({
			tools: [{ toolSpec: { inputSchema: { json: input } } }],
			toolChoice: { tool: { name: "weather" } },
		});
		expect(fake.unexpected()).toEqual([]);
	});

	it("a call whose input is no JSON stays text, and is shown to the model as it wrote it", async () => {
		const start = { toolUseId: "tooluse_1", name: "weather" };
		const delta = (piece: string) => ({
			contentBlockDelta: { contentBlockIndex: 0, delta: { toolUse: { input: piece } } },
		});
		const stream = [
			{ messageStart: { role: "assistant" } },
			{ contentBlockStart: { contentBlockIndex: 0, start: { toolUse: start } } },
			delta('{"town'),
			delta('": "Gra'),
			{ contentBlockStop: { contentBlockIndex: 0 } },
			{ messageStop: { stopReason: "tool_use" } },
			{ metadata: { usage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 }, metrics: { latencyMs: 1 } } },
		];
		fake.answer("ConverseStream", { stream });
		const model = onFake(fake, "nova-lite");
		const context = testContext({ onDelta: () => {} });
		const answer = await model.generate(ask("x", { tools: [weather] }), context);
		expect(answer).toMatchObject({ finish: "tool", content: [{ ...call, input: '{"town": "Gra' }] });
		fake.answer("ConverseStream"); // from here on, what Converse answers is streamed
		fake.answer("Converse", answered([{ text: "Sorry." }]));
		const result = { type: "toolResult", id: "tooluse_1", content: "", isError: true } as const;
		const messages: Message[] = [
			...ask("x").messages,
			{ role: "assistant", content: answer.content },
			{ role: "user", content: [{ type: "text", text: "Well?" }, result] },
		];
		await model.generate({ messages, tools: [weather] }, testContext());
		expect(sent().messages[1].content[0].toolUse.input).toEqual({ invalid: '{"town": "Gra' });
		expect(sent().messages[2].content).toMatchObject([
			{ toolResult: { content: [{ text: "(nothing)" }] } },
			{ text: "Well?" },
		]);
		expect(fake.unexpected()).toEqual([]);
	});

	it("what the model wrote so that Bedrock could not read it is a ModelError that is not tried again", async () => {
		fake.answer("Converse", answered([], { stopReason: "malformed_tool_use" }));
		const before = fake.log.length;
		const context = testContext();
		const asked = callModel(onFake(fake, "nova-lite"), ask("x", { tools: [weather] }), context);
		await expect(asked).rejects.toThrow(ModelError);
		await expect(asked).rejects.toThrow("found one that is malformed (malformed_tool_use)");
		// it is billed all the same
		expect(usageOf(context.trace.data)).toMatchObject({ inputTokens: 12, outputTokens: 5, calls: 1 });
		expect(usageOf(context.trace.data).costUsd).toBeCloseTo((12 * 0.06 + 5 * 0.24) / 1e6, 15);
		expect(fake.log.length).toBe(before + 1);
	});

	it("schemas, names and choices that Bedrock refuses are said before anything is sent", async () => {
		const before = fake.log.length;
		const unfit = [
			["nova-lite", { tools: [{ ...weather, input: { type: "array" } }] }, "to be an object at its root"],
			["nova-lite", { tools: [{ ...weather, input: { oneOf: [input] } }] }, "to be an object at its root"],
			[
				"nova-lite",
				{ tools: [{ ...weather, name: "the weather" }] },
				"expected the name of a tool to be 1 to 64 letters",
			],
			["llama-3-8b", { tools: [weather] }, "this model calls none"],
			["us.anthropic.claude-opus-4-8", { tools: [weather] }, 'Pass family: "claude"'],
			["llama-3.3-70b", { tools: [weather], toolChoice: "any" }, 'expected toolChoice "auto"'],
			["nova-lite", { output: { type: "array", items: input } }, "expected the schema of the output to be an object"],
		] as const;
		for (const [id, request, words] of unfit) {
			const asked = onFake(fake, id).generate(ask("x", request), testContext());
			await expect(asked).rejects.toThrow(ConfigError);
			await expect(asked).rejects.toThrow(words);
		}
		expect(fake.log.length).toBe(before);
	});

	it("a call that the model or another one made up is told in the letters that Bedrock takes", async () => {
		fake.answer("Converse", answered([{ text: "I see." }]));
		const id = "call 1/x";
		const messages: Message[] = [
			...ask("Weather in Graz?").messages,
			{ role: "assistant", content: [{ type: "toolCall", id, name: "functions.weather", input: {} }] },
			{ role: "user", content: [{ type: "toolResult", id, content: "There is no such tool.", isError: true }] },
		];
		await onFake(fake, "nova-lite").generate({ messages, tools: [weather] }, testContext());
		const { messages: turns, toolConfig } = fake.log.at(-1)?.input ?? {};
		expect(turns[1].content[0].toolUse).toMatchObject({ toolUseId: "call_1_x", name: "functions_weather" });
		expect(turns[2].content[0].toolResult.toolUseId).toBe("call_1_x");
		expect(toolConfig.tools.map((tool: { toolSpec: { name: string } }) => tool.toolSpec.name)).toEqual([
			"weather",
			"functions_weather",
		]);
		expect(fake.unexpected()).toEqual([]);
	});

	it("streamed, the thinking is not told, and what is told is the answer's text", async () => {
		fake.answer("Converse", answered([{ text: "<thinking>I should look.</thinking>\n\nIt rains <i>here</i>." }]));
		let told = "";
		const context = testContext({ onDelta: (text) => (told += text) });
		const answer = await onFake(fake, "nova-lite").generate(ask("x", { tools: [weather] }), context);
		expect(fake.log.at(-1)?.operation).toBe("ConverseStream");
		expect(told).toBe("It rains <i>here</i>.");
		expect(textOf(answer.content)).toBe(told);
	});
});
