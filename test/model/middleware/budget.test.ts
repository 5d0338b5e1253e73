import { expect, test } from "vitest";
import { BudgetError, ConfigError, ModelError } from "../../../src/core/errors.ts";
import { random } from "../../../src/core/random.ts";
import { addAmounts } from "../../../src/model/middleware/amount.ts";
import { type Budget, budget } from "../../../src/model/middleware/budget.ts";
import { cache } from "../../../src/model/middleware/cache.ts";
import type { Model, Price } from "../../../src/model/model.ts";
import { scripted } from "../../../src/model/scripted.ts";
import { wrap } from "../../../src/model/wrap.ts";
import { ask, testContext } from "../context.ts";
import { fakeClock } from "../fake-clock.ts";

const price: Price = { input: 1, output: 10, cacheRead: 0.1, source: "made up", date: "2026-01-01" };
const used = (inputTokens: number, outputTokens: number, costUsd: number | null) => ({
	content: [],
	usage: { inputTokens, outputTokens, cachedInputTokens: 0, cacheWriteTokens: 0, costUsd, calls: 1 },
});

test("calls: the limit is reached and not passed, also by calls made at once", async () => {
	const model = scripted(() => "yes");
	const purse = budget({ calls: 5 });
	const limited = wrap(model, purse);
	const results = await Promise.allSettled(
		Array.from({ length: 9 }, (_, i) => limited.generate(ask(`${i}`), testContext())),
	);
	expect(results.map((result) => result.status)).toEqual([
		...Array.from({ length: 5 }, () => "fulfilled"),
		...Array.from({ length: 4 }, () => "rejected"),
	]);
	expect([model.calls, purse.spent.calls]).toEqual([5, 5]);
	await expect(limited.generate(ask("x"), testContext())).rejects.toMatchObject({
		code: "budget",
		message:
			"budget: expected at most 5 calls, found 5 spent and up to 1 more for this call. Nothing was sent; raise the limit or do less.",
		spent: { calls: 5 },
		limit: { calls: 5 },
	});
});

test("under any order and size of calls no limit is ever passed", async () => {
	for (let seed = 0; seed < 30; seed++) {
		const draws = random(seed);
		const clock = fakeClock();
		const limit: Budget = { calls: 40, tokens: 3000, usd: 0.012 };
		const purse = budget(limit, { clock });
		const inner = scripted(
			async (request) => {
				await clock.sleep(1 + draws.integer(20));
				if (draws.next() < 0.1) throw new ModelError("busy", { model: "m", status: 503, retryable: true });
				const output = draws.integer((request.maxTokens ?? 0) + 1);
				const input = draws.integer(51);
				return used(input, output, (input * price.input + output * price.output) / 1e6);
			},
			{ price },
		);
		const model = wrap({ ...inner, countTokens: async () => 50 }, purse);
		const calls = Array.from({ length: 60 }, () =>
			model.generate(ask("x", { maxTokens: 1 + draws.integer(100) }), testContext()).catch((error: unknown) => error),
		);
		await clock.advance(5000);
		const results = await Promise.all(calls);
		const { calls: sent, tokens, usd } = purse.spent;
		expect(sent).toBe(inner.calls);
		expect(sent).toBeLessThanOrEqual(40);
		expect(tokens).toBeLessThanOrEqual(3000);
		expect(usd).toBeLessThanOrEqual(0.012);
		const refused = results.filter((result) => result instanceof BudgetError);
		expect(refused.length).toBe(60 - sent);
		// and it is used up: the first refused call really did not fit
		expect(Math.max(sent / 40, (tokens + 150) / 3000, ((usd ?? 0) + 0.00105) / 0.012)).toBeGreaterThanOrEqual(1);
	}
});

