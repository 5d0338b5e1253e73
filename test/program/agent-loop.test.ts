import { describe, expect, it } from "vitest";
import { z } from "zod";
import { BudgetError } from "../../src/core/errors.ts";
import type { Part } from "../../src/model/model.ts";
import { scripted } from "../../src/model/scripted.ts";
import { agent } from "../../src/program/agent.ts";
import { AgentError } from "../../src/program/agent-error.ts";
import { toolCallsOf } from "../../src/program/agent-trace.ts";
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

describe("agent, when something goes wrong", () => {
	it("tells the model of unknown tools, bad arguments and exceptions, and counts them", async () => {
		const broken = tool({
			name: "broken",
			description: "Throws.",
			input: {},
			run: () => Promise.reject(new Error("no such table: orders")),
		});
		const model = scripted([
			call({ word: "moon" }, "lokup"),
			call('{"word": "mo'),
			call({ word: 4 }),
			call({ term: "moon" }),
			call({}, "broken"),
			done,
		]);
		const { trace } = await agent(task, { tools: [lookup, broken] })
			.using(model)
			.run({ question: "?" });
		expect(toolCallsOf(trace).map(({ error }) => error)).toEqual([
			'There is no tool named "lokup"; did you mean "lookup"?',
			'Expected the arguments of lookup to be an object { word: text, limit: a number } as JSON, found "{\\"word\\": \\"mo".',
			"The arguments of lookup do not fit: word: Invalid input: expected string, received number.",
			'The arguments of lookup do not fit: expected word, limit, found "term".',
			"no such table: orders",
		]);
		expect(model.requests[1]?.messages.at(-1)?.content[0]).toMatchObject({ type: "toolResult", isError: true });
		expect(trace.attributes.counts).toEqual({
			steps: 6,
			calls: 5,
			failed: 1,
			timedOut: 0,
			badArguments: 3,
			unknownTools: 1,
			repeated: 0,
		});
	});

	it("takes null for an argument that is left out", async () => {
		const model = scripted([call({ word: "sun", limit: null }), done]);
		const { trace } = await clerk.using(model).run({ question: "?" });
		expect(toolCallsOf(trace)[0]).toMatchObject({ output: "sun means 3" });
	});

	it("ends a hanging tool at its deadline, whether or not it listens to the signal", async () => {
		let aborted = false;
		const hang = tool({
			name: "hang",
			description: "Hangs.",
			input: {},
			timeoutMs: 5,
			run: (_input, { signal }) => {
				signal?.addEventListener("abort", () => {
					aborted = true;
				});
				return new Promise<string>(() => {});
			},
		});
		const { output, trace } = await agent(task, { tools: [hang] })
			.using(scripted([call({}, "hang"), done]))
			.run({ question: "?" });
		expect(output.answer).toBe("four");
		expect(aborted).toBe(true);
		expect(toolCallsOf(trace)[0]?.error).toBe("hang gave no result within 0.005 s.");
		expect(trace.attributes.counts).toMatchObject({ timedOut: 1, failed: 0 });
	});

	it("stops with the reader, also inside a tool", async () => {
		const controller = new AbortController();
		const wait = tool({
			name: "wait",
			description: "Waits.",
			input: {},
			run: () => {
				controller.abort();
				return new Promise<string>(() => {});
			},
		});
		const run = agent(task, { tools: [wait] }).using(scripted([call({}, "wait")]));
		expect(await failure(run.run({ question: "?" }, { signal: controller.signal }))).toMatchObject({ code: "abort" });
	});

	it("lets through what every further call would meet", async () => {
		const spent = new BudgetError("budget: spent", { spent: {}, limit: {} });
		const poor = tool({ name: "poor", description: "Spends.", input: {}, run: () => Promise.reject(spent) });
		expect(
			await failure(
				agent(task, { tools: [poor] })
					.using(scripted([call({}, "poor")]))
					.run({ question: "?" }),
			),
		).toBe(spent);
	});

	it("does not ask again for a turn that a filter blocked", async () => {
		const model = scripted([{ content: [], finish: "blocked" }]);
		const error = await failure(clerk.using(model).run({ question: "?" }));
		expect(error).toMatchObject({ code: "output", issues: ["a filter blocked the answer"], repairs: 0 });
	});

	it("tells of the same call a second time and ends at the third", async () => {
		let runs = 0;
		const counted = tool({ name: "count", description: "Counts.", input: {}, run: () => ++runs });
		const model = scripted(() => call({}, "count"));
		const error = await failure(
			agent(task, { tools: [counted] })
				.using(model)
				.run({ question: "?" }),
		);
		expect(error).toBeInstanceOf(AgentError);
		expect(error).toMatchObject({ code: "output", reason: "loop" });
		expect(String(error)).toMatch(/clerk: expected the agent to move on, found the same call of count a third time/);
		expect([runs, model.calls]).toEqual([1, 3]);
		expect((error as AgentError).steps.map(({ calls }) => calls[0]?.error ?? calls[0]?.output)).toEqual([
			1,
			"You made this very call before, in step 1: use its result, make another call, or answer.",
			"You made this very call before, in step 1: use its result, make another call, or answer.",
		]);
	});

	it("lets a call that failed be tried again", async () => {
		let runs = 0;
		const flaky = tool({
			name: "flaky",
			description: "Fails once.",
			input: {},
			run: () => {
				if (++runs === 1) throw new Error("busy");
				return "fine";
			},
		});
		const model = scripted([call({}, "flaky"), call({}, "flaky"), done]);
		const { trace } = await agent(task, { tools: [flaky] })
			.using(model)
			.run({ question: "?" });
		expect(toolCallsOf(trace).map(({ output, error }) => output ?? error)).toEqual(["busy", "fine"]);
	});

	it("ends at maxSteps with the steps taken", async () => {
		const model = scripted((_request, index) => call({ word: `w${index}` }));
		const error = await failure(
			agent(task, { tools: [lookup], maxSteps: 2 })
				.using(model)
				.run({ question: "?" }),
		);
		expect(error).toMatchObject({ reason: "steps", repairs: 0 });
		expect(String(error)).toMatch(/clerk: expected an answer within 2 steps, found none. Raise maxSteps/);
		expect((error as AgentError).steps).toHaveLength(2);
	});

	it("gives a last answer without tools where that is wanted", async () => {
		const model = scripted([call({ word: "moon" }), done]);
		const limited = agent(task, { tools: [lookup], maxSteps: 1, atLimit: "answer" }).using(model);
		const { output, trace } = await limited.run({ question: "?" });
		expect(output.answer).toBe("four");
		expect(model.requests[1]).toMatchObject({ toolChoice: "none", output: task.outputSchema });
		expect(model.requests[1]?.messages.map(({ role }) => role)).toEqual(["user", "assistant", "user"]);
		expect(trace.children.map(({ name }) => name)).toEqual(["step 1", "last answer"]);
	});

	it.each([
		[{ tools: [] }, /agent clerk: expected at least one tool, found none/],
		[{ tools: [lookup, lookup] }, /found "lookup" twice/],
		[{ tools: [lookup], maxSteps: 0 }, /expected maxSteps to be a whole number of at least 1, found 0/],
		[{ tools: [lookup], toolTimeoutMs: -1 }, /expected toolTimeoutMs above 0/],
	])("refuses a wrong set-up", (options, message) => {
		expect(() => agent(task, options)).toThrow(message);
	});

	it("refuses an input that does not fit, before any call", async () => {
		const model = scripted([]);
		await expect(clerk.using(model).run({} as never)).rejects.toThrow(/clerk: the input does not fit: question/);
		await expect(clerk.run({ question: "?" })).rejects.toThrow(/clerk: no model/);
	});
});
