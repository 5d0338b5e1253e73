import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ConfigError, ModelError } from "../../src/core/errors.ts";
import { datasetOf } from "../../src/data/dataset.ts";
import type { Answers, Asked, Engine } from "../../src/evaluate/engine.ts";
import { type EvaluateOptions, evaluate } from "../../src/evaluate/evaluate.ts";
import { exact } from "../../src/metric/exact.ts";
import { cache } from "../../src/model/middleware/cache.ts";
import { type ModelResponse, textOf } from "../../src/model/model.ts";
import { scripted } from "../../src/model/scripted.ts";
import { noUsage } from "../../src/model/usage.ts";
import { compose } from "../../src/program/compose.ts";
import { predict } from "../../src/program/predict.ts";
import type { Program } from "../../src/program/program.ts";
import { reason } from "../../src/program/reason.ts";
import { signature } from "../../src/program/signature.ts";

const colour = signature({
	name: "colour",
	instructions: "Name the colour.",
	input: { thing: z.string() },
	output: { colour: z.enum(["white", "black"]) },
});
const program = predict(colour);
const things = (n: number) =>
	datasetOf(
		Array.from({ length: n }, (_, i) => ({ thing: `thing ${i}`, colour: i % 2 === 0 ? "white" : "black" })),
		{ name: "things", input: ["thing"], expected: ["colour"] },
	);
const white = '{"colour":"white"}';
const says = (text: string): ModelResponse => ({
	content: [{ type: "text", text }],
	finish: "stop",
	usage: { ...noUsage, inputTokens: 10, outputTokens: 5, costUsd: 0.5, calls: 1 },
	latencyMs: 7,
});

/** A program of the reader's own making, which calls its model twice. */
function twice<I, O>(inner: Program<I, O>): Program<I, O> {
	return {
		...inner,
		structure: { kind: "own" },
		using: (model) => twice(inner.using(model)),
		async run(input, context) {
			await inner.run(input, context);
			return inner.run(input, context);
		},
	};
}

interface Spy extends Engine {
	readonly seen: (readonly Asked[])[];
}

function engineOf(answer: (one: Asked, index: number) => ModelResponse | Error | undefined): Spy {
	const seen: (readonly Asked[])[] = [];
	return {
		name: "test.engine",
		seen,
		async answer(asked): Promise<Answers> {
			seen.push(asked);
			const answers = new Map<string, ModelResponse | Error>();
			// backwards: nothing may hang on the order
			for (const [index, one] of [...asked.entries()].reverse()) {
				const given = answer(one, index);
				if (given !== undefined) answers.set(one.key, given);
			}
			return { answers, facts: { job: "job-1" } };
		},
	};
}
const quiet = (engine: Engine): EvaluateOptions => ({ engine, cache: false, progress: false });
const silent = () => scripted(() => new Error("no call was expected"));

