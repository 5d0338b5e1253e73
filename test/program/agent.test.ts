import { describe, expect, it } from "vitest";
import { z } from "zod";
import { OutputError } from "../../src/core/errors.ts";
import type { Span } from "../../src/core/trace.ts";
import { dataset } from "../../src/data/load.ts";
import { evaluate } from "../../src/evaluate/evaluate.ts";
import { plan } from "../../src/evaluate/plan.ts";
import { exact } from "../../src/metric/exact.ts";
import type { Part } from "../../src/model/model.ts";
import { scripted } from "../../src/model/scripted.ts";
import { agent } from "../../src/program/agent.ts";
import { agentTag, stepsOf, toolCallsOf } from "../../src/program/agent-trace.ts";
import { asTool } from "../../src/program/as-tool.ts";
import { compose } from "../../src/program/compose.ts";
import { predict } from "../../src/program/predict.ts";
import { signature } from "../../src/program/signature.ts";
import { tool } from "../../src/program/tool.ts";

const task = signature({
	name: "clerk",
	instructions: "Answer the question.",
	input: { question: z.string() },
	output: { answer: z.string(), sure: z.boolean() },
});
const lookup = tool({
	name: "lookup",
	description: "Looks a word up.",
	input: { word: z.string(), limit: z.number().optional() },
	run: ({ word }) => `${word} means ${word.length}`,
});
const clerk = agent(task, { tools: [lookup] });
const call = (input: unknown, name = "lookup", id = "c1"): { content: readonly Part[] } => ({
	content: [{ type: "toolCall", id, name, input }],
});
const done = '{"answer":"four","sure":true}';
const failure = (promise: Promise<unknown>) => promise.catch((error: unknown) => error);

describe("agent, with the model's own tool calls", () => {
	it("makes the calls, tells their results and takes the answer", async () => {
		const model = scripted([call({ word: "moon" }), done]);
		const { output, repairs, trace } = await clerk.using(model).run({ question: "moon?" });
		expect(output).toEqual({ answer: "four", sure: true });
		expect(repairs).toBe(0);
		expect(model.requests[0]?.tools).toEqual([
			{ name: "lookup", description: "Looks a word up.", input: lookup.inputSchema },
		]);
		expect(model.requests[0]).toMatchObject({ toolChoice: "auto", temperature: 0, maxTokens: 1024 });
		expect(model.requests[0]).not.toHaveProperty("output");
		expect(model.requests[1]?.messages.slice(1)).toEqual([
			{ role: "assistant", content: call({ word: "moon" }).content },
			{ role: "user", content: [{ type: "toolResult", id: "c1", content: "moon means 4" }] },
		]);
		expect(toolCallsOf(trace)).toEqual([
			{ name: "lookup", input: { word: "moon" }, output: "moon means 4", agent: "clerk", depth: 0 },
		]);
	});

	it("is traced: agent, steps, the model's and the tools' spans", async () => {
		const model = scripted([call({ word: "moon" }), done]);
		const { trace } = await clerk.using(model).run({ question: "moon?" });
		const names = (span: Span): unknown => [span.kind, span.name, ...span.children.map(names)];
		expect(names(trace)).toEqual([
			"step",
			"clerk",
			["step", "step 1", ["model", "scripted"], ["tool", "lookup"]],
			["step", "step 2", ["model", "scripted"]],
		]);
		expect(trace.attributes).toMatchObject({
			agent: { tools: ["lookup"], collaborators: [] },
			counts: { steps: 2, calls: 1, failed: 0, timedOut: 0, badArguments: 0, unknownTools: 0, repeated: 0 },
			repairs: 0,
		});
		expect(trace.children[0]?.children[1]?.attributes).toEqual({
			name: "lookup",
			input: { word: "moon" },
			output: "moon means 4",
			tokens: { input: 0, output: 0 },
		});
		expect(agentTag(trace)).toBe("SINGLE-AGENT");
	});

	it("makes several calls of one turn and keeps what the model said beside them", async () => {
		const parts: Part[] = [
			{ type: "text", text: "Both." },
			{ type: "toolCall", id: "a", name: "lookup", input: { word: "sun" } },
			{ type: "toolCall", id: "b", name: "lookup", input: { word: "moon" } },
		];
		const model = scripted([{ content: parts }, done]);
		const { trace } = await clerk.using(model).run({ question: "?" });
		expect(stepsOf(trace)[0]).toMatchObject({ number: 1, thought: "Both." });
		expect(toolCallsOf(trace).map(({ output }) => output)).toEqual(["sun means 3", "moon means 4"]);
	});

	it("asks again for an answer that does not fit, the last time without tools and held to the schema", async () => {
		const model = scripted(["I think four.", '{"answer":"four"}', done]);
		const { repairs, output } = await clerk.using(model).run({ question: "?" });
		expect([repairs, output]).toEqual([2, { answer: "four", sure: true }]);
		expect(model.requests[1]?.toolChoice).toBe("auto");
		expect(model.requests[2]).toMatchObject({ toolChoice: "none", output: task.outputSchema });
	});

	it("fails with an OutputError after its repairs", async () => {
		const error = await failure(clerk.using(scripted(["no", "no", "no"])).run({ question: "?" }));
		expect(error).toBeInstanceOf(OutputError);
		expect(error).toMatchObject({ repairs: 2, step: "clerk" });
		expect(String(error)).toMatch(/clerk: the answer does not fit after 2 repairs/);
	});
});

