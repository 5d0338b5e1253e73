import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Span } from "../../src/core/trace.ts";
import { scripted } from "../../src/model/scripted.ts";
import { compose } from "../../src/program/compose.ts";
import { predict } from "../../src/program/predict.ts";
import { reason } from "../../src/program/reason.ts";
import { signature } from "../../src/program/signature.ts";

const ask = (name: string) =>
	signature({ name, instructions: `Do ${name}.`, input: { text: z.string() }, output: { text: z.string() } });
const inner = compose(
	"inner",
	{ draft: predict(ask("write")), check: predict(ask("review")) },
	async (input: { text: string }, step) => step.check(await step.draft(input)),
);
const outer = compose("outer", { first: predict(ask("read")), rest: inner }, async (input: { text: string }, step) =>
	step.rest(await step.first(input)),
);

describe("compose", () => {
	it("names every step by its key, nested ones by their path", () => {
		expect(Object.keys(outer.parameters)).toEqual(["first", "rest.draft", "rest.check"]);
	});

	it("runs the body with steps as functions, one trace inside the other", async () => {
		const model = scripted(['{"text":"a"}', '{"text":"b"}', '{"text":"c"}']);
		const { output, trace } = await outer.using(model).run({ text: "x" });
		expect(output).toEqual({ text: "c" });
		const names = (span: Span): unknown[] => [span.name, ...span.children.map(names)];
		expect(names(trace)).toEqual([
			"outer",
			["first", ["scripted"]],
			["rest", ["draft", ["scripted"]], ["check", ["scripted"]]],
		]);
	});

	it("changes one nested step and leaves the others alone", () => {
		const changed = outer.with({ "rest.draft": { instructions: "New.", demos: [] } });
		expect(changed.parameters["rest.draft"]?.instructions).toBe("New.");
		expect(changed.parameters["rest.check"]?.instructions).toBe("Do review.");
		expect(outer.parameters["rest.draft"]?.instructions).toBe("Do write.");
		expect(() => outer.with({ nothing: { instructions: "", demos: [] } })).toThrow(
			/outer\.with: expected one of the steps first, rest\.draft, rest\.check, found "nothing"/,
		);
	});

	it("gives steps different models by path", () => {
		const [small, large] = [scripted([], { id: "small" }), scripted([], { id: "large" })];
		const mixed = outer.using((_, step) => (step === "rest.check" ? large : small));
		expect(Object.entries(mixed.models).map(([step, model]) => [step, model.id])).toEqual([
			["first", "small"],
			["rest.draft", "small"],
			["rest.check", "large"],
		]);
	});

	it("adds up the repairs of its steps", async () => {
		const model = scripted(["junk", '{"text":"a"}', '{"text":"b"}', '{"text":"c"}']);
		expect((await outer.using(model).run({ text: "x" })).repairs).toBe(1);
	});

	it("refuses to have no steps", () => {
		expect(() => compose("none", {}, async () => 1)).toThrow(/compose none: expected at least one step/);
	});
});

describe("reason", () => {
	it("asks for the thinking first", async () => {
		const model = scripted(['{"reasoning":"because","text":"a"}']);
		const { output } = await reason(ask("think")).using(model).run({ text: "x" });
		expect(output).toEqual({ reasoning: "because", text: "a" });
		expect(Object.keys((model.requests[0]?.output?.properties ?? {}) as object)).toEqual(["reasoning", "text"]);
	});
});
