import { expect, test } from "vitest";
import type { Price } from "../../src/model/model.ts";
import { bootstrap } from "../../src/optimize/bootstrap.ts";
import { chain } from "../../src/optimize/chain.ts";
import { labeledFewShot } from "../../src/optimize/labeled-few-shot.ts";
import { mipro } from "../../src/optimize/mipro.ts";
import { randomSearch } from "../../src/optimize/random-search.ts";
import { metric, program, pupil, steadyProposer, train, validate } from "./support.ts";

const price: Price = { input: 1, output: 7, source: "made up", date: "2026-01-01" };
const sentences = [
	"Look at the last digit of the number and say whether it is even or odd.",
	"Name the parity of the number in one word, even or odd, without thinking twice.",
	"Divide the number by two and say even where nothing is left over, else odd.",
	"Say odd when in doubt about the number and even when you are sure of it.",
];
const model = () =>
	pupil((prompt, demos) => (prompt.includes("last digit") ? 0.6 : 0.4) + (demos > 0 ? 0.2 : 0), { price });
const task = () => ({
	train,
	validate,
	metric,
	progress: false as const,
	retry: false as const,
	budget: { calls: 1000 },
	proposer: steadyProposer(sentences, { price }),
});

// what a run takes depends on what it finds; within a factor of two is what a forecast promises in calls
const factor = 2;

test.each([
	["mipro", mipro({ numCandidates: 4, numTrials: 6, minibatchSize: 8, maxBootstrappedDemos: 2, maxLabeledDemos: 2 })],
	["bootstrap", bootstrap({ maxBootstrappedDemos: 2, maxLabeledDemos: 2 })],
	["randomSearch", randomSearch({ candidates: 4, maxBootstrappedDemos: 2, maxLabeledDemos: 2, blockSize: 8 })],
])("%s: the forecast is within a factor of two of the calls made", async (_name, optimizer) => {
	const own = model();
	const forecast = await optimizer.plan(program.using(own), task());
	expect(own.calls).toBe(0);
	const result = await optimizer(program.using(own), task());
	expect(result.forecast).toEqual(forecast);
	expect(forecast.calls / result.spent.calls).toBeLessThan(factor);
	expect(result.spent.calls / forecast.calls).toBeLessThan(factor);
	expect(forecast.usd).toBeGreaterThan(0);
	expect(forecast.endsBy).toBeUndefined();
});

test("a budget that ends the run first is named, and what it holds is said", async () => {
	const optimizer = mipro({ numCandidates: 4, numTrials: 40, maxBootstrappedDemos: 2, maxLabeledDemos: 2 });
	const forecast = await optimizer.plan(program.using(model()), { ...task(), budget: { calls: 60 } });
	expect(forecast.endsBy).toBe("calls");
	expect(forecast.calls).toBeLessThanOrEqual(60);
	const free = await labeledFewShot({ demos: 2 }).plan(program.using(model()), task());
	expect(free).toMatchObject({ rows: 0, proposals: 0, calls: 0 });
});

test("a budget that the settings leave unused is said, in the outcome too; one that fits is not spoken of", async () => {
	const optimizer = mipro({
		numCandidates: 3,
		numTrials: 4,
		minibatchSize: 8,
		maxBootstrappedDemos: 0,
		maxLabeledDemos: 0,
	});
	const planned = (calls: number) => optimizer.plan(program.using(model()), { ...task(), budget: { calls } });
	const { calls } = await planned(10_000);
	const wide = await planned(4 * calls);
	expect(wide.uses).toBeCloseTo(0.25, 2);
	const words =
		"The optimizer's settings end the run with about 25 % of the budget; the rest remains unused unless its counts are raised.";
	expect(wide.basis).toContain(words);
	const result = await optimizer(program.using(model()), { ...task(), budget: { calls: 4 * calls } });
	expect(result.view().text).toContain(words);
	const fitting = await planned(calls);
	expect([fitting.uses, fitting.basis.some((line) => line.includes("unused"))]).toEqual([1, false]);
	expect((await planned(60)).uses).toBe(1);
	const timed = await optimizer.plan(program.using(model()), { ...task(), budget: { seconds: 60 } });
	expect([timed.minutes, timed.uses]).toEqual([null, null]); // no one knows how fast the model is
	const both = await chain(optimizer, optimizer).plan(program.using(model()), {
		...task(),
		budget: { calls: 8 * calls },
	});
	expect(both.uses).toBeCloseTo(0.25, 2);
});

test("what a judge asks is not counted, and that is said", async () => {
	const judged = { ...metric, using: () => metric };
	const forecast = await bootstrap().plan(program.using(model()), { ...task(), metric: judged });
	expect(forecast.basis.at(-1)).toBe("What exact asks a model itself is not counted.");
});
