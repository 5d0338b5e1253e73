import { describe, expect, it } from "vitest";
import { z } from "zod";
import { OutputError } from "../../src/core/errors.ts";
import type { Span } from "../../src/core/trace.ts";
import { scripted } from "../../src/model/scripted.ts";
import { compose } from "../../src/program/compose.ts";
import { predict } from "../../src/program/predict.ts";
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

	it("fails with the repairs of the steps before, not of the failing one alone", async () => {
		// first: repaired once; rest.draft: well at once; rest.check: bad, and bad again
		const model = scripted(["junk", '{"text":"a"}', '{"text":"b"}', "junk", '{"text":1}']);
		const error = await outer
			.using(model)
			.run({ text: "x" })
			.catch((thrown: unknown) => thrown);
		expect(error).toBeInstanceOf(OutputError);
		expect(error).toMatchObject({
			code: "output",
			step: "review",
			field: "text",
			text: '{"text":1}',
			repairs: 2,
			issues: ["text: Invalid input: expected string, received number"],
			message: expect.stringContaining("review: the answer does not fit after one repair"),
		});
	});

	it("hands on the error of a step as it is, when no other was repaired", async () => {
		const thrown: unknown[] = [];
		const watched = compose("watched", { only: predict(ask("write")) }, async (input: { text: string }, step) =>
			step.only(input).catch((error: unknown) => {
				thrown.push(error);
				throw error;
			}),
		);
		const error = await watched
			.using(scripted(["junk", "junk"]))
			.run({ text: "x" })
			.catch((e: unknown) => e);
		expect(error).toBe(thrown[0]);
		expect(error).toMatchObject({ repairs: 1 });
	});

	it("counts the repairs of a step whose failure the body takes in its stride", async () => {
		const lenient = compose(
			"lenient",
			{ wish: predict(ask("wish")), sure: predict(ask("sure")) },
			async (input: { text: string }, step) => step.wish(input).catch(() => step.sure(input)),
		);
		const { output, repairs } = await lenient.using(scripted(["junk", "junk", '{"text":"b"}'])).run({ text: "x" });
		expect({ output, repairs }).toEqual({ output: { text: "b" }, repairs: 1 });
	});

	it("leaves errors of other kinds alone", async () => {
		const mine = new TypeError("a fault of the body's");
		const faulty = compose("faulty", { only: predict(ask("write")) }, async (input: { text: string }, step) => {
			await step.only(input);
			throw mine;
		});
		await expect(faulty.using(scripted(["junk", '{"text":"a"}'])).run({ text: "x" })).rejects.toBe(mine);
	});

	it("refuses to have no steps", () => {
		expect(() => compose("none", {}, async () => 1)).toThrow(/compose none: expected at least one step/);
	});
});
