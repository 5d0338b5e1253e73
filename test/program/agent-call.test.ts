import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ModelError } from "../../src/core/errors.ts";
import { startTrace } from "../../src/core/trace.ts";
import { makeCall, resultText } from "../../src/program/agent-call.ts";
import { tool } from "../../src/program/tool.ts";

const context = () => ({ seed: 0, trace: startTrace("run") });
const call = (input: unknown, name = "t") => ({ id: "1", name, input });
const failing = (error: unknown) =>
	tool({ name: "t", description: "Fails.", input: {}, run: () => Promise.reject(error) });
const modelError = (systemic: boolean) => new ModelError("server: down", { model: "m", retryable: false, systemic });

describe("makeCall", () => {
	it("keeps result, end and span", async () => {
		const run = context();
		const rows = tool({ name: "t", description: "Rows.", input: { n: z.number() }, run: ({ n }) => ({ rows: n }) });
		expect(await makeCall([rows], call({ n: 2 }), 1000, run)).toEqual({
			call: call({ n: 2 }),
			end: "done",
			text: '{"rows":2}',
			isError: false,
			output: { rows: 2 },
		});
		expect(run.trace.data.children[0]).toMatchObject({ kind: "tool", attributes: { output: { rows: 2 } } });
	});

	it("tells of what was thrown, whatever it is, and records it in the span", async () => {
		const run = context();
		expect(await makeCall([failing("no error object")], call({}), 1000, run)).toMatchObject({
			end: "failed",
			text: "no error object",
			isError: true,
		});
		expect(run.trace.data.children[0]).toMatchObject({
			attributes: { error: "no error object", end: "failed" },
			error: { message: "no error object" },
		});
	});

	it("tells of a model's passing failure and throws one that every call would meet", async () => {
		expect(await makeCall([failing(modelError(false))], call({}), 1000, context())).toMatchObject({ end: "failed" });
		await expect(makeCall([failing(modelError(true))], call({}), 1000, context())).rejects.toThrow("server: down");
	});

	it.each([[null], [undefined]])("takes %j for arguments that are left out", async (input) => {
		const now = tool({ name: "t", description: "Now.", input: {}, run: () => "noon" });
		expect((await makeCall([now], call(input), 1000, context())).text).toBe("noon");
	});

	it.each([["text"], [[1]], [4]])("does not take %j for arguments", async (input) => {
		const made = await makeCall([failing(null)], call(input), 1000, context());
		expect(made.end).toBe("bad arguments");
		expect(made.text).toMatch(/^Expected the arguments of t to be an object/);
	});

	it("names all tools when none is near", async () => {
		const { text } = await makeCall([failing(null)], call({}, "zzzzzz"), 1000, context());
		expect(text).toBe('There is no tool named "zzzzzz"; the tools are t.');
	});
});

describe("resultText", () => {
	it("shows a text as it is and the rest as JSON", () => {
		expect(["x", 0, null, [], undefined, " "].map(resultText)).toEqual([
			"x",
			"0",
			"null",
			"[]",
			"(nothing)",
			"(nothing)",
		]);
	});
});
