import { describe, expect, it } from "vitest";
import { z } from "zod";
import { grammarSchema } from "../../src/local/json-schema.ts";
import { type Message, textOf } from "../../src/model/model.ts";
import { scripted } from "../../src/model/scripted.ts";
import { agent } from "../../src/program/agent.ts";
import { stepSchema } from "../../src/program/agent-json.ts";
import { stepsOf, toolCallsOf } from "../../src/program/agent-trace.ts";
import { signature } from "../../src/program/signature.ts";
import { tool } from "../../src/program/tool.ts";

const task = signature({
	name: "clerk",
	instructions: "Answer the question.",
	input: { question: z.string() },
	output: { answer: z.string() },
});
const lookup = tool({
	name: "lookup",
	description: "Looks a word up.",
	input: { word: z.string(), limit: z.number().optional() },
	run: ({ word, limit = 9 }) => `${word} means ${word.length}, up to ${limit}`,
});
const now = tool({ name: "now", description: "The time.", input: {}, run: () => "noon" });
const clerk = agent(task, { tools: [lookup, now] });
const model = (...answers: string[]) => scripted(answers, { can: { tools: false } });
const step = (next: unknown, thought = "Hm.") => JSON.stringify({ thought, next });
const said = (message: Message | undefined) => textOf(message?.content ?? []);

describe("an agent on a model that is held to JSON", () => {
	it("makes a call and answers by steps", async () => {
		const bound = model(
			step({ tool: "lookup", input: { word: "moon", limit: null } }, "Look it up."),
			step({ answer: { answer: "four" } }, "Known now."),
		);
		const { output, trace } = await clerk.using(bound).run({ question: "moon?" });
		expect(output).toEqual({ answer: "four" });
		expect(bound.requests[0]).not.toHaveProperty("tools");
		expect(said(bound.requests[1]?.messages[2])).toBe('<result tool="lookup">\nmoon means 4, up to 9\n</result>');
		expect(stepsOf(trace).map(({ thought }) => thought)).toEqual(["Look it up.", "Known now."]);
	});

	it("is told the tools and the answer's fields in words", async () => {
		const bound = model(step({ answer: { answer: "x" } }));
		await clerk.using(bound).run({ question: "?" });
		expect(bound.requests[0]?.system).toContain(
			"- lookup: Looks a word up. Its input:\n  - word: text\n  - limit: a number (may be left out)\n- now: The time. It has no input.",
		);
		expect(bound.requests[0]?.system).toContain("- answer: text");
	});

	it("is held to a union of the calls and the answer, every object closed", async () => {
		const number = { anyOf: [{ type: "number" }, { type: "null" }] };
		const closed = (properties: object) => ({
			type: "object",
			properties,
			required: Object.keys(properties),
			additionalProperties: false,
		});
		const schema = stepSchema([lookup, now], task.outputSchema);
		expect(schema).toEqual(
			closed({
				thought: { type: "string" },
				next: {
					anyOf: [
						closed({ tool: { const: "lookup" }, input: closed({ word: { type: "string" }, limit: number }) }),
						closed({ tool: { const: "now" }, input: closed({}) }),
						closed({ answer: task.outputSchema }),
					],
				},
			}),
		);
		expect(() => grammarSchema(schema)).not.toThrow(); // local models hold to it too
	});

	it("keeps the definitions of tools at the root", () => {
		const node = z.object({
			name: z.string(),
			get children() {
				return z.array(node);
			},
		});
		const tree = tool({ name: "tree", description: "A tree.", input: { root: node }, run: () => 1 });
		const schema = stepSchema([tree], task.outputSchema);
		const refs = [...JSON.stringify(schema).matchAll(/"\$ref":"#\/\$defs\/([^"]+)"/g)].map((match) => match[1]);
		expect(refs.length).toBeGreaterThan(0);
		for (const ref of refs) expect(Object.keys(schema.$defs as object)).toContain(ref);
	});

	it.each([
		['{"thought":"","tool":"now","input":{}}', "a call without next"],
		['{"thought":"","next":{"tool":"now"}}', "a call without input"],
		['{"next":{"tool":"now","arguments":{}}}', "arguments for input"],
	])("reads %s: %s", async (text) => {
		const { trace } = await clerk.using(model(text, step({ answer: { answer: "x" } }))).run({ question: "?" });
		expect(toolCallsOf(trace)).toMatchObject([{ name: "now", output: "noon" }]);
	});

	it.each([
		step({ answer: "four" }),
		step({ tool: "answer", input: { answer: "four" } }),
		'{"answer":{"answer":"four"}}',
	])("reads %s as the answer", async (text) => {
		expect((await clerk.using(model(text)).run({ question: "?" })).output).toEqual({ answer: "four" });
	});

	it("asks again for junk, the last time for the answer alone", async () => {
		const bound = model("Well.", step({}), step({ answer: { answer: "four" } }));
		const { repairs } = await clerk.using(bound).run({ question: "?" });
		expect(repairs).toBe(2);
		expect(said(bound.requests[1]?.messages.at(-1))).toMatch(
			/^That does not fit:\n- expected a JSON object, found "Well\."/,
		);
		expect(bound.requests[2]?.output).toEqual(stepSchema([], task.outputSchema));
	});

	it("never has two turns of one side in a row", async () => {
		const limited = agent(task, { tools: [now], maxSteps: 1, atLimit: "answer" });
		const bound = model(step({ tool: "now", input: {} }), step({ answer: { answer: "noon" } }));
		await limited.using(bound).run({ question: "?" });
		expect(bound.requests[1]?.messages.map(({ role }) => role)).toEqual(["user", "assistant", "user"]);
		expect(said(bound.requests[1]?.messages[2])).toMatch(/<\/result>\n\nNo tool can be called any more/);
	});
});
