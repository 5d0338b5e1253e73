import { type Amount, addAmounts, noAmount } from "../model/middleware/amount.ts";
import type { Spent } from "../model/middleware/budget.ts";
import type { Spending } from "./spending.ts";

/** What a run cost. */
export interface Bill {
	/** What the budget was charged. */
	readonly spent: Spent;
	/** What was really sent. */
	readonly sent: Amount;
	readonly spending: readonly Spending[];
}

/** What several runs cost together. */
export function sumOfBills(bills: readonly Bill[]): Bill {
	const spents = bills.map(({ spent }) => spent);
	return {
		spent: {
			...spents.reduce(addAmounts, noAmount),
			seconds: spents.reduce((sum, { seconds }) => sum + seconds, 0),
		},
		sent: bills.map(({ sent }) => sent).reduce(addAmounts, noAmount),
		spending: bills.flatMap(({ spending }) => spending),
	};
}