test("a call that fits only when another gives back waits for it", async () => {
	const clock = fakeClock();
	const inner = scripted(() => used(10, 10, 0), { latencyMs: 100, clock });
	const model = wrap({ ...inner, countTokens: async () => 10 }, budget({ tokens: 130 }, { clock }));
	const request = ask("x", { maxTokens: 90 });
	const both = [model.generate(request, testContext()), model.generate(request, testContext())];
	await clock.advance(99);
	expect(inner.calls).toBe(1);
	await clock.advance(200);
	await Promise.all(both);
	expect(inner.calls).toBe(2);
	await expect(model.generate(request, testContext())).rejects.toThrow(
		"expected at most 130 tokens, found 40 spent and up to 100 more",
	);
});

test("without a tokenizer the bytes bound the input", async () => {
	const model = scripted(() => "yes");
	const text = "é".repeat(100); // 200 bytes: at most 200 tokens
	await expect(
		wrap(model, budget({ tokens: 200 })).generate(ask(text, { maxTokens: 1 }), testContext()),
	).rejects.toThrow(BudgetError);
	await wrap(model, budget({ tokens: 500 })).generate(ask(text, { maxTokens: 1 }), testContext());
	expect(model.calls).toBe(1);
});

test("dollars need a price, tokens and dollars need maxTokens; a free model needs neither", async () => {
	const unknown = scripted(["yes"], { price: null, id: "mystery" });
	expect(() => wrap(unknown, budget({ usd: 1 }))).toThrow("budget: expected a known price for mystery, found none.");
	const priced = scripted(["yes"], { price });
	for (const limit of [{ usd: 1 }, { tokens: 1000 }]) {
		await expect(wrap(priced, budget(limit)).generate(ask("x"), testContext())).rejects.toThrow(ConfigError);
	}
	expect(priced.calls).toBe(0);
	await wrap(scripted(["yes"]), budget({ usd: 0 })).generate(ask("x"), testContext());
	expect(() => budget({ calls: Number.NaN })).toThrow(ConfigError);
});

test("an answer of unknown cost keeps its worst case in a dollar budget, and shows unknown otherwise", async () => {
	const answer = (): Model => ({ ...scripted(() => used(5, 5, null), { price }), countTokens: async () => 10 });
	const dollars = budget({ usd: 1 });
	await wrap(answer(), dollars).generate(ask("x", { maxTokens: 20 }), testContext());
	expect(dollars.spent.usd).toBeCloseTo((10 * 1 + 20 * 10) / 1e6, 12);
	const calls = budget({ calls: 3 });
	await wrap(answer(), calls).generate(ask("x"), testContext());
	expect(calls.spent.usd).toBeNull();
});

test("what failures cost: refused with a status, nothing but the call; cut off, the worst case; not sent, nothing", async () => {
	const failures: [Error, { calls: number; tokens: number }][] = [
		[new ModelError("busy", { model: "m", status: 429, retryable: true }), { calls: 1, tokens: 0 }],
		[new ModelError("connection lost", { model: "m", retryable: true }), { calls: 1, tokens: 30 }],
		[new TypeError("bug"), { calls: 1, tokens: 30 }],
		[new ConfigError("wrong"), { calls: 0, tokens: 0 }],
	];
	for (const [error, spent] of failures) {
		const purse = budget({ tokens: 1000 });
		const model = wrap({ ...scripted([error]), countTokens: async () => 10 }, purse);
		await expect(model.generate(ask("x", { maxTokens: 20 }), testContext())).rejects.toBe(error);
		expect(purse.spent).toMatchObject(spent);
	}
});

test("hits of a cache outside it are free", async () => {
	const purse = budget({ calls: 1 });
	const model = wrap(scripted(["yes"]), cache({ folder: null }), purse);
	await model.generate(ask("x"), testContext());
	expect((await model.generate(ask("x"), testContext())).cached).toBe(true);
	expect(purse.spent.calls).toBe(1);
});