describe("agent, as a program", () => {
	const capital = signature({
		name: "capital",
		instructions: "Name the capital.",
		input: { country: z.string() },
		output: { city: z.string() },
	});
	const geographer = agent(capital, { tools: [lookup] });
	const supervisor = agent(task, {
		tools: [
			asTool(geographer, { description: "Knows capitals." }),
			asTool(predict(capital), { name: "guess", description: "Guesses." }),
		],
	});

	it("has the steps of the programs among its tools", () => {
		expect(Object.keys(supervisor.parameters)).toEqual(["clerk", "capital", "guess"]);
		expect(Object.keys(supervisor.schemas)).toEqual(["clerk", "capital", "guess"]);
		const changed = supervisor.with({ capital: { instructions: "New.", demos: [] } });
		expect(changed.parameters.capital?.instructions).toBe("New.");
		expect(changed.parameters.clerk?.instructions).toBe("Answer the question.");
		expect(supervisor.parameters.capital?.instructions).toBe("Name the capital.");
		expect(() => supervisor.with({ other: { instructions: "", demos: [] } })).toThrow(
			/clerk\.with: expected one of the steps clerk, capital, guess, found "other"/,
		);
	});

	it("binds models by step", () => {
		const [small, large] = [scripted([], { id: "small" }), scripted([], { id: "large" })];
		const mixed = supervisor.using((_, step) => (step === "clerk" ? large : small));
		expect(Object.entries(mixed.models).map(([step, model]) => [step, model.id])).toEqual([
			["clerk", "large"],
			["capital", "small"],
			["guess", "small"],
		]);
	});

	it("nests a sub-agent's spans and tags the run", async () => {
		const model = scripted([
			call({ country: "Norway" }, "capital"),
			call({ word: "Oslo" }),
			"<city>Oslo</city>",
			'{"answer":"Oslo","sure":true}',
		]);
		const { output, trace } = await supervisor.using(model).run({ question: "Capital of Norway?" });
		expect(output.answer).toBe("Oslo");
		expect(toolCallsOf(trace).map(({ name, agent: who, depth }) => [name, who, depth])).toEqual([
			["capital", "clerk", 0],
			["lookup", "capital", 1],
		]);
		expect(agentTag(trace)).toBe("MULTI-AGENT");
		const made = trace.children[0]?.children[1];
		expect(made?.attributes.output).toEqual({ city: "Oslo" });
		expect(made?.attributes.tokens).toEqual({ input: expect.any(Number), output: expect.any(Number) });
		expect(made?.attributes.tokens).not.toEqual({ input: 0, output: 0 });
	});

	it("goes by its key in a composed program", async () => {
		const desk = compose("desk", { first: clerk }, async (input: { question: string }, step) => step.first(input));
		expect(Object.keys(desk.parameters)).toEqual(["first"]);
		expect((await desk.using(scripted([done])).run({ question: "?" })).output.answer).toBe("four");
	});

	it("shows demos and changed instructions to the model", async () => {
		const model = scripted([done]);
		const demo = { input: { question: "one?" }, output: { answer: "one", sure: true } };
		await clerk
			.with({ clerk: { instructions: "Be brief.", demos: [demo] } })
			.using(model)
			.run({ question: "?" });
		expect(model.requests[0]?.system).toMatch(/^Be brief\.\n\nYou have tools\./);
		expect(model.requests[0]?.messages).toHaveLength(3);
	});

	it("has another structure with other tools or limits", () => {
		const other = agent(task, { tools: [lookup], maxSteps: 3 });
		expect(other.structure).not.toEqual(clerk.structure);
		expect(agent(task, { tools: [lookup] }).structure).toEqual(clerk.structure);
	});

	it("is evaluated, its failures kept in the rows", async () => {
		const rows = dataset(
			[
				{ question: "a", answer: "four" },
				{ question: "b", answer: "five" },
			],
			{ input: ["question"], expected: ["answer"] },
		);
		const model = scripted((request) =>
			request.messages.length > 1
				? done
				: JSON.stringify(request.messages).includes(">b<")
					? call({ word: "w" })
					: done,
		);
		const report = await evaluate(clerk, rows, [exact("answer")], { model, cache: false });
		expect(report.rows.map((row) => row.scores["exact match"]?.value ?? Object.values(row.scores)[0]?.value)).toEqual([
			1, 0,
		]);
	});

	it("is planned without running a tool: each tool once, sub-agents followed", async () => {
		let runs = 0;
		const costly = tool({ name: "costly", description: "Costs.", input: {}, run: () => ++runs });
		const rows = dataset([{ question: "a", answer: "x" }], { input: ["question"], expected: ["answer"] });
		const planned = await plan(
			agent(task, { tools: [costly, asTool(geographer, { description: "Knows capitals." })] }),
			rows,
			[],
			{ model: scripted([]), cache: false },
		);
		// the supervisor's two calls and the sub-agent's two
		expect([planned.calls, planned.partlyFollowedRows, runs]).toEqual([4, 0, 0]);
	});
});
