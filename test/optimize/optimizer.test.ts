import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { ModelError, OutputError } from "../../src/core/errors.ts";
import { random } from "../../src/core/random.ts";
import { fromExamples } from "../../src/data/dataset.ts";
import { split } from "../../src/data/split.ts";
import { judge } from "../../src/judge/judge.ts";
import type { Metric } from "../../src/metric/metric.ts";
import type { Budget } from "../../src/model/middleware/budget.ts";
import { retry } from "../../src/model/middleware/retry.ts";
import type { Price } from "../../src/model/model.ts";
import { scripted } from "../../src/model/scripted.ts";
import { bootstrap } from "../../src/optimize/bootstrap.ts";
import { chain } from "../../src/optimize/chain.ts";
import { labeledFewShot } from "../../src/optimize/labeled-few-shot.ts";
import { mipro } from "../../src/optimize/mipro.ts";
import { randomSearch } from "../../src/optimize/random-search.ts";
import { predict } from "../../src/program/predict.ts";
import { fakeClock } from "../model/fake-clock.ts";
import { metric, parity, program, proposer, pupil, restless, train, validate } from "./support.ts";

const small = fromExamples("validate", validate.examples.slice(0, 8));
const price: Price = { input: 1, output: 7, source: "made up", date: "2026-01-01" };
const sentences = [
	"Look at the last digit of the number and say whether it is even or odd.",
	"Name the parity of the number in one word, even or odd, without thinking twice.",
	"Divide the number by two and say even where nothing is left over, else odd.",
];
const search = mipro({
	numCandidates: 3,
	numTrials: 4,
	minibatchSize: 4,
	minibatchFullEvalSteps: 2,
	maxBootstrappedDemos: 1,
	maxLabeledDemos: 1,
});
const task = { train, validate: small, metric, progress: false, retry: false, budget: { calls: 200 } } as const;
const asking = () => proposer(sentences, { price });
const unused = () => scripted([], { id: "unused", price });

test("no budget is ever passed, by calls at once, repairs and retries of whatever size", async () => {
	const draws = random("budgets");
	let ended = 0;
	for (let round = 0; round < 24; round++) {
		const sent = { calls: 0, tokens: 0, usd: 0 };
		const moody = scripted(
			(request) => {
				sent.calls++;
				const fate = draws.next();
				if (fate < 0.1) throw new ModelError("busy", { model: "moody", status: 429, retryable: true });
				const outputTokens = 1 + draws.integer(request.maxTokens ?? 1);
				const inputTokens = 1 + draws.integer(60);
				const costUsd = (inputTokens + 7 * outputTokens) / 1e6;
				sent.tokens += inputTokens + outputTokens;
				sent.usd += costUsd;
				const text =
					fate < 0.3
						? "who knows"
						: JSON.stringify(
								"instructions" in ((request.output?.properties ?? {}) as object)
									? { instructions: sentences[draws.integer(3)] }
									: { label: "even", summary: "Numbers and their parity." },
							);
				return {
					content: [{ type: "text", text }],
					usage: { inputTokens, outputTokens, cachedInputTokens: 0, cacheWriteTokens: 0, costUsd, calls: 1 },
				};
			},
			{ id: "moody", price },
		);
		const kind = (["calls", "tokens", "usd"] as const)[round % 3] ?? "calls";
		const most = {
			calls: 20 + draws.integer(70),
			tokens: 3000 + draws.integer(5000),
			usd: 0.005 + 0.02 * draws.next(),
		}[kind];
		const budget: Budget = { [kind]: most };
		const model = restless(moody, round);
		const outcome = await search(predict(parity, { model }), {
			...task,
			budget,
			concurrency: 1 + draws.integer(8),
			retry: retry({ baseMs: 0, attempts: 3 }),
		}).catch((error: unknown) => error);
		expect(sent[kind]).toBeLessThanOrEqual(most * (1 + 1e-9));
		const spent = (outcome as { spent?: typeof sent }).spent;
		if (spent !== undefined) expect(spent[kind]).toBeCloseTo(sent[kind], 9);
		if ((outcome as { stopped?: string }).stopped?.startsWith("budget:")) ended++;
	}
	expect(ended).toBeGreaterThan(3);
});

