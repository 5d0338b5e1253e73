import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { textOf } from "../../src/model/model.ts";
import { predict } from "../../src/program/predict.ts";
import { signature } from "../../src/program/signature.ts";
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
const relevance = signature({
	name: "relevance",
	instructions: "Judge the product.",
	input: { query: z.string(), product: z.string() },
	output: { label: z.enum(["good", "bad"]), share: z.number().min(0).max(1) },
});
const row = { query: "red shoes", product: "red shoes" };
const output = { label: "good", share: 0.5 };
const toolUse = (input: object) => ({ toolUse: { toolUseId: "tooluse_1", name: "answer", input } });

describe("a signature's answer", () => {
	it("native: Bedrock constrains the text", async () => {
		fake.answer("Converse", answered([{ text: JSON.stringify(output) }]));
		const model = onFake(fake, "claude-haiku-4.5");
		expect((await predict(relevance).using(model).run(row)).output).toEqual(output);
		const { jsonSchema } = sent().outputConfig.textFormat.structure;
		expect(JSON.parse(jsonSchema.schema)).toEqual({
			type: "object",
			properties: { label: { type: "string", enum: ["good", "bad"] }, share: { type: "number" } },
			required: ["label", "share"],
			additionalProperties: false,
		});
		expect(sent()).not.toHaveProperty("toolConfig");
		expect(fake.unexpected()).toEqual([]);
	});

	it("native: a schema that Bedrock would refuse, with keys of any name, goes by a tool", async () => {
		const counts = signature({
			name: "counts",
			instructions: "Count the words.",
			input: { text: z.string() },
			output: { counts: z.record(z.string(), z.number()) },
		});
		fake.answer("Converse", answered([toolUse({ counts: { a: 2 } })]));
		const model = onFake(fake, "claude-haiku-4.5");
		expect((await predict(counts).using(model).run({ text: "a a" })).output).toEqual({ counts: { a: 2 } });
		expect(sent()).not.toHaveProperty("outputConfig");
		expect(sent().toolConfig.toolChoice).toEqual({ tool: { name: "answer" } });
		expect(fake.unexpected()).toEqual([]);
	});

	it("tool: the model is made to call a tool, whose input is the answer; a bad one is sent back as text", async () => {
		const thinking = { text: "<thinking>Clear.</thinking> Let me answer." };
		fake.answer("Converse", answered([toolUse({ label: "so so" })]), answered([thinking, toolUse(output)]));
		const model = onFake(fake, "nova-lite");
		const prediction = await predict(relevance).using(model).run(row);
		expect(prediction).toMatchObject({ output, repairs: 1 });
		expect(sent().toolConfig).toMatchObject({
			tools: [{ toolSpec: { name: "answer", inputSchema: { json: { type: "object" } } } }],
			toolChoice: { tool: { name: "answer" } },
		});
		expect(sent().messages.map((message: { role: string }) => message.role)).toEqual(["user", "assistant", "user"]);
		expect(sent().messages[1].content).toEqual([{ text: '{"label":"so so"}' }]);
		expect(fake.unexpected()).toEqual([]);
	});

	it("tool: streamed, the input is told as it is written, and what stands beside it is a thought", async () => {
		fake.answer("Converse", answered([{ text: "Let me answer." }, toolUse(output)]));
		let told = "";
		const context = testContext({ onDelta: (text) => (told += text) });
		const answer = await onFake(fake, "nova-lite").generate(ask("x", { output: { type: "object" } }), context);
		expect(answer).toMatchObject({ finish: "stop", content: [{ type: "reasoning", text: "Let me answer." }, {}] });
		expect(JSON.parse(told)).toEqual(output);
		expect(textOf(answer.content)).toBe(told);
	});

	it("tool: a model that answers in words after all is read as such", async () => {
		const text = `Here: ${JSON.stringify(output)}`;
		fake.answer("Converse", answered([{ text }]));
		let told = "";
		const context = testContext({ onDelta: (piece) => (told += piece) });
		const answer = await onFake(fake, "nova-lite").generate(ask("x", { output: { type: "object" } }), context);
		expect([told, textOf(answer.content), answer.finish]).toEqual([text, text, "stop"]);
	});

	it("tool: beside tools of the reader's own, one of them must be called, and names do not clash", async () => {
		fake.answer("Converse", answered([{ toolUse: { ...toolUse(output).toolUse, name: "final_answer" } }]));
		const tool = { name: "answer", description: "Answers the phone.", input: { type: "object", properties: {} } };
		const request = ask("x", { output: { type: "object" }, tools: [tool] });
		const answer = await onFake(fake, "nova-lite").generate(request, testContext());
		expect(JSON.parse(textOf(answer.content))).toEqual(output);
		expect(sent().toolConfig).toMatchObject({
			tools: [{ toolSpec: { name: "answer" } }, { toolSpec: { name: "final_answer" } }],
			toolChoice: { any: {} },
		});
	});

	it("text: a program asks for tagged sections; a bare request says the schema in words", async () => {
		fake.answer("Converse", answered([{ text: "<label>good</label>\n<share>0.5</share>" }]));
		const model = onFake(fake, "llama-3.3-70b");
		expect((await predict(relevance).using(model).run(row)).output).toEqual(output);
		expect(sent()).not.toHaveProperty("toolConfig");
		expect(sent()).not.toHaveProperty("outputConfig");
		await model.generate(ask("x", { system: "Be brief.", output: { type: "object" } }), testContext());
		expect(sent().system[0].text).toMatch(
			/^Be brief\.\n\nAnswer with one JSON object and nothing else.*\{"type":"object"\}$/s,
		);
		expect(fake.unexpected()).toEqual([]);
	});

	it("a model that thinks is not made to call a tool", async () => {
		const model = onFake(fake, "claude-haiku-4.5", { reasoning: { budget: 1024 } });
		expect(model.facts?.json).toBe("native");
		const tools = [{ name: "weather", description: "", input: { type: "object" } }];
		const before = fake.log.length;
		const forced = model.generate(ask("x", { tools, toolChoice: "any" }), testContext());
		await expect(forced).rejects.toThrow(/toolChoice "auto", found "any": while it thinks.*Leave reasoning out/);
		expect(fake.log.length).toBe(before);
	});
});
