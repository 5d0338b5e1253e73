import { expect, test } from "vitest";
import { ConfigError } from "../../../src/core/errors.ts";
import { limit } from "../../../src/model/middleware/limit.ts";
import { textOf } from "../../../src/model/model.ts";
import { scripted } from "../../../src/model/scripted.ts";
import { wrap } from "../../../src/model/wrap.ts";
import { ask, testContext } from "../context.ts";
import { fakeClock } from "../fake-clock.ts";

test("no more than `concurrency` are under way, first come, first served", async () => {
	const clock = fakeClock();
	let underWay = 0;
	let most = 0;
	const order: string[] = [];
	const model = scripted(async (request) => {
		order.push(textOf(request.messages[0]?.content ?? []));
		most = Math.max(most, ++underWay);
		await clock.sleep(10);
		underWay--;
		return "yes";
	});
	const limited = wrap(model, limit({ concurrency: 3 }));
	const calls = Array.from({ length: 10 }, (_, i) => limited.generate(ask(`${i}`), testContext()));
	await clock.advance(100);
	await Promise.all(calls);
	expect(most).toBe(3);
	expect(order).toEqual(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]);
});

test("a failed call gives its place to the next", async () => {
	const limited = wrap(scripted([new Error("broken"), "yes"]), limit({ concurrency: 1 }));
	const both = [limited.generate(ask("a"), testContext()), limited.generate(ask("b"), testContext())];
	await expect(both[0]).rejects.toThrow("broken");
	expect(textOf((await both[1])?.content ?? [])).toBe("yes");
});

test("an abort leaves the queue at once and is never sent; those behind it go on", async () => {
	const clock = fakeClock();
	const model = scripted(() => "yes", { latencyMs: 50, clock });
	const limited = wrap(model, limit({ concurrency: 1, clock }));
	const stop = new AbortController();
	const first = limited.generate(ask("first"), testContext());
	const second = limited.generate(ask("second"), testContext({ signal: stop.signal }));
	const third = limited.generate(ask("third"), testContext());
	const refused = expect(second).rejects.toMatchObject({ code: "abort" });
	await clock.advance(0);
	stop.abort();
	await refused;
	await clock.advance(100);
	await Promise.all([first, third]);
	expect(model.requests).toEqual([ask("first"), ask("third")]);
});

test("an abort of the first in the queue lets the next one wait for its own time", async () => {
	const clock = fakeClock();
	const model = scripted(() => "yes");
	const limited = wrap(model, limit({ requestsPerMinute: 10, clock })); // one at once, then one in 6 s
	const stop = new AbortController();
	const calls = [undefined, stop.signal, undefined].map((signal) =>
		limited.generate(ask("x"), testContext(signal === undefined ? {} : { signal })),
	);
	const refused = expect(calls[1]).rejects.toMatchObject({ code: "abort" });
	await clock.advance(1000);
	stop.abort();
	await refused;
	await clock.advance(4999);
	expect(model.calls).toBe(1);
	await clock.advance(1);
	expect(model.calls).toBe(2);
	expect(clock.sleepers).toBe(0);
});

test("calls a minute: six seconds' worth at once, then evenly", async () => {
	const clock = fakeClock();
	const sentMs: number[] = [];
	const model = scripted(() => {
		sentMs.push(clock.now());
		return "yes";
	});
	const limited = wrap(model, limit({ requestsPerMinute: 30, clock }));
	const calls = Array.from({ length: 6 }, () => limited.generate(ask("x"), testContext()));
	await clock.advance(10_000);
	await Promise.all(calls);
	expect(sentMs.map(Math.round)).toEqual([0, 0, 0, 2000, 4000, 6000]);
});

test("tokens a minute: the worst case is reserved, what was not used comes back", async () => {
	const clock = fakeClock();
	const usage = { inputTokens: 10, outputTokens: 10, cachedInputTokens: 0, cacheWriteTokens: 0, costUsd: 0, calls: 1 };
	const inner = scripted(() => ({ content: [], usage }), { latencyMs: 100, clock });
	const model = wrap({ ...inner, countTokens: async () => 10 }, limit({ tokensPerMinute: 600, clock }));
	const request = ask("x", { maxTokens: 50 });
	// holds 60, fills 10 a second; a call reserves 60 and uses 20
	const calls = [model.generate(request, testContext()), model.generate(request, testContext())];
	await clock.advance(1_899);
	expect(inner.calls).toBe(1);
	await clock.advance(201); // 40 came back at 0.1 s; the missing 20 (one tenth filled already) are there at 2 s
	await clock.advance(200);
	await Promise.all(calls);
	expect(inner.calls).toBe(2);
});

test("a limit that is no positive number is a ConfigError", () => {
	for (const concurrency of [0, -1, Number.NaN]) expect(() => limit({ concurrency })).toThrow(ConfigError);
	expect(() => limit({ requestsPerMinute: 0 })).toThrow("limit: expected requestsPerMinute above 0, found 0.");
});
