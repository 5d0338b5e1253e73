import { expect, test } from "vitest";
import { AbortedError, ConfigError } from "../../src/core/errors.ts";
import { textOf } from "../../src/model/model.ts";
import { scripted } from "../../src/model/scripted.ts";
import { ask, testContext } from "./context.ts";

test("a list answers in order and counts the calls", async () => {
	const model = scripted(["one", "two words"]);
	const first = await model.generate(ask("hello there"), testContext());
	const second = await model.generate(ask("again"), testContext());
	expect(textOf(first.content)).toBe("one");
	expect(second).toMatchObject({
		finish: "stop",
		latencyMs: 0,
		usage: { inputTokens: 1, outputTokens: 2, costUsd: 0, calls: 1 },
	});
	expect(model.calls).toBe(2);
	expect(model.requests[0]).toEqual(ask("hello there"));
});

test("an empty list and a list run out say how many answers there were", async () => {
	await expect(scripted([]).generate(ask("x"), testContext())).rejects.toThrow(
		"scripted: expected at most 0 calls, found call 1. Add an answer, or give a function.",
	);
	const model = scripted(["only"]);
	await model.generate(ask("x"), testContext());
	await expect(model.generate(ask("x"), testContext())).rejects.toThrow(ConfigError);
});

test("an Error in the list is thrown, and the next call goes on", async () => {
	const model = scripted([new TypeError("broken"), "mended"]);
	await expect(model.generate(ask("x"), testContext())).rejects.toThrow("broken");
	expect(textOf((await model.generate(ask("x"), testContext())).content)).toBe("mended");
});

test("a function sees the request and the index; facts it gives win", async () => {
	const model = scripted((request, index) => ({
		content: [{ type: "toolCall", id: `${index}`, name: "add", input: { of: request.messages.length } }],
		latencyMs: 12,
	}));
	const response = await model.generate(ask("x"), testContext());
	expect(response.finish).toBe("tool");
	expect(response.latencyMs).toBe(12);
	expect(response.usage.outputTokens).toBe(2); // the name, and the input as one word of JSON
});

test("price, capabilities and latency are declared", async () => {
	const waits: number[] = [];
	const clock = { now: () => 0, sleep: async (ms: number) => void waits.push(ms) };
	const price = { input: 1, output: 2, source: "made up", date: "2026-01-01" };
	const model = scripted(["a b c"], { id: "dear", price, can: { json: false }, latencyMs: 40, clock });
	const response = await model.generate(ask("one two"), testContext());
	expect(model.can).toEqual({ json: false, tools: true, stream: true, logprobs: false });
	expect(response.usage.costUsd).toBeCloseTo((2 * 1 + 3 * 2) / 1e6, 12);
	expect([waits, response.latencyMs]).toEqual([[40], 40]);
	expect((await scripted(["x"], { price: null }).generate(ask("x"), testContext())).usage.costUsd).toBeNull();
});

test("streams the same text in pieces", async () => {
	const pieces: string[] = [];
	await scripted(["  to be, or\nnot "]).generate(ask("x"), testContext({ onDelta: (text) => pieces.push(text) }));
	expect(pieces.length).toBeGreaterThan(1);
	expect(pieces.join("")).toBe("  to be, or\nnot ");
});

test("an abort before and during the wait is an AbortedError", async () => {
	const model = scripted(["x", "y"], { latencyMs: 10_000 });
	await expect(model.generate(ask("x"), testContext({ signal: AbortSignal.abort() }))).rejects.toThrow(AbortedError);
	const stop = new AbortController();
	const waiting = model.generate(ask("x"), testContext({ signal: stop.signal }));
	stop.abort();
	await expect(waiting).rejects.toThrow(AbortedError);
});

test("two scripts have two identities, so that a shared cache keeps them apart", () => {
	expect(scripted(["a"]).identity).not.toBe(scripted(["b"]).identity);
	expect(scripted(["a"]).identity).toBe(scripted(["a"]).identity);
	expect(scripted(() => "a").identity).not.toBe(scripted(() => "b").identity);
	expect(scripted(["a"], { identity: "mine" }).identity).toBe("mine");
});
