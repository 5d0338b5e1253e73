import { type ConfigError, isTouchstoneError, messageOf } from "../core/errors.ts";
import type { Budget, Spent } from "../model/middleware/budget.ts";
import { type Bill, sumOfBills } from "../optimize/bill.ts";
import { billed } from "../optimize/billed.ts";
import { budgetLeft } from "../optimize/budget-left.ts";
import type { Optimized } from "../optimize/optimized.ts";
import type { Optimizer } from "../optimize/optimizer.ts";
import { isProposalError } from "../optimize/proposal-error.ts";
import type { Task } from "../optimize/task.ts";
import type { Program } from "../program/program.ts";
import type { StepSpending } from "./migration.ts";

/** The tuning steps of a migration, one after the other on one budget. */
export interface TuningSteps<I, O> {
	/**
	 * Runs a step on what the budget still holds. What ends it short, a useless proposer, a budget that is used up, leaves the
	 * program as it is, and a note.
	 *
	 * @returns undefined where nothing came of it
	 */
	run(name: string, optimizer: Optimizer, program: Program<I, O>): Promise<Optimized<I, O> | undefined>;
	/** What the steps cost so far. */
	readonly spent: Spent;
	readonly spending: readonly StepSpending[];
}

/**
 * @param taskOf the task of the step of this name, but for its budget
 * @param notes where a step that came to nothing says why
 */
export function tuningSteps<I, E, O>(
	budget: Budget,
	taskOf: (name: string) => Omit<Task<I, E, O>, "budget">,
	notes: string[],
): TuningSteps<I, O> {
	const bills: Bill[] = [];
	const lines: StepSpending[] = [];
	const spent = () => sumOfBills(bills).spent;
	const leaves = (name: string, error: unknown) =>
		notes.push(`${name}: the prompt stays as it was. ${messageOf(error)}`);

	return {
		async run(name, optimizer, program) {
			const task: Task<I, E, O> = { ...taskOf(name), budget: budgetLeft(budget, spent()) };
			if (bills.length > 0) {
				// the first step's mistakes are the reader's; a later one may only find too little left
				const tooLittle = await optimizer.plan<I, E, O>(program, task).then(() => undefined, configErrorOf);
				if (tooLittle !== undefined) return void leaves(name, tooLittle);
			}
			const outcome = await billed(optimizer, program, task);
			bills.push(outcome.bill);
			lines.push(...outcome.bill.spending.map((line) => ({ step: name, ...line })));
			if (outcome.result !== undefined) return outcome.result;
			if (!isProposalError(outcome.error) && !isBudgetError(outcome.error)) throw outcome.error;
			return void leaves(name, outcome.error);
		},
		get spent() {
			return spent();
		},
		spending: lines,
	};
}

function configErrorOf(error: unknown): ConfigError {
	if (isTouchstoneError(error) && error.code === "config") return error as ConfigError;
	throw error;
}

function isBudgetError(error: unknown): boolean {
	return isTouchstoneError(error) && error.code === "budget";
}