test("at the time limit no call starts, those under way are aborted, and so is a wait between tries", async () => {
	let aborted = 0;
	const slow = scripted(
		async (_request, index, context) => {
			if (index < 8) return '{"label":"even"}';
			if (index === 9)
				throw new ModelError("busy", { model: "slow", status: 429, retryable: true, retryAfterMs: 60_000 });
			await setTimeout(60_000, undefined, { signal: context.signal }).catch(() => aborted++);
			return '{"label":"even"}';
		},
		{ id: "slow" },
	);
	const started = performance.now();
	const result = await bootstrap({ maxBootstrappedDemos: 2 })(program.using(slow), {
		...task,
		budget: { seconds: 2 },
		retry: retry(),
	});
	expect(performance.now() - started).toBeLessThan(30_000); // not the minute that the model and the server ask for
	expect(result.stopped).toMatch(/expected to end within 2 s/);
	expect(result.start.complete).toBe(true);
	expect(aborted).toBe(slow.calls - 9);
});

test("a dollar budget with an unknown price is refused before anything is sent, whoever has no price", async () => {
	const priced = pupil(() => 1, { price });
	const model = pupil(() => 1, { price: null });
	const budget = { usd: 1 };
	const rubric = { name: "care", instructions: "How careful?", scale: { low: 1, high: 5 }, source: "ours" };
	const judged = judge<unknown, unknown, { label: string }>({
		rubric,
		shows: { answer: ({ output }) => output.label },
		model,
	});
	for (const [what, given] of [
		[program.using(model), { ...task, budget }],
		[program.using(priced), { ...task, budget, proposer: model }],
		[program.using(priced), { ...task, budget, metric: judged }],
	] as const) {
		await expect(search(what, given as never)).rejects.toThrow("expected a known price for pupil");
	}
	expect([priced.calls, model.calls]).toEqual([0, 0]);
});

test("a budget too small for the least is refused before anything is sent, by plan as by the run", async () => {
	const model = pupil(() => 1, { price });
	for (const [budget, words] of [
		[{ calls: 17 }, /expected a budget of at least 18 calls \(16 rows of the program, 2 proposals\), found 17/],
		[{ tokens: 300 }, /expected a budget of about \d+ tokens .*, found 300. Nothing was sent/],
		[{ usd: 0.0001 }, /expected a budget of about 0.00\d+ US dollars/],
	] as const) {
		await expect(search(program.using(model), { ...task, budget, proposer: unused() })).rejects.toThrow(words);
		await expect(search.plan(program.using(model), { ...task, budget, proposer: unused() })).rejects.toThrow(words);
	}
	expect(model.calls).toBe(0);
});

test("a train set smaller than the demos asked for is refused before anything is sent, by plan and in a chain as well", async () => {
	const few = { ...task, train: fromExamples("train", train.examples.slice(0, 5)) };
	const model = pupil(() => 0.5);
	for (const optimizer of [
		mipro(),
		bootstrap(),
		randomSearch(),
		labeledFewShot({ demos: 8 }),
		chain(labeledFewShot({ demos: 2 }), mipro()),
	]) {
		const words = /expected at least 8 train rows for the demos asked for, found 5. Nothing was sent/;
		await expect(optimizer.plan(program.using(model), few)).rejects.toThrow(words);
		await expect(optimizer(program.using(model), few)).rejects.toThrow(words);
	}
	expect(model.calls).toBe(0);
});

