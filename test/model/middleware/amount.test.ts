import { expect, test } from "vitest";
import {
	addAmounts,
	knownAmounts,
	largerAmount,
	noAmount,
	subtractAmounts,
} from "../../../src/model/middleware/amount.ts";

test("sums are the same in any order, and one unknown cost makes the sum unknown", () => {
	const list = [0.1, 0.2, 0.3, 1e-7].map((usd) => ({ calls: 1, tokens: 2, usd }));
	expect(list.reduce(addAmounts, noAmount)).toEqual([...list].reverse().reduce(addAmounts, noAmount));
	expect(addAmounts({ calls: 1, tokens: 0, usd: null }, noAmount).usd).toBeNull();
});

test("what was added can be taken away again; the larger is taken kind by kind", () => {
	const [a, b] = [
		{ calls: 3, tokens: 10, usd: 0.3 },
		{ calls: 1, tokens: 40, usd: 0.1 },
	];
	expect(subtractAmounts(addAmounts(a, b), b)).toEqual(a);
	expect(largerAmount(a, b)).toEqual({ calls: 3, tokens: 40, usd: 0.3 });
	expect(largerAmount({ calls: 0, tokens: 0, usd: null }, b).usd).toBe(0.1);
});

test("an error carries the kinds that are set and known", () => {
	expect(knownAmounts({ calls: 5, usd: null })).toEqual({ calls: 5 });
});