describe("an engine", () => {
	it("gets the first request of every row at once; the report is the one of a live run", async () => {
		const answer = ({ request }: Pick<Asked, "request">) =>
			says(textOf(request.messages[0]?.content ?? []).includes("thing 3") ? '{"colour":"black"}' : white);
		const engine = engineOf(answer);
		const together = await evaluate(program.using(silent()), things(6), [exact("colour")], quiet(engine));
		const live = await evaluate(
			program.using(scripted((request) => answer({ request }))),
			things(6),
			[exact("colour")],
			{
				cache: false,
				progress: false,
			},
		);
		expect(engine.seen).toHaveLength(1);
		expect(engine.seen[0]).toHaveLength(6);
		expect(engine.seen[0]?.map((one) => one.kept)).toEqual(Array(6).fill(false));
		expect(together.summary).toEqual(live.summary);
		expect(together.usage).toEqual(live.usage);
		expect(together.spent).toEqual(live.spent);
		expect(together.spent.costUsd).toBe(3);
		expect(together.latency).toEqual(live.latency);
		expect(together.rows.map((row) => [row.id, row.output])).toEqual(live.rows.map((row) => [row.id, row.output]));
		expect(together.run.engine).toEqual({ name: "test.engine", job: "job-1" });
		expect(together.view().text).toContain("Answered together by test.engine, job job-1");
		expect(live.run.engine).toBeUndefined();
	});

	it("gives a row its record's error, and stops for none, however many there are", async () => {
		const failed = new ModelError("the record failed", { model: "m", retryable: false });
		const report = await evaluate(
			program.using(silent()),
			things(12),
			[exact("colour")],
			quiet(engineOf((_, index) => (index === 11 ? says(white) : failed))),
		);
		expect(report.rows).toHaveLength(12);
		expect(report.rows.filter((row) => row.error?.message === "the record failed")).toHaveLength(11);
		expect(report.rows[11]?.output).toEqual({ colour: "white" });
		expect(report.run.stopped).toBeUndefined();
	});

	it("leaves to the model what it did not answer, and every repair", async () => {
		const model = scripted(() => white);
		const engine = engineOf((_, index) => [says(white), says("junk"), undefined][index]);
		const report = await evaluate(program.using(model), things(3), [exact("colour")], quiet(engine));
		expect(report.rows.map((row) => row.repairs)).toEqual([0, 1, 0]);
		expect(report.formatCorrectness.value).toBeCloseTo(2 / 3, 12);
		expect(model.calls).toBe(2);
		expect(model.requests.map((request) => request.messages.length).sort()).toEqual([1, 3]);
	});

	it("asks once for rows that ask the same, and books the answer once", async () => {
		const data = datasetOf(
			[
				{ thing: "snow", colour: "white" },
				{ thing: "snow", colour: "white" },
			],
			{ input: ["thing"], expected: ["colour"] },
		);
		const engine = engineOf(() => says(white));
		const report = await evaluate(program.using(silent()), data, [exact("colour")], quiet(engine));
		expect(engine.seen[0]).toHaveLength(1);
		expect(report.summary.exact?.value).toBe(1);
		expect(report.usage.calls).toBe(2);
		expect(report.spent.calls).toBe(1);
	});

	it("is told what is kept; its answers are kept too; with all of them kept it is not asked", async () => {
		const layer = cache({ folder: null });
		const options = (engine: Engine): EvaluateOptions => ({ engine, cache: layer, progress: false });
		const model = scripted(() => white, { identity: "one model" });
		await evaluate(program.using(model), things(2), [], { cache: layer, progress: false });
		const engine = engineOf(({ kept }) => (kept ? undefined : says(white)));
		await evaluate(program.using(model), things(5), [], options(engine));
		expect(engine.seen[0]?.map((one) => one.kept)).toEqual([true, true, false, false, false]);
		const again = engineOf(() => new Error("not asked"));
		const report = await evaluate(program.using(model), things(5), [], options(again));
		expect(again.seen).toEqual([]);
		expect(report.run.engine).toEqual({ name: "test.engine", requests: 0 });
		expect(report.spent.calls).toBe(0);
		expect(model.calls).toBe(2);
	});

	it("that asks otherwise than the model has its answers kept apart from the model's", async () => {
		const layer = cache({ folder: null });
		const model = scripted(() => white, { identity: "one model" });
		const engine = { ...engineOf(() => says(white)), changes: () => "test.engine" };
		const ask = (more: EvaluateOptions) =>
			evaluate(program.using(model), things(2), [], { cache: layer, progress: false, ...more });
		await ask({});
		expect((await ask({ engine })).usage.costUsd).toBe(1);
		expect((await ask({ engine })).run.engine).toEqual({ name: "test.engine", requests: 0 });
		expect((await ask({})).usage.costUsd).toBe(0);
		expect(model.calls).toBe(2);
	});

	it("has what was found again booked as kept", async () => {
		const engine = engineOf(() => ({ ...says(white), cached: true }));
		const report = await evaluate(program.using(silent()), things(2), [], quiet(engine));
		expect(report.usage.calls).toBe(2);
		expect(report.spent.calls).toBe(0);
	});

	it("takes reason, and asks nothing for an input that does not fit: its row has the error", async () => {
		const engine = engineOf(() => says('{"reasoning":"","colour":"white"}'));
		const data = datasetOf([{ thing: "snow" }, { thing: 7 as unknown as string }], { input: ["thing"], expected: [] });
		const report = await evaluate(reason(colour).using(silent()), data, [], quiet(engine));
		expect(engine.seen[0]).toHaveLength(1);
		expect(report.rows.map((row) => row.error?.code)).toEqual([undefined, "data"]);
	});

	it("refuses a program of steps, and one of two calls, and says why", async () => {
		const engine = engineOf(() => says(white));
		const steps = compose("steps", { only: program }, (input: { thing: string }, step) => step.only(input));
		const run = (refused: typeof program) => evaluate(refused.using(silent()), things(2), [], quiet(engine));
		await expect(run(steps as typeof program)).rejects.toThrow(ConfigError);
		await expect(run(steps as typeof program)).rejects.toThrow(
			"test.engine: expected a program of one call a row, since all requests are sent before any answer is there; found that steps is composed of steps. Leave engine out to run it live.",
		);
		await expect(run(twice(program))).rejects.toThrow("found that colour makes 2 calls on row 1");
		expect(engine.seen).toEqual([]);
	});
});
