import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { BudgetError, ConfigError, ModelError } from "../../src/core/errors.ts";
import { datasetOf } from "../../src/data/dataset.ts";
import { type EvaluateOptions, evaluate } from "../../src/evaluate/evaluate.ts";
import { exact } from "../../src/metric/exact.ts";
import type { Metric } from "../../src/metric/metric.ts";
import { cache } from "../../src/model/middleware/cache.ts";
import type { Middleware } from "../../src/model/model.ts";
import { scripted } from "../../src/model/scripted.ts";
import { wrap } from "../../src/model/wrap.ts";
import { compose } from "../../src/program/compose.ts";
import { predict } from "../../src/program/predict.ts";
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
const quiet: EvaluateOptions = { cache: false, progress: false };

describe("evaluate", () => {
	it("scores every row and puts a Wilson interval around a pass rate", async () => {
		const report = await evaluate(program.using(scripted(() => white)), things(10), [exact("colour")], quiet);
		// statsmodels proportion_confint(5, 10, method="wilson")
		expect(report.summary.exact).toMatchObject({ value: 0.5, scored: 10, skipped: 0, failed: 0 });
		expect(report.summary.exact?.low).toBeCloseTo(0.2365930905, 9);
		expect(report.summary.exact?.high).toBeCloseTo(0.7634069095, 9);
		expect(report.rows.map((row) => row.id)).toEqual(["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]);
		expect(report.usage.calls).toBe(10);
		expect(report.run).toMatchObject({ seed: 0, dataset: { name: "things", rows: 10 }, models: [{ id: "scripted" }] });
	});

	it("keeps a bad row as a row: it scores 0 and says why; format correctness counts it", async () => {
		const model = scripted((request) => (JSON.stringify(request).includes("thing 3") ? "junk" : white));
		const report = await evaluate(program.using(model), things(4), [exact("colour")], quiet);
		const bad = report.rows[3];
		expect(bad).toMatchObject({ output: null, error: { code: "output" }, scores: { exact: { value: 0 } } });
		expect(bad?.error?.facts.text).toBe("junk");
		expect(report.formatCorrectness.value).toBe(0.75);
		expect(report.view().text).toContain("failed rows");
	});

	it("leaves out what does not apply and what could not be scored, and counts both; NaN is no score", async () => {
		const values: (number | null)[] = [1, null, Number.NaN, 0];
		const odd: Metric = {
			name: "odd",
			direction: "higher",
			range: [0, 1],
			score: (c) => ({ value: values[Number((c.input as { thing: string }).thing.slice(6))] ?? null }),
		};
		const report = await evaluate(program.using(scripted(() => white)), things(4), [odd], quiet);
		expect(report.summary.odd).toMatchObject({ value: 0.5, scored: 2, skipped: 1, failed: 1 });
		expect(report.rows[2]?.scores.odd?.error?.message).toContain("found NaN");
		expect(JSON.stringify(report)).not.toContain("NaN,");
	});

	it("lets every row under way listen to the stop signal without a warning of a leak", async () => {
		const warnings: string[] = [];
		const warned = (warning: Error) => warnings.push(warning.name);
		const listening: Middleware = (next) => async (request, context) => {
			context.signal?.addEventListener("abort", () => {});
			return next(request, context);
		};
		const model = wrap(
			scripted(() => white),
			listening,
		);
		process.on("warning", warned);
		await evaluate(program.using(model), things(20), [exact("colour")], { ...quiet, concurrency: 20 });
		await new Promise((resolve) => setImmediate(resolve)); // warnings arrive a turn later
		process.off("warning", warned);
		expect(warnings).toEqual([]);
	});

	it("ends at once on an error that every row would meet", async () => {
		const gone = scripted(() => new ModelError("no such model", { model: "m", retryable: false, systemic: true }));
		await expect(evaluate(program.using(gone), things(5), [exact("colour")], quiet)).rejects.toThrow("no such model");
		expect(gone.calls).toBeLessThanOrEqual(4); // one per worker
		await expect(evaluate(program, things(5), [exact("colour")], quiet)).rejects.toBeInstanceOf(ConfigError);
	});

	it("stops when ten rows one after another fail at the model, and keeps the rows before", async () => {
		let calls = 0;
		const dying = scripted(() => (calls++ < 5 ? white : new ModelError("refused", { model: "m", retryable: true })));
		const options = { ...quiet, concurrency: 1 };
		const report = await evaluate(program.using(dying), things(40), [exact("colour")], options);
		expect(report.run.stopped).toContain("10 rows one after another failed");
		expect(report.rows.length).toBe(15);
	});

	it("returns what is done when the reader stops it, and says so", async () => {
		const stop = new AbortController();
		const model = scripted((_, index) => {
			if (index === 6) stop.abort();
			return white;
		});
		const options = { ...quiet, concurrency: 1, signal: stop.signal };
		const report = await evaluate(program.using(model), things(20), [exact("colour")], options);
		expect(report.rows.length).toBeGreaterThanOrEqual(6);
		expect(report.rows.length).toBeLessThan(20);
		expect(report.run.stopped).toBe("stopped by the reader");
		expect(report.view().text).toContain("INCOMPLETE");
	});

	it("rejects when stopped before the first row", async () => {
		const options = { ...quiet, signal: AbortSignal.abort() };
		await expect(evaluate(program.using(scripted([])), things(2), [exact("colour")], options)).rejects.toMatchObject({
			code: "abort",
		});
	});

	it("keeps the rows that a budget still paid for", async () => {
		const model = scripted((_, index) =>
			index < 3 ? white : new BudgetError("3 calls spent", { spent: {}, limit: {} }),
		);
		const options = { ...quiet, concurrency: 1 };
		const report = await evaluate(program.using(model), things(9), [exact("colour")], options);
		expect(report.rows.length).toBe(3);
		expect(report.run.stopped).toBe("3 calls spent");
	});

	it("makes no call twice: a second run comes from the cache with the same figures", async () => {
		const folder = await mkdtemp(join(tmpdir(), "touchstone-"));
		const model = scripted(() => ({ content: [{ type: "text", text: white }], latencyMs: 7 }), { identity: "twice" });
		const options = { progress: false, cache: cache({ folder }) } as const;
		const first = await evaluate(program.using(model), things(6), [exact("colour")], options);
		const again = await evaluate(program.using(model), things(6), [exact("colour")], {
			...options,
			cache: cache({ folder }),
		});
		expect(model.calls).toBe(6);
		expect(again.summary).toEqual(first.summary);
		expect(again.latency).toEqual(first.latency);
		expect(again.usage).toEqual(first.usage);
		expect(again.spent.calls).toBe(0);
	});

	it("resumes after a stop without repeating a call", async () => {
		const folder = await mkdtemp(join(tmpdir(), "touchstone-"));
		const stop = new AbortController();
		const model = scripted(
			(_, index) => {
				if (index === 5) stop.abort();
				return white;
			},
			{ identity: "resumed" },
		);
		const options = { progress: false, concurrency: 1, cache: cache({ folder }) } as const;
		const part = await evaluate(program.using(model), things(12), [exact("colour")], {
			...options,
			signal: stop.signal,
		});
		const whole = await evaluate(program.using(model), things(12), [exact("colour")], options);
		expect(whole.rows.length).toBe(12);
		expect(model.calls).toBe(12 + (6 - part.rows.length)); // at most the call under way at the stop is asked again
	});

	it("refuses metrics of one name and a value outside the range", async () => {
		const twice = [exact("colour"), exact("colour")];
		await expect(evaluate(program.using(scripted(() => white)), things(2), twice, quiet)).rejects.toThrow(
			/"exact" twice/,
		);
		const wild: Metric = { name: "wild", direction: "higher", range: [0, 1], score: () => ({ value: 3 }) };
		await expect(evaluate(program.using(scripted(() => white)), things(2), [wild], quiet)).rejects.toThrow(
			"metric wild: expected a value in [0, 1], found 3",
		);
	});

	it("puts an unknown price into the report as unknown, not as 0", async () => {
		const model = scripted(() => white, { price: null });
		const report = await evaluate(program.using(model), things(2), [exact("colour")], quiet);
		expect(report.usage.costUsd).toBeNull();
		expect(report.view().text).toMatch(/cost\s+unknown/);
	});
});

describe("evaluate.plan", () => {
	it("counts calls, tokens, dollars and minutes without calling the model", async () => {
		const model = {
			...scripted([], { price: { input: 1, output: 2, source: "a list", date: "2026-11-22" } }),
			speed: { promptTokensPerSecond: 100, outputTokensPerSecond: 10, source: "a guess" },
		};
		const plan = await evaluate.plan(program.using(model), things(10), [], { cache: false });
		expect(plan).toMatchObject({ rows: 10, calls: 10, cachedRows: 0, models: ["scripted"] });
		expect(plan.inputTokens).toBeGreaterThan(10 * 20);
		expect(plan.costUsd).toBeCloseTo((plan.inputTokens + 2 * plan.outputTokens) / 1e6, 12);
		expect(plan.maxCostUsd).toBeGreaterThan(plan.costUsd ?? 0);
		expect(plan.minutes).toBeGreaterThan(0);
		expect(plan.view().text).toContain("about");
	});

	it("knows what is in the cache", async () => {
		const layer = cache({ folder: null });
		const model = scripted(() => white, { identity: "planned" });
		await evaluate(program.using(model), things(4), [exact("colour")], { cache: layer, progress: false });
		const plan = await evaluate.plan(program.using(model), things(6), [], { cache: layer });
		expect(plan).toMatchObject({ rows: 6, cachedRows: 4, calls: 2 });
		expect(model.calls).toBe(4);
	});

	it("follows the steps of a composed program", async () => {
		const two = compose("two", { a: program, b: program }, async (input: { thing: string }, step) => {
			await step.a(input);
			return step.b(input);
		});
		const plan = await evaluate.plan(two.using(scripted([])), things(3), [], { cache: false });
		expect(plan.calls).toBe(6);
	});

	it("leaves the time open where the speed is unknown, the cost where the price is", async () => {
		const plan = await evaluate.plan(program.using(scripted([], { price: null })), things(3), [], { cache: false });
		expect(plan.minutes).toBeNull();
		expect(plan.costUsd).toBeNull();
		expect(plan.view().text).toContain("unknown");
	});
});

describe("a time limit", () => {
	const limit = new DOMException("The operation was aborted due to timeout", "AbortError");

	it("inside a row is that row's error, and so is one inside a metric", async () => {
		const model = scripted((request) => (JSON.stringify(request).includes("thing 2") ? limit : white));
		const slow: Metric = {
			...(exact("colour") as Metric),
			name: "slow",
			score: () => {
				throw limit;
			},
		};
		const report = await evaluate(program.using(model), things(5), [exact("colour"), slow], quiet);
		expect(report.rows.length).toBe(5);
		expect(report.run.stopped).toBeUndefined();
		expect(report.rows[2]?.error?.name).toBe("AbortError");
		expect(report.summary.slow?.failed).toBe(4);
	});

	it("of the whole run reads out of time", async () => {
		const late = new AbortController();
		const model = scripted((_, index) => {
			if (index === 3) late.abort(new DOMException("late", "TimeoutError")); // what AbortSignal.timeout gives
			return white;
		});
		const options = { ...quiet, concurrency: 1, signal: late.signal };
		const report = await evaluate(program.using(model), things(9), [exact("colour")], options);
		expect(report.run.stopped).toBe("out of time");
	});
});

it("shows in the bar the mean of a metric that has one, never a row mean under a whole-set name", async () => {
	const means = async (metrics: Metric[]) => {
		const seen: unknown[] = [];
		const bar = { update: (update: { mean?: unknown }) => seen.push(update.mean), status() {}, done: async () => {} };
		const options = { ...quiet, progress: bar as unknown as EvaluateOptions["progress"] } as EvaluateOptions;
		await evaluate(program.using(scripted(() => white)), things(2), metrics, options);
		return seen.at(-1);
	};
	const whole: Metric = { ...(exact("colour") as Metric), name: "whole", aggregate: () => 0.9 };
	expect(await means([whole])).toBeUndefined();
	expect(await means([whole, exact("colour") as Metric])).toBe("exact 50.0 %");
});

it("counts the repairs of a row that failed for all of them", async () => {
	const model = scripted((request) => (JSON.stringify(request).includes("thing 1") ? "junk" : white));
	const report = await evaluate(program.using(model), things(3), [exact("colour")], quiet);
	expect(report.rows.map((row) => row.repairs)).toEqual([0, 1, 0]);
	expect(report.view().text).toMatch(/repaired answers\s+1\s+in 1 row/);
});
