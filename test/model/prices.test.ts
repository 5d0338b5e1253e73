import { expect, test } from "vitest";
import { costOf, dearest, freeOfCharge, priceOf } from "../../src/model/prices.ts";
import { priceRows } from "../../src/model/prices-data.ts";

const usage = { inputTokens: 0, outputTokens: 0, cachedInputTokens: 0, cacheWriteTokens: 0 };

test("a thousand tokens of Nova Micro cost 0.000035 in and 0.00014 out, as a second source says", () => {
	const micro = priceOf("amazon.nova-micro-v1:0");
	expect(costOf({ ...usage, inputTokens: 1000 }, micro)).toBeCloseTo(0.000035, 12);
	expect(costOf({ ...usage, outputTokens: 1000 }, micro)).toBeCloseTo(0.00014, 12);
});

test("the geography is part of the price", () => {
	expect(["", "us.", "eu.", "apac.", "global."].map((scope) => priceOf(`${scope}amazon.nova-pro-v1:0`)?.input)).toEqual(
		[0.8, 0.8, 1.05, 0.84, undefined],
	);
	expect(priceOf("us.anthropic.claude-haiku-4-5-20251001-v1:0")?.output).toBe(5.5);
	expect(priceOf("global.claude-haiku-4-5")?.output).toBe(5);
});

test("unknown is null: a name, a near name, an empty name", () => {
	for (const id of ["gpt-unheard-of", "nova-pro-2", "amazon.nova-pro", "", "us."]) expect(priceOf(id)).toBeNull();
});

test("every row has rates, names that no other row of its scope has, a source and a date", () => {
	const seen = new Set<string>();
	for (const row of priceRows) {
		expect(row.input).toBeGreaterThan(0);
		expect(row.output).toBeGreaterThanOrEqual(0);
		for (const name of row.names) {
			for (const scope of row.scopes) {
				expect(seen).not.toContain(`${scope} ${name}`);
				seen.add(`${scope} ${name}`);
				const price = priceOf(scope === "region" ? name : `${scope}.${name}`);
				expect(price).toMatchObject({ input: row.input, date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) });
				expect(price?.source).not.toBe("");
			}
		}
	}
});

test("cached tokens are priced apart; one unknown rate that was used makes the cost unknown", () => {
	const all = { inputTokens: 1e6, outputTokens: 1e6, cachedInputTokens: 1e6, cacheWriteTokens: 1e6 };
	const price = { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75, source: "made up", date: "2026-01-01" };
	expect(costOf(all, price)).toBeCloseTo(3 + 15 + 0.3 + 3.75, 9);
	const { cacheWrite: _, ...noWrite } = price;
	expect(costOf(all, noWrite)).toBeNull();
	expect(costOf({ ...all, cacheWriteTokens: 0 }, noWrite)).toBeCloseTo(18.3, 9);
	expect([costOf(all, null), costOf(all, undefined), costOf(all, freeOfCharge)]).toEqual([null, null, 0]);
	expect(costOf(usage, null)).toBeNull();
});

test("the dearest of several takes the highest of each rate, and the oldest date", () => {
	const a = { input: 1, output: 9, cacheRead: 0.5, source: "a", date: "2026-02-01" };
	const b = { input: 2, output: 3, source: "b", date: "2026-01-01" };
	expect(dearest([a, b])).toEqual({ input: 2, output: 9, source: "the dearest of: a; b", date: "2026-01-01" });
	expect([dearest([]), dearest([a, null]), dearest([a, undefined])]).toEqual([null, null, null]);
});
