import { expect, test } from "vitest";
import { noAmount } from "../../src/model/middleware/amount.ts";
import { type Bill, sumOfBills } from "../../src/optimize/bill.ts";

test("a sum with one unknown price is unknown; the sum of none is nothing", () => {
	const of = (usd: number | null): Bill => {
		return { spent: { calls: 1, tokens: 10, usd, seconds: 2 }, sent: { ...noAmount, usd }, spending: [] };
	};
	expect(sumOfBills([of(0.1), of(0.2)]).spent).toEqual({ calls: 2, tokens: 20, usd: 0.3, seconds: 4 });
	expect(sumOfBills([of(0.1), of(null)])).toMatchObject({ spent: { usd: null }, sent: { usd: null } });
	expect(sumOfBills([]).spent).toEqual({ calls: 0, tokens: 0, usd: 0, seconds: 0 });
});
