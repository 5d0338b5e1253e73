import { ConfigError } from "../core/errors.ts";
import type { Program } from "../program/program.ts";
import { budgetLeft, budgetShare } from "./budget-left.ts";
import type { Optimized } from "./optimized.ts";
import type { Optimizer } from "./optimizer.ts";
import type { Task } from "./task.ts";

/**
 * One optimizer after the other, each on the program that the one before returned.
 *
 * The budget is shared: each stage may spend an equal part of what is left, so what a frugal stage leaves goes to the later
 * ones. The result is that of the last stage, whose evidence is against what it was given. A run file gets one file a
 * stage: "run.jsonl" becomes "run.1.jsonl", "run.2.jsonl".
 *
 * @throws ConfigError without a stage, or what a stage throws
 * @example
 * chain(labeledFewShot({ demos: 4 }), bootstrap()).kind // => "chain(labeledFewShot, bootstrap)"
 */
export function chain(...stages: readonly Optimizer[]): Optimizer {
	const last = stages.at(-1);
	if (last === undefined) throw new ConfigError("chain: expected at least one optimizer, found none.");
	const run = async <I, E, O>(program: Program<I, O>, task: Task<I, E, O>): Promise<Optimized<I, O>> => {
		let result: Optimized<I, O> | undefined;
		let left = task.budget;
		for (const [index, stage] of stages.entries()) {
			const share = budgetShare(left, 1 / (stages.length - index));
			const runFile = task.runFile === undefined ? {} : { runFile: numbered(task.runFile, index + 1) };
			result = await stage<I, E, O>(result?.program ?? program, { ...task, budget: share, ...runFile });
			left = budgetLeft(left, result.spent);
			if (task.signal?.aborted) break;
		}
		return result as Optimized<I, O>;
	};
	return Object.assign(run, {
		kind: `chain(${stages.map(({ kind }) => kind).join(", ")})`,
		plan: <I, E, O>(program: Program<I, O>, task: Task<I, E, O>) => last.plan(program, task),
	});
}

function numbered(path: string, stage: number): string {
	const dot = path.lastIndexOf(".");
	return dot > path.lastIndexOf("/") + 1 ? `${path.slice(0, dot)}.${stage}${path.slice(dot)}` : `${path}.${stage}`;
}
