import { expect, test } from "vitest";
import type { CallRecord } from "../../src/optimize/run-file.ts";
import { spending } from "../../src/optimize/spending.ts";

const record = (own: Partial<CallRecord>): CallRecord => ({
	key: "k",
	phase: "search",
	model: "m",
	spent: { calls: 1, tokens: 10, usd: 0.1 },
	worst: { calls: 1, tokens: 10, usd: 0.1 },
	atSeconds: 0,
	...own,
});

test("phases come in the order in which they began, models by name", () => {
	const lines = spending([
		record({ phase: "baseline", model: "z" }),
		record({ phase: "search", model: "b" }),
		record({ phase: "search", model: "a" }),
		record({ phase: "baseline", model: "a" }),
	]);
	expect(lines.map(({ phase, model }) => `${phase} ${model}`)).toEqual([
		"baseline a",
		"baseline z",
		"search a",
		"search b",
	]);
});

test("a failed call costs its tries and what may have been billed for them; it has no tokens of its own", () => {
	const failed = record({
		spent: { calls: 3, tokens: 0, usd: 0.25 },
		error: { code: "model", name: "", message: "", facts: {} } as never,
	});
	expect(spending([failed])[0]).toEqual({
		phase: "search",
		model: "m",
		calls: 3,
		inputTokens: 0,
		outputTokens: 0,
		usd: 0.25,
		modelSeconds: 0,
	});
});

test("tokens that were cached, or written to a cache, are input too", () => {
	const usage = {
		inputTokens: 1,
		outputTokens: 2,
		cachedInputTokens: 10,
		cacheWriteTokens: 100,
		costUsd: 0.1,
		calls: 1,
	};
	const response = { content: [], finish: "stop", latencyMs: 250, usage } as const;
	expect(spending([record({ response })])[0]).toMatchObject({ inputTokens: 111, outputTokens: 2, modelSeconds: 0.25 });
});
