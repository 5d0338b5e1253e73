import { ConfigError, messageOf } from "../core/errors.ts";
import type { Budget } from "../model/middleware/budget.ts";
import type { Program } from "../program/program.ts";
import { displayable } from "../view/view.ts";
import { type Bill, sumOfBills } from "./bill.ts";
import { billed } from "./billed.ts";
import { budgetLeft, budgetShare } from "./budget-left.ts";
import { endsRun } from "./ends-run.ts";
import type { Optimized } from "./optimized.ts";
import { optimizedView } from "./optimized-view.ts";
import type { Optimizer } from "./optimizer.ts";
import type { Forecast } from "./outline.ts";
import { isProposalError } from "./proposal-error.ts";
import type { Task } from "./task.ts";

/**
 * One optimizer after the other, each on the program that the one before returned.
 *
 * The budget is shared: each stage may spend an equal part of what is left, so what a frugal stage leaves goes to the later
 * ones. The result is that of the last stage that ended well, whose evidence is against what it was given; `spent`, `sent`
 * and `spending` are of all stages. A run file gets one file a stage: "run.jsonl" becomes "run.1.jsonl", "run.2.jsonl".
 *
 * @throws ConfigError without a stage, or when a stage's part of the budget is too small (before anything is sent); what the
 *   first stage throws
 * @example
 * chain(optimize.labeledFewShot({ demos: 4 }), optimize.bootstrap()).kind // => "chain(labeledFewShot, bootstrap)"
 */
export function chain(...stages: readonly Optimizer[]): Optimizer {
	if (stages.length === 0) throw new ConfigError("chain: expected at least one optimizer, found none.");
	const run = async <I, E, O>(program: Program<I, O>, task: Task<I, E, O>): Promise<Optimized<I, O>> => {
		// a stage may spend its part of what is left, which is never less than its part of all
		if (task.replay !== true) await plans(stages, program, task);
		const bills: Bill[] = [];
		let last: Optimized<I, O> | undefined;
		let stopped: string | undefined;
		for (const [index, stage] of stages.entries()) {
			const left = budgetLeft(task.budget, sumOfBills(bills).spent);
			const budget = budgetShare(left, 1 / (stages.length - index));
			const runFile = task.runFile === undefined ? {} : { runFile: numbered(task.runFile, index + 1) };
			const outcome = await billed(stage, last?.program ?? program, { ...task, budget, ...runFile });
			bills.push(outcome.bill);
			if (outcome.result === undefined) {
				if (last === undefined || !(endsRun(outcome.error) || isProposalError(outcome.error))) {
					task.onBill?.(sumOfBills(bills));
					throw outcome.error;
				}
				stopped = `${stage.kind}: ${messageOf(outcome.error)}`;
				break;
			}
			last = outcome.result;
			if (task.signal?.aborted) break;
		}
		const bill = sumOfBills(bills);
		task.onBill?.(bill);
		return together(last as Optimized<I, O>, bill, task.budget, stopped); // there is a first stage, and it did not throw
	};
	return Object.assign(run, {
		kind: `chain(${stages.map(({ kind }) => kind).join(", ")})`,
		plan: async <I, E, O>(program: Program<I, O>, task: Task<I, E, O>) => sum(await plans(stages, program, task)),
	});
}

async function plans<I, E, O>(
	stages: readonly Optimizer[],
	program: Program<I, O>,
	task: Task<I, E, O>,
): Promise<Forecast[]> {
	const budget = budgetShare(task.budget, 1 / stages.length);
	const made: Forecast[] = [];
	for (const stage of stages) made.push(await stage.plan<I, E, O>(program, { ...task, budget }));
	return made;
}

/** The last result, with what all of them cost. */
function together<I, O>(last: Optimized<I, O>, bill: Bill, budget: Budget, stopped?: string): Optimized<I, O> {
	return displayable({ ...last, budget, ...bill, ...(stopped === undefined ? {} : { stopped }) }, optimizedView);
}

function sum(forecasts: readonly Forecast[]): Forecast {
	const all = forecasts.reduce((a, b) => {
		const endsBy = a.endsBy ?? b.endsBy;
		return {
			rows: a.rows + b.rows,
			proposals: a.proposals + b.proposals,
			calls: a.calls + b.calls,
			inputTokens: a.inputTokens + b.inputTokens,
			outputTokens: a.outputTokens + b.outputTokens,
			usd: plus(a.usd, b.usd),
			minutes: plus(a.minutes, b.minutes),
			...(endsBy === undefined ? {} : { endsBy }),
			uses: plus(a.uses, b.uses),
			basis: [...new Set([...a.basis, ...b.basis])],
		};
	});
	return { ...all, uses: all.uses === null ? null : all.uses / forecasts.length }; // each stage has an equal part
}

/** The sum; unknown where either is. */
function plus(a: number | null, b: number | null): number | null {
	return a === null || b === null ? null : a + b;
}

function numbered(path: string, stage: number): string {
	const dot = path.lastIndexOf(".");
	return dot > path.lastIndexOf("/") + 1 ? `${path.slice(0, dot)}.${stage}${path.slice(dot)}` : `${path}.${stage}`;
}
