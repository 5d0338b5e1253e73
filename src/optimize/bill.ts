import { type Amount, addAmounts, noAmount } from "../model/middleware/amount.ts";
import type { Spent } from "../model/middleware/budget.ts";
import type { Program } from "../program/program.ts";
import type { Optimized } from "./optimized.ts";
import type { Optimizer } from "./optimizer.ts";
import type { Spending } from "./spending.ts";
import type { Task } from "./task.ts";

/** What a run cost. */
export interface Bill {
	/** What the budget was charged. */
	readonly spent: Spent;
	/** What was really sent. */
	readonly sent: Amount;
	readonly spending: readonly Spending[];
}

/** An optimizer's result or its error, and what it cost either way. */
export type Billed<I, O> = { readonly bill: Bill } & (
	| { readonly result: Optimized<I, O> }
	| { readonly result: undefined; readonly error: unknown }
);

/** Runs an optimizer and says what that cost, whatever came of it: what a useless proposer was paid is paid. */
export async function billed<I, E, O>(
	optimizer: Optimizer,
	program: Program<I, O>,
	task: Task<I, E, O>,
): Promise<Billed<I, O>> {
	const told: Bill[] = [];
	try {
		const result = await optimizer<I, E, O>(program, { ...task, onBill: (bill) => told.push(bill) });
		return { result, bill: told[0] ?? result };
	} catch (error) {
		return { result: undefined, error, bill: told[0] ?? sumOfBills([]) };
	}
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