test("a metric that throws on one row is counted; on all rows the run ends with the cause, before a proposal is paid", async () => {
	const fragile = (breaks: (n: number) => boolean): Metric<{ n: number }, unknown, { label: string }> => ({
		name: "fragile",
		direction: "higher",
		range: [0, 1],
		score: ({ input, output }) => {
			if (breaks(input.n)) throw new TypeError("no such thing as a label");
			return { value: output.label === (input.n % 2 === 0 ? "even" : "odd") ? 1 : 0 };
		},
	});
	const given = (breaks: (n: number) => boolean) => ({ ...task, metric: fragile(breaks) as never, proposer: asking() });
	const one = await search(
		program.using(pupil(() => 0.5)),
		given((n) => n === 103),
	);
	expect(one.start).toMatchObject({ rows: 8, unscored: 1, failed: 0, complete: true });
	expect(one.notes).toContain(
		"fragile has no value on 1 of 8 rows of the program as given; they are left out of its mean.",
	);

	const model = pupil(() => 0.5);
	const all = given(() => true);
	await expect(search(program.using(model), all)).rejects.toThrow(
		/expected the metric fragile to score the program as given, found no score on all 8 rows: no such thing as a label/,
	);
	expect([model.calls, all.proposer.calls]).toEqual([8, 0]);
});

test("a program that fails on rows is scored as the worst there, noted, and can be bettered", async () => {
	const model = pupil((_prompt, demos) => (demos > 0 ? 1 : 0.2));
	const brittle = scripted(
		(request, _index, context) => {
			if (request.messages.length === 1) throw new OutputError("junk", { step: "parity", issues: [], text: "" });
			return model.generate(request, context).then(({ content }) => ({ content })) as never;
		},
		{ id: "brittle" },
	);
	const result = await bootstrap({ maxBootstrappedDemos: 0, maxLabeledDemos: 4 })(program.using(brittle), {
		...task,
		validate,
	});
	expect(result.start).toMatchObject({ value: 0, failed: 24 });
	expect(result.notes[0]).toBe("The program as given failed on 24 of 24 rows; they count as the worst value.");
	expect([result.promoted, result.chosen.value]).toEqual([true, 1]);
});

test("an abort in the middle gives the best so far; one before the start is measured throws", async () => {
	for (const [stopAfter, ends] of [[5, false] as const, [20, true] as const]) {
		const controller = new AbortController();
		const model = restless(
			pupil(() => 0.5),
			1,
			(call) => {
				if (call === stopAfter) controller.abort();
			},
		);
		const run = bootstrap()(program.using(model), { ...task, signal: controller.signal });
		if (!ends) {
			await expect(run).rejects.toMatchObject({ code: "abort" });
			continue;
		}
		const result = await run;
		expect(result.stopped).toBe("stopped by the reader");
		expect(result.chosen.number).toBe(0);
		expect(result.start).toMatchObject({ complete: true, rows: 8 });
	}
});

test("a model that throttles is asked again within the budget; when it stays so the best so far is returned", async () => {
	const clock = fakeClock();
	let throttled = 0;
	const throttle = (from: number, upTo: number) => {
		const inner = pupil(() => 0.5);
		return scripted(
			(request, index, context) => {
				if (index >= from && index < upTo) {
					throttled++;
					throw new ModelError("slow down", { model: "pupil", status: 429, retryable: true, retryAfterMs: 3000 });
				}
				return inner.generate(request, context).then(({ content }) => ({ content })) as never;
			},
			{ id: "pupil" },
		);
	};
	const run = async (model: ReturnType<typeof throttle>, budget: Budget) => {
		const ended = bootstrap({ maxBootstrappedDemos: 2 })(program.using(model), {
			...task,
			validate,
			budget,
			retry: retry({ clock }),
		}).catch((error: unknown) => error);
		for (let minute = 0; minute < 40; minute++) await clock.advance(3000);
		return (await ended) as Awaited<ReturnType<ReturnType<typeof bootstrap>>>;
	};
	const passing = throttle(30, 36);
	const well = await run(passing, { calls: 100 });
	expect(well.stopped).toBeUndefined();
	expect([throttled, well.spent.calls]).toEqual([6, passing.calls]);
	expect(well.candidates.map(({ failed, complete }) => [failed, complete])).toEqual([
		[0, true],
		[0, true],
	]); // asked again until it answered: no row was lost

	const gone = throttle(30, Infinity);
	const best = await run(gone, { calls: 500 });
	expect(best.stopped).toMatch(/10 rows one after another failed at the model .*slow down/);
	expect(best.start).toMatchObject({ complete: true, failed: 0 });
	expect([best.promoted, best.spent.calls]).toEqual([false, gone.calls]);

	const never = await run(throttle(10, Infinity), { calls: 500 });
	expect(never).toMatchObject({ code: "model", message: expect.stringMatching(/failed at the model/) });
});

