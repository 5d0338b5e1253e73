import type { Program } from "../program/program.ts";
import { type Bill, sumOfBills } from "./bill.ts";
import type { Optimized } from "./optimized.ts";
import type { Optimizer } from "./optimizer.ts";
import type { Task } from "./task.ts";

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
