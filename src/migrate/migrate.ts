import { ConfigError, throwIfAborted } from "../core/errors.ts";
import type { Dataset } from "../data/dataset.ts";
import { evaluate } from "../evaluate/evaluate.ts";
import type { Report } from "../evaluate/report.ts";
import type { Metric } from "../metric/metric.ts";
import type { Budget, Spent } from "../model/middleware/budget.ts";
import type { Middleware, Model, Price } from "../model/model.ts";
import { sumUsage } from "../model/usage.ts";
import { withInterrupt } from "../notebook/interrupt.ts";
import { budgetLeft } from "../optimize/budget-left.ts";
import type { Guide } from "../optimize/guides/index.ts";
import { mipro } from "../optimize/mipro.ts";
import type { Optimized } from "../optimize/optimized.ts";
import type { Optimizer } from "../optimize/optimizer.ts";
import { isProposalError } from "../optimize/proposal-error.ts";
import { rewrite } from "../optimize/rewrite.ts";
import type { Task } from "../optimize/task.ts";
import type { Program } from "../program/program.ts";
import { pairedEvidence } from "../stats/paired-evidence.ts";
import { formatValue } from "../view/format.ts";
import { guideFor } from "./guide-for.ts";
import { makeMigration } from "./make-migration.ts";
import type { Migration } from "./migration.ts";

export interface MigrateOptions<I, E, O> {
	/** The program as it runs today; its prompts were written for the source model. */
	readonly program: Program<I, O>;
	/** The model that is left behind. */
	readonly source: Model;
	/** The model that is moved to. */
	readonly target: Model;
	/** Three parts without a row in common: learn from `train`, choose by `validate`, and `test` for the final report alone. */
	readonly data: {
		readonly train: Dataset<I, E>;
		readonly validate: Dataset<I, E>;
		readonly test: Dataset<I, E>;
	};
	/** What counts. */
	readonly metric: Metric<I, E, O>;
	/** Further metrics to report. */
	readonly alsoReport?: readonly Metric<I, E, O>[];
	/** A limit on rewriting and optimization together; the test rows come on top, once for each of the four. */
	readonly budget: Budget;
	/** Rewrites the prompt for the target's family; default: the shipped guide that fits the target's name. */
	readonly rewriter?: Optimizer;
	readonly guide?: Guide;
	/** Default: `mipro({ auto: "light" })`. */
	readonly optimizer?: Optimizer;
	/** Writes instructions; default: the source model, which knows the task best. */
	readonly proposer?: Model;
	readonly name?: string;
	readonly seed?: number;
	readonly concurrency?: number;
	/** Largest adjusted p with which an optimized prompt is taken; default 0.1. */
	readonly evidence?: number;
	/** A folder for the run files: a migration that was stopped goes on where it was. */
	readonly folder?: string;
	/** As in `evaluate`; `false` asks every time. */
	readonly cache?: Middleware | false;
	/** Runs of the program in a month, for the projected saving. */
	readonly runsPerMonth?: number;
	/** Prices for the projection in place of the models' own. */
	readonly prices?: { readonly source: Price; readonly target: Price };
	readonly signal?: AbortSignal;
	readonly progress?: false;
}

/**
 * Moves a task from one model to another and says what that did: the source model, the target with the old prompt, the
 * target with the prompt rewritten for its family, the target after optimization on data; all four on test rows that
 * nothing before has seen.
 *
 * An optimized prompt, and a rewritten one in its place, is taken only with the evidence of paired validation rows; the test rows then say what it is worth.
 *
 * @throws ConfigError when the parts share rows; what `evaluate` and the optimizers throw
 * @example
 * typeof migrate // => "function"
 */
export function migrate<I, E, O>(options: MigrateOptions<I, E, O>): Promise<Migration> {
	// one stop ends the whole: a step that keeps its best so far must not be followed by the test rows
	return withInterrupt(options.signal, (signal) => run({ ...options, signal }, signal));
}

async function run<I, E, O>(options: MigrateOptions<I, E, O>, signal: AbortSignal): Promise<Migration> {
	const { program, source, target, data, metric } = options;
	checkParts(options);
	const notes: string[] = [];
	const old = program.using(target);
	const optimizer = options.optimizer ?? mipro({ auto: "light" });
	await optimizer.plan<I, E, O>(old, taskOf(options, "optimize", options.budget)); // a budget too small is refused before anything is sent
	const rewritten = await tune(
		options,
		"rewrite",
		options.rewriter ?? rewriterFor(options),
		old,
		options.budget,
		notes,
	);
	throwIfAborted(signal);
	const written = rewritten?.program ?? old;

	const choice = await choose(options, old, written, notes);
	throwIfAborted(signal);
	const left = budgetLeft(budgetLeft(options.budget, rewritten?.spent ?? nothingSpent), choice.spent);
	const optimized = await tune(options, "optimize", optimizer, choice.start, left, notes);
	throwIfAborted(signal);
	const tuned = optimized?.promoted === true ? optimized.program : choice.proven;

	// only now, with every choice made, the test rows
	const measure = async (name: string, candidate: Program<I, O>): Promise<Report<I, E, O>> => {
		const report = await evaluate(candidate, data.test, [metric, ...(options.alsoReport ?? [])], {
			...settings(options),
			name,
		});
		throwIfAborted(signal);
		return report;
	};
	const reports = {
		source: await measure(`${source.id}, the old prompt`, program.using(source)),
		target: await measure(`${target.id}, the old prompt`, old),
		rewritten: await measure(`${target.id}, rewritten`, written),
		optimized: await measure(`${target.id}, optimized`, tuned),
	};
	return makeMigration({
		name: options.name ?? program.name,
		metric: metric.name,
		reports: reports as Migration["reports"],
		prompts: {
			source: program.parameters,
			target: program.parameters,
			rewritten: written.parameters,
			optimized: tuned.parameters,
		},
		tuning: { rewritten, optimized },
		runsPerMonth: options.runsPerMonth,
		prices: options.prices,
		notes,
	});
}