test("a model that fails on every row of a small validate set is no result", async () => {
	const dead = scripted(() => new ModelError("gone", { model: "dead", status: 500, retryable: false }), { id: "dead" });
	await expect(bootstrap()(program.using(dead), task)).rejects.toThrow(/the model failed on all 8 rows \(gone\)/);
});

test("a proposer that is gone ends the run with the best so far", async () => {
	const gone = scripted(() => new ModelError("gone", { model: "gone", status: 503, retryable: false }), { id: "gone" });
	const result = await search(program.using(pupil(() => 0.5)), { ...task, proposer: gone });
	expect(result.stopped).toBe("gone");
	expect(result.start.complete).toBe(true);
});

test("a proposer that answers junk, or repeats the same, raises with the reasons", async () => {
	for (const [answer, words] of [
		["even", /none \(.*\)\. Give the task a stronger model/],
		["Say whether the number is even or odd.", /was tried already|wrong|words/],
	] as const) {
		const given = { ...task, proposer: proposer([answer]) };
		await expect(search(program.using(pupil(() => 0.5)), given)).rejects.toMatchObject({
			name: "ProposalError",
			message: expect.stringMatching(words),
		});
	}
});

test("test rows and rows in both parts are refused", async () => {
	const parts = split(fromExamples("numbers", [...train.examples, ...validate.examples]), {
		train: 0.4,
		validate: 0.3,
		test: 0.3,
	});
	const model = unused();
	for (const [given, words] of [
		[{ ...parts, train: parts.test }, /expected rows to tune on as train, found the test part/],
		[{ ...parts, validate: parts.test }, /expected rows to tune on as validate, found the test part/],
		[{ train: parts.train, validate: parts.train }, /expected train and validate to share no row, found \d+ in both/],
		[{ ...parts, budget: {} }, /expected a budget, found none/],
		[{ ...parts, budget: { calls: 0 } }, /expected a budget of more than 0 calls/],
	] as const) {
		await expect(bootstrap()(program.using(model), { ...task, ...given } as never)).rejects.toThrow(words);
	}
	expect(model.calls).toBe(0);
});

test("a class that a part lacks is noted", async () => {
	const odd = fromExamples(
		"train",
		train.examples.filter(({ expected }) => expected.label === "odd"),
	);
	const result = await bootstrap()(program.using(pupil(() => 0.5)), { ...task, train: odd });
	expect(result.notes).toEqual([
		'label "even" is the answer to 4 rows of validate and to none of train: no demo and no example can show it.',
	]);
});

test("a judge's calls are within the budget and in the ledger", async () => {
	const judging = scripted(() => "<thinking>Fine.</thinking><score>4</score>", { id: "judging", price });
	const rubric = { name: "care", instructions: "How careful?", scale: { low: 1, high: 5 }, source: "ours" };
	const careful = judge<{ n: number }, unknown, { label: string }>({
		rubric,
		shows: { n: ({ input }) => String(input.n), answer: ({ output }) => output.label },
		model: judging,
	});
	const model = pupil(() => 0.5, { price });
	const result = await bootstrap({ maxBootstrappedDemos: 2 })(program.using(model), {
		...task,
		metric: careful as never,
		budget: { calls: 40 },
	});
	expect(result.spent.calls).toBe(model.calls + judging.calls);
	expect(result.spent.calls).toBeLessThanOrEqual(40);
	const lines = result.spending.map(({ phase, model: who }) => `${phase} ${who}`);
	expect(lines.slice(0, 2)).toEqual(["baseline judging", "baseline pupil"]);
	expect(result.spending.reduce((sum, { calls }) => sum + calls, 0)).toBe(result.spent.calls);
});