test("one budget in front of two models limits them together", async () => {
	const purse = budget({ calls: 1 });
	await wrap(scripted(["a"]), purse).generate(ask("x"), testContext());
	await expect(wrap(scripted(["b"]), purse).generate(ask("x"), testContext())).rejects.toThrow(BudgetError);
});

test("seconds: from the first call on; at the limit calls under way end, even of a deaf model, and none starts", async () => {
	const clock = fakeClock();
	const purse = budget({ seconds: 10 }, { clock });
	const deaf = scripted(async () => {
		await clock.sleep(60_000);
		return "too late";
	});
	const model = wrap(deaf, purse);
	await clock.advance(100_000); // time before the first call does not count
	const call = model.generate(ask("x"), testContext());
	const ended = expect(call).rejects.toThrow("budget: expected to end within 10 s, found 10.0 s gone.");
	await clock.advance(9_999);
	expect(purse.spent.seconds).toBeCloseTo(9.999, 6);
	await clock.advance(1);
	await ended;
	await expect(model.generate(ask("x"), testContext())).rejects.toThrow(BudgetError);
	expect(deaf.calls).toBe(1);
});

test("seconds: a call that hears the abort is told the budget's reason; no timer is left when calls end", async () => {
	const clock = fakeClock();
	const model = wrap(
		scripted(() => "yes", { latencyMs: 30_000, clock }),
		budget({ seconds: 10 }, { clock }),
	);
	const ended = expect(model.generate(ask("x"), testContext())).rejects.toThrow(BudgetError);
	await clock.advance(10_000);
	await ended;
	expect(clock.sleepers).toBe(0);

	const quick = wrap(scripted(["yes"]), budget({ seconds: 10 }, { clock }));
	await quick.generate(ask("x"), testContext());
	expect(clock.sleepers).toBe(0);
});

test("the reader's own abort passes through, and leaves the queue", async () => {
	const clock = fakeClock();
	const model = wrap(
		scripted(() => "yes", { latencyMs: 100, clock }),
		budget({ calls: 1 }, { clock }),
	);
	const first = model.generate(ask("a"), testContext());
	const stop = new AbortController();
	const second = model.generate(ask("b"), testContext({ signal: stop.signal }));
	const left = expect(second).rejects.toMatchObject({ code: "abort" });
	stop.abort();
	await left;
	await clock.advance(100);
	await first;
});

test("a resumed run starts with what it spent before, and a listener hears what each call used", async () => {
	const purse = budget({ calls: 3 });
	purse.charge({ calls: 2, tokens: 10, usd: 0 });
	const heard: unknown[] = [];
	const model = wrap(
		scripted(() => "yes"),
		purse.counting((amount, worst) => heard.push([amount.calls, worst.calls])),
	);
	await model.generate(ask("a"), testContext());
	await expect(model.generate(ask("b"), testContext())).rejects.toThrow(BudgetError);
	expect([purse.spent.calls, heard]).toEqual([3, [[1, 1]]]);
});

test("dollars add up to the same in whichever order calls end", () => {
	const costs = [0.1, 0.2, 0.3, 0.0000017, 0.7].map((usd) => ({ calls: 1, tokens: 0, usd }));
	const total = (list: readonly (typeof costs)[number][]) =>
		list.reduce(addAmounts, { calls: 0, tokens: 0, usd: 0 }).usd;
	expect(total([...costs].reverse())).toBe(total(costs)); // 0.1 + 0.2 + 0.3 is not 0.3 + 0.2 + 0.1
	expect(total(costs)).toBe(1.3000017);
});

test("seconds: work around the calls, such as a wait between tries, ends with the time too", async () => {
	const clock = fakeClock();
	const purse = budget({ seconds: 10 }, { clock });
	const work = purse.within(undefined, (signal) => clock.sleep(60_000, signal)).catch((error: unknown) => error);
	await clock.advance(10_000);
	expect(await work).toBeInstanceOf(BudgetError);
	expect(purse.spent.seconds).toBe(10);
});
