import { describe, expect, it } from "vitest";
import { z } from "zod";
import { textOf } from "../../src/model/model.ts";
import { scripted } from "../../src/model/scripted.ts";
import { agent } from "../../src/program/agent.ts";
import { stepsOf, toolCallsOf } from "../../src/program/agent-trace.ts";
import { signature } from "../../src/program/signature.ts";
import { tool } from "../../src/program/tool.ts";

const lookup = tool({
	name: "lookup",
	description: "Looks a word up.",
	input: { word: z.string() },
	run: ({ word }) => `${word} means ${word.length}`,
});
const clerk = agent(
	signature({
		name: "clerk",
		instructions: "Answer the question.",
		input: { question: z.string() },
		output: { answer: z.string(), letters: z.number() },
	}),
	{ tools: [lookup] },
);
const model = (...answers: string[]) => scripted(answers, { can: { tools: false, json: false } });
const done = "<answer>four</answer><letters>4</letters>";

describe("an agent on a model that writes text alone", () => {
	it("calls and answers by tagged sections", async () => {
		const bound = model(
			'<thought>Look.</thought>\n<tool>lookup</tool>\n<input>{"word": "moon"}</input>',
			`<thought>Known.</thought>${done}`,
		);
		const { output, trace } = await clerk.using(bound).run({ question: "moon?" });
		expect(output).toEqual({ answer: "four", letters: 4 });
		expect(stepsOf(trace).map(({ thought }) => thought)).toEqual(["Look.", "Known."]);
		expect(bound.requests[0]).toMatchObject({ stop: ["<result"] });
		expect(bound.requests[0]).not.toHaveProperty("tools");
		expect(bound.requests[0]).not.toHaveProperty("output");
		expect(textOf(bound.requests[1]?.messages[2]?.content ?? [])).toBe(
			'<result tool="lookup">\nmoon means 4\n</result>',
		);
	});

	it("reads fenced input, and tells of input that is no JSON", async () => {
		const bound = model(
			'<tool>lookup</tool><input>```json\n{"word": "sun"}\n```</input>',
			"<tool>lookup</tool><input>sun</input>",
			done,
		);
		const { trace } = await clerk.using(bound).run({ question: "?" });
		expect(toolCallsOf(trace).map(({ output, error }) => output ?? error)).toEqual([
			"sun means 3",
			'Expected the arguments of lookup to be an object { word: text } as JSON, found "sun".',
		]);
	});

	it("asks again with both forms when a section is missing", async () => {
		const bound = model("<answer>four</answer>", done);
		expect((await clerk.using(bound).run({ question: "?" })).repairs).toBe(1);
		expect(textOf(bound.requests[1]?.messages.at(-1)?.content ?? [])).toMatch(/letters: expected a <letters> section/);
		expect(textOf(bound.requests[1]?.messages.at(-1)?.content ?? [])).toMatch(/call a tool|To call a tool/);
	});

	it("takes bare text as the answer where one text is wanted, without the thought", async () => {
		const one = agent(
			signature({ name: "one", instructions: "Answer.", input: { q: z.string() }, output: { answer: z.string() } }),
			{ tools: [lookup] },
		);
		const bound = model("<thought>Easy.</thought> Four.");
		expect((await one.using(bound).run({ q: "?" })).output).toEqual({ answer: "Four." });
	});
});
