import type { Budget, Spent } from "../model/middleware/budget.ts";

const kinds = ["calls", "tokens", "usd", "seconds"] as const;

/**
 * What of a budget is left after some was spent.
 *
 * @example
 * budgetLeft({ calls: 100 }, { calls: 30, tokens: 5, usd: 0, seconds: 1 }) // => { calls: 70 }
 */
export function budgetLeft(budget: Budget, spent: Spent): Budget {
	return each(budget, (kind, most) => Math.max(0, most - (spent[kind] ?? 0)));
}

/**
 * A share of a budget; calls and tokens stay whole.
 *
 * @param share in (0, 1]
 */
export function budgetShare(budget: Budget, share: number): Budget {
	return each(budget, (kind, most) =>
		kind === "calls" || kind === "tokens" ? Math.floor(most * share) : most * share,
	);
}

function each(budget: Budget, change: (kind: keyof Budget, most: number) => number): Budget {
	return Object.fromEntries(
		kinds.flatMap((kind) => {
			const most = budget[kind];
			return most === undefined ? [] : [[kind, change(kind, most)]];
		}),
	);
}
