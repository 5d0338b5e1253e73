import { expect, test } from "vitest";
import { budgetLeft, budgetShare } from "../../src/optimize/budget-left.ts";

test("what is left keeps the kinds that are limited, and never falls below nothing", () => {
	const spent = { calls: 30, tokens: 500, usd: null, seconds: 2 };
	expect(budgetLeft({ calls: 100, tokens: 400 }, spent)).toEqual({ calls: 70, tokens: 0 });
	expect(budgetLeft({ usd: 1 }, spent)).toEqual({ usd: 1 }); // an unknown price has no dollar limit to take from
	expect(budgetLeft({}, spent)).toEqual({});
});

test("shares keep calls and tokens whole, and together are never more than all", () => {
	expect(budgetShare({ calls: 100, tokens: 1001, usd: 1, seconds: 10 }, 1 / 3)).toEqual({
		calls: 33,
		tokens: 333,
		usd: 1 / 3,
		seconds: expect.closeTo(10 / 3, 12),
	});
	expect(budgetShare({ calls: 1 }, 0.5)).toEqual({ calls: 0 });
});
