import { ConfigError, messageOf, throwIfAborted } from "../core/errors.ts";
import { hash } from "../core/hash.ts";
import type { Dataset } from "../data/dataset.ts";
import { evaluate } from "../evaluate/evaluate.ts";
import type { Report } from "../evaluate/report.ts";
import type { Metric } from "../metric/metric.ts";
import { addAmounts, noAmount } from "../model/middleware/amount.ts";
import type { Budget } from "../model/middleware/budget.ts";
import type { Middleware, Model, Price } from "../model/model.ts";
import { withInterrupt } from "../notebook/interrupt.ts";
import { budgetLeft } from "../optimize/budget-left.ts";
import type { Guide } from "../optimize/guides/index.ts";
import { mipro } from "../optimize/mipro.ts";
import type { Standing } from "../optimize/optimized.ts";
import type { Optimizer } from "../optimize/optimizer.ts";
import { rewrite } from "../optimize/rewrite.ts";
import type { Task } from "../optimize/task.ts";
import { weigh } from "../optimize/weigh.ts";
import type { Program } from "../program/program.ts";
import { formatValue } from "../view/format.ts";
import { guideFor } from "./guide-for.ts";
import { makeMigration } from "./make-migration.ts";
import type { Migration } from "./migration.ts";
import { noteTestedRows } from "./tested-rows.ts";
import { type TuningSteps, tuningSteps } from "./tuning-steps.ts";

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
	/**
	 * A limit on rewriting, weighing the rewritten prompt on the validation rows, and optimization together; the test rows
	 * come on top, once for each of the four.
	 */
	readonly budget: Budget;
	/**
	 * Rewrites the prompt for the target's family; any optimizer can. Default: the shipped guide that fits the target's name.
	 * Bedrock's own: `aws.optimizePrompt({ target: "nova-lite" })`.
	 */
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
	/**
	 * A folder for the run files: a migration that was stopped goes on where it was. It also keeps which test rows were
	 * measured, and a migration whose test rows another one in this folder, or in one beside it, has measured before says so.
	 */
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
	const rewriter = options.rewriter ?? rewriterFor(options);
	await checkBudget(options, old, rewriter, optimizer);
	const steps = tuningSteps<I, E, O>(options.budget, (step) => taskOf(options, step), notes);

	const rewritten = await steps.run("rewrite", rewriter, old);
	throwIfAborted(signal);
	const written = rewritten?.program ?? old;
	const choice = await choose(steps, old, written, metric, notes);
	throwIfAborted(signal);
	const optimized = await steps.run("optimize", optimizer, choice.start);
	throwIfAborted(signal);
	const tuned = optimized?.promoted === true ? optimized.program : choice.proven;

	// only now, with every choice made, the test rows
	const again = options.folder === undefined ? undefined : noteTestedRows(options.folder, keyOf(options), data.test);
	if (again !== undefined) notes.unshift(again);
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
		spending: steps.spending,
		runsPerMonth: options.runsPerMonth,
		prices: options.prices,
		notes,
	});
}

/**
 * Refuses a budget that would run out before optimization can do its least: in vain would be what was spent until then.
 *
 * @throws ConfigError before anything is sent
 */
async function checkBudget<I, E, O>(
	options: MigrateOptions<I, E, O>,
	old: Program<I, O>,
	rewriter: Optimizer,
	optimizer: Optimizer,
): Promise<void> {
	const { budget } = options;
	const plan = (step: Optimizer, name: string, limit: Budget) =>
		step.plan<I, E, O>(old, { ...taskOf(options, name), budget: limit });
	await plan(optimizer, "optimize", budget);
	const weighing = weigh(old.parameters, "rewritten");
	const before = [await plan(rewriter, "rewrite", budget), await plan(weighing, "weigh", budget)].reduce(
		(sum, { calls, inputTokens, outputTokens, usd }) =>
			addAmounts(sum, { calls, tokens: inputTokens + outputTokens, usd }),
		noAmount,
	);
	try {
		await plan(optimizer, "optimize", budgetLeft(budget, { ...before, seconds: 0 }));
	} catch (error) {
		throw new ConfigError(
			`migrate: expected a budget that leaves enough after rewriting and its validation, about ${before.calls} calls. ${messageOf(error)}`,
			{ cause: error },
		);
	}
}

function taskOf<I, E, O>(options: MigrateOptions<I, E, O>, step: string): Omit<Task<I, E, O>, "budget"> {
	const { data, metric, source, proposer = source, seed, concurrency, evidence, folder, signal, progress } = options;
	return {
		train: data.train,
		validate: data.validate,
		metric,
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
}

async function choose<I, E, O>(
	steps: TuningSteps<I, O>,
	old: Program<I, O>,
	written: Program<I, O>,
	metric: Metric<I, E, O>,
	notes: string[],
): Promise<Choice<I, O>> {
	const keep = { start: old, proven: old };
	if (JSON.stringify(written.parameters) === JSON.stringify(old.parameters)) return keep;
	const weighed = await steps.run("weigh", weigh(written.parameters, "rewritten"), old);
	const after = weighed?.candidates.find(({ number }) => number !== weighed.start.number);
	if (weighed === undefined || after?.complete !== true) return keep;
	const gained = weighed.leader.number === after.number;
	const value = (one: Standing) => formatValue(one.value, metric.unit);
	notes.push(
		`Optimization began with the ${gained ? "rewritten" : "old"} prompt: ${metric.name} on the validation rows ${value(after)} rewritten, ${value(weighed.start)} old.`,
	);
	return { start: gained ? written : old, proven: weighed.promoted ? written : old };
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

/** Equal for the same migration begun again. An optimizer's settings are in its run file, which refuses others. */
function keyOf<I, E, O>(options: MigrateOptions<I, E, O>): string {
	const { program, source, target, proposer = source, data, metric, optimizer, rewriter, guide } = options;
	return hash(
		[
			[program.structure, program.parameters],
			[source.identity, target.identity, proposer.identity],
			[data.train.hash, data.validate.hash, data.test.hash, metric.name],
			[optimizer?.kind ?? null, rewriter?.kind ?? guide?.name ?? null, options.seed ?? 0],
			[options.budget, options.evidence ?? null].map((one) => JSON.stringify(one)),
		],
		16,
	);
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