/** One tuning step; a proposer that is not up to it leaves the program as it is, and a note. */
async function tune<I, E, O>(
	options: MigrateOptions<I, E, O>,
	step: string,
	optimizer: Optimizer,
	program: Program<I, O>,
	budget: Budget,
	notes: string[],
): Promise<Optimized<I, O> | undefined> {
	try {
		return await optimizer<I, E, O>(program, taskOf(options, step, budget));
	} catch (error) {
		if (!isProposalError(error)) throw error;
		notes.push(`${step}: the prompt stays as it was. ${error.message}`);
		return undefined;
	}
}

function taskOf<I, E, O>(options: MigrateOptions<I, E, O>, step: string, budget: Budget): Task<I, E, O> {
	const { data, metric, source, proposer = source, seed, concurrency, evidence, folder, signal, progress } = options;
	return {
		train: data.train,
		validate: data.validate,
		metric,
		budget,
		proposer,
		...(seed === undefined ? {} : { seed }),
		...(concurrency === undefined ? {} : { concurrency }),
		...(evidence === undefined ? {} : { evidence }),
		...(folder === undefined ? {} : { runFile: `${folder}/${step}.jsonl` }),
		...(signal === undefined ? {} : { signal }),
		...(progress === undefined ? {} : { progress }),
	};
}

interface Choice<I, O> {
	/** What optimization begins with: whichever did better on the validation rows; the old prompt where they are equal. */
	readonly start: Program<I, O>;
	/** What is used when optimization finds nothing: the rewritten prompt only with the evidence of paired rows. */
	readonly proven: Program<I, O>;
	/** What measuring both on the validation rows costs; it counts in the budget. */
	readonly spent: Spent;
}

async function choose<I, E, O>(
	options: MigrateOptions<I, E, O>,
	old: Program<I, O>,
	written: Program<I, O>,
	notes: string[],
): Promise<Choice<I, O>> {
	if (written === old) return { start: old, proven: old, spent: nothingSpent };
	const { data, metric, evidence = 0.1 } = options;
	const measure = (program: Program<I, O>) => evaluate(program, data.validate, [metric], settings(options));
	const [before, after] = [await measure(old), await measure(written)];
	const sign = metric.direction === "higher" ? 1 : -1;
	const utilities = (report: Report<I, E, O>) =>
		report.rows.map((row) => {
			const value = row.scores[metric.name]?.value ?? null;
			return value === null ? null : sign * value;
		});
	const spent = spentOn([before, after]);
	if (before.rows.length !== after.rows.length) return { start: old, proven: old, spent }; // stopped half-way
	const { difference, pGreater } = pairedEvidence(utilities(before), utilities(after));
	const gained = (difference ?? 0) > 0;
	const value = (report: Report<I, E, O>) => formatValue(report.summary[metric.name]?.value ?? null, metric.unit);
	notes.push(
		`Optimization began with the ${gained ? "rewritten" : "old"} prompt: ${metric.name} on the validation rows ${value(after)} rewritten, ${value(before)} old.`,
	);
	return { start: gained ? written : old, proven: gained && pGreater <= evidence ? written : old, spent };
}

const nothingSpent: Spent = { calls: 0, tokens: 0, usd: 0, seconds: 0 };

/** What the rows cost, answers from the cache priced as if they had been asked for: a resumed run then has as much left. */
function spentOn<I, E, O>(reports: readonly Report<I, E, O>[]): Spent {
	const { calls, inputTokens, cachedInputTokens, cacheWriteTokens, outputTokens, costUsd } = sumUsage(
		reports.flatMap(({ usage, scoringUsage }) => [usage, scoringUsage]),
	);
	const tokens = inputTokens + cachedInputTokens + cacheWriteTokens + outputTokens;
	return { calls, tokens, usd: costUsd, seconds: 0 };
}

function settings<I, E, O>({ concurrency, seed, cache, signal, progress }: MigrateOptions<I, E, O>) {
	return {
		...(concurrency === undefined ? {} : { concurrency }),
		...(seed === undefined ? {} : { seed }),
		...(cache === undefined ? {} : { cache }),
		...(signal === undefined ? {} : { signal }),
		...(progress === undefined ? {} : { progress }),
	};
}

function rewriterFor<I, E, O>({ guide, target }: MigrateOptions<I, E, O>): Optimizer {
	return rewrite({ guide: guide ?? guideFor(target.id) });
}

function checkParts<I, E, O>({ data }: MigrateOptions<I, E, O>): void {
	const key = (example: { readonly input: unknown }) => JSON.stringify(example.input);
	const tested = new Set(data.test.examples.map(key));
	for (const [name, part] of [["train", data.train] as const, ["validate", data.validate] as const]) {
		const both = part.examples.filter((example) => tested.has(key(example))).length;
		if (both === 0) continue;
		throw new ConfigError(
			`migrate: expected test rows that ${name} does not hold, found ${both} in both. Divide the data: split(data, { train: 0.25, validate: 0.25, test: 0.5 }).`,
		);
	}
}
