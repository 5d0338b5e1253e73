import { AbortedError, ConfigError, isAbort, isTouchstoneError, type ModelError, messageOf } from "../core/errors.ts";
import { withFileLock } from "../core/file-lock.ts";
import { hash } from "../core/hash.ts";
import type { Json } from "../core/json.ts";
import { version } from "../core/version.ts";
import { datasetRecord, modelRecords, programRecord, runtime } from "../evaluate/provenance.ts";
import { budget as purseOf } from "../model/middleware/budget.ts";
import { retry } from "../model/middleware/retry.ts";
import type { Model } from "../model/model.ts";
import { withInterrupt } from "../notebook/interrupt.ts";
import type { Program } from "../program/program.ts";
import { displayable } from "../view/view.ts";
import { admission } from "./admission.ts";
import { openCalls } from "./calls.ts";
import type { Candidate } from "./candidate.ts";
import { forecast } from "./forecast.ts";
import type { LiveState } from "./live.ts";
import { liveView } from "./live-view.ts";
import { leaderOf, type Optimized, promotedOf, standings } from "./optimized.ts";
import { optimizedView } from "./optimized-view.ts";
import type { Forecast, Outline } from "./outline.ts";
import { openRunFile, type RunFile, type RunHeader, readRunHeader } from "./run-file.ts";
import { spending } from "./spending.ts";
import { openStudy, type Study } from "./study.ts";
import { checkTask, type Task } from "./task.ts";

/**
 * Turns a program into a better one for a task, within a hard budget.
 *
 * Call it with a program and a task; `plan` says beforehand what that will take.
 */
export interface Optimizer {
	<I, E, O>(program: Program<I, O>, task: Task<NoInfer<I>, E, NoInfer<O>>): Promise<Optimized<I, O>>;
	/** What kind it is. */
	readonly kind: string;
	/** What a run will take, estimated; calls no model. */
	plan<I, E, O>(program: Program<I, O>, task: Task<NoInfer<I>, E, NoInfer<O>>): Promise<Forecast>;
}

/** What makes an optimizer; everything else (budget, record, resume, statistics, display) is the same for all. */
export interface OptimizerSpec {
	readonly kind: string;
	/** Everything that decides what it does: a run is resumed with equal settings only. */
	readonly settings: Json;
	/** What it does when nothing stops it. */
	outline(size: Size): Outline;
	/** The least that makes sense; a budget in calls below it is refused before anything is spent. */
	least(size: Size): Outline;
	/** Models of the optimizer's own (a teacher), by a name for them. */
	readonly models?: Readonly<Record<string, Model>>;
	/**
	 * The work. It may end by any error of the budget, of the reader or of the models: the best so far is kept.
	 *
	 * @returns the candidate to use where the optimizer chooses without evidence from `validate` (labelled demos); nothing
	 *   where the evidence decides
	 */
	run<I, E, O>(study: Study<I, E, O>): Promise<Candidate | undefined>;
}

export interface Size {
	readonly train: number;
	readonly validate: number;
	/** Steps that can be tuned. */
	readonly steps: number;
	/** Calls in the budget; Infinity without such a limit. */
	readonly calls: number;
}

/** An optimizer from its specification. */
export function defineOptimizer(spec: OptimizerSpec): Optimizer {
	const run = <I, E, O>(program: Program<I, O>, task: Task<I, E, O>) => runOptimizer(spec, program, task);
	const plan = <I, E, O>(program: Program<I, O>, task: Task<I, E, O>) => {
		checkTask(spec.kind, task);
		return forecast(program, task, proposerOf(program, task), spec.outline(sizeOf(program, task)));
	};
	return Object.assign(run, { kind: spec.kind, plan });
}

async function runOptimizer<I, E, O>(
	spec: OptimizerSpec,
	given: Program<I, O>,
	task: Task<I, E, O>,
): Promise<Optimized<I, O>> {
	checkTask(spec.kind, task);
	const size = sizeOf(given, task);
	checkLeast(spec, size);
	const { program, proposer } =
		task.replay === true ? standIns(given, task) : { program: given, proposer: proposerOf(given, task) };
	if (task.runFile === undefined) return runStudy(spec, program, task, proposer, size, undefined);
	const { runFile } = task;
	const open = () => openRunFile(runFile, headerOf(spec, program, task, proposer));
	if (task.replay === true) return runStudy(spec, program, task, proposer, size, open());
	const onWait = () => {
		throw new ConfigError(
			`${spec.kind}: expected to be the only run that writes ${runFile}, found another one writing it. Wait for it, or give another path.`,
		);
	};
	return withFileLock(`${runFile}.lock`, { onWait }, () => runStudy(spec, program, task, proposer, size, open()));
}

async function runStudy<I, E, O>(
	spec: OptimizerSpec,
	program: Program<I, O>,
	task: Task<I, E, O>,
	proposer: Model | undefined,
	size: Size,
	file: RunFile | undefined,
): Promise<Optimized<I, O>> {
	const { seed = 0, level = 0.95, evidence = 0.1, metric, validate } = task;
	const startedAt = new Date().toISOString();
	const kept = file?.kept ?? [];
	const secondsBefore = Math.max(0, ...kept.map((call) => call.atSeconds));
	const { seconds } = task.budget;
	const purse = purseOf({
		...task.budget,
		...(seconds === undefined ? {} : { seconds: Math.max(0, seconds - secondsBefore) }),
	});
	for (const model of new Set(modelsOf(spec, program, task, proposer))) purse(model.generate, model); // refuses an unknown price
	let show = () => {};
	const calls = openCalls({
		purse,
		retry: task.retry === false ? undefined : (task.retry ?? retry()),
		kept,
		write: (call) => {
			file?.write({ call });
			show();
		},
		replayOnly: task.replay === true,
	});
	const expected = await forecast(program, task, proposer, spec.outline(size));
	const live = task.progress === false ? undefined : (task.progress ?? liveView());
	const look = (study: Study<I, E, O>, status: string): LiveState => ({
		optimizer: spec.kind,
		program: program.name,
		metric,
		budget: task.budget,
		spent: purse.spent,
		forecast: expected,
		replayed: calls.replayed,
		phase: calls.records.at(-1)?.phase ?? "",
		candidates: study.candidates,
		trials: study.trials,
		status,
	});
	let status = "";
	let stopped: string | undefined;
	let chosenBySpec: Candidate | undefined;

	const study = await withInterrupt(task.signal, async (signal) => {
		const opened = openStudy({
			who: spec.kind,
			program,
			task,
			calls,
			admission: admission(task.budget, { row: size.steps, proposal: 1 }),
			proposer,
			signal,
			spentCalls: () => purse.spent.calls,
			onTrial: (trial) => {
				const { candidate, ...rest } = trial;
				file?.write({ trial: { ...rest, candidate: candidate.number, id: candidate.id } as unknown as Json });
				show();
			},
			onStatus: (text) => {
				status = text;
				show();
			},
		});
		show = () => live?.update(look(opened, status));
		show();
		try {
			chosenBySpec = await spec.run(opened);
		} catch (error) {
			const baseline = opened.known(opened.start, validate.examples);
			if (!endsRun(error) || baseline.some((score) => score === undefined)) {
				await live?.done(look(opened, ""), `failed: ${messageOf(error)}`);
				throw error;
			}
			stopped = messageOf(error);
		}
		return opened;
	});

	const judged = study.candidates.map((candidate) => ({
		candidate,
		rows: study.known(candidate, validate.examples).flatMap((score, index) => {
			const example = validate.examples[index];
			return score === undefined || example === undefined ? [] : [[example, score] as const];
		}),
	}));
	const all = standings(judged, validate.examples, metric, { level, seed });
	const [start] = all as [(typeof all)[number], ...typeof all];
	const promoted = promotedOf(all, metric.direction, evidence);
	const chosen = chosenBySpec === undefined ? (promoted ?? start) : (all[chosenBySpec.number] ?? start);
	const resumed =
		calls.replayed > 0 && task.runFile !== undefined ? { calls: calls.replayed, runFile: task.runFile } : undefined;
	const result: Optimized<I, O> = displayable(
		{
			program: program.with(chosen.parameters),
			chosen,
			promoted: chosen !== start,
			start,
			leader: leaderOf(all, metric.direction) ?? start,
			candidates: all,
			trials: study.trials,
			spending: spending(calls.records),
			budget: task.budget,
			spent: { ...purse.spent, seconds: purse.spent.seconds + secondsBefore },
			forecast: expected,
			proposals: { ...study.proposals },
			...(stopped === undefined ? {} : { stopped }),
			...(resumed === undefined ? {} : { resumed }),
			metric: {
				name: metric.name,
				direction: metric.direction,
				...(metric.unit === undefined ? {} : { unit: metric.unit }),
			},
			level,
			evidence,
			run: {
				optimizer: spec.kind,
				program: programRecord(program),
				models: modelRecords(program, task.model),
				train: datasetRecord(task.train),
				validate: datasetRecord(validate),
				seed,
				version,
				runtime: runtime(),
				startedAt,
			},
		},
		optimizedView,
	);
	file?.write({ end: { chosen: chosen.number, id: chosen.id, promoted: result.promoted, stopped: stopped ?? null } });
	await live?.done(look(study, ""), summaryOf(result));
	return result;
}

function summaryOf<I, O>({ promoted, chosen, stopped, candidates, spent }: Optimized<I, O>): string {
	const outcome = promoted ? `candidate ${chosen.number} (${chosen.origin}) replaces the start` : "the start stays";
	const early = stopped === undefined ? "" : `; ended early: ${stopped}`;
	return `${outcome}; ${candidates.length} candidates, ${spent.calls} calls${early}`;
}

/** Ends of a run that leave a result: the budget, the reader, the models. Anything else is a mistake to be seen. */
function endsRun(error: unknown): boolean {
	if (isAbort(error) || error instanceof AbortedError) return true;
	if (!isTouchstoneError(error)) return false;
	return error.code === "budget" || (error.code === "model" && (error as ModelError).systemic);
}

function sizeOf<I, E, O>(program: Program<I, O>, task: Task<I, E, O>): Size {
	return {
		train: task.train.length,
		validate: task.validate.length,
		steps: Object.keys(program.parameters).length,
		calls: task.budget.calls ?? Infinity,
	};
}

function checkLeast(spec: OptimizerSpec, size: Size): void {
	const { rows, proposals } = spec.least(size);
	const least = rows * size.steps + proposals;
	if (size.calls >= least) return;
	throw new ConfigError(
		`${spec.kind}: expected a budget of at least ${least} calls (${rows} rows of the program, ${proposals} proposals), found ${size.calls}. Nothing was sent; raise it, or give fewer validation rows.`,
	);
}

function proposerOf<I, E, O>(program: Program<I, O>, task: Task<I, E, O>): Model | undefined {
	return task.proposer ?? Object.values(program.models)[0] ?? task.model;
}

function modelsOf<I, E, O>(
	spec: OptimizerSpec,
	program: Program<I, O>,
	task: Task<I, E, O>,
	proposer: Model | undefined,
): Model[] {
	return [...Object.values(namedModels(spec, program, task, proposer))];
}

function namedModels<I, E, O>(
	spec: OptimizerSpec,
	program: Program<I, O>,
	task: Task<I, E, O>,
	proposer: Model | undefined,
): Record<string, Model> {
	const steps = Object.keys(program.parameters).flatMap((step) => {
		const model = program.models[step] ?? task.model;
		return model === undefined ? [] : [[step, model] as const];
	});
	return {
		...Object.fromEntries(steps),
		...(proposer === undefined ? {} : { proposer }),
		...spec.models,
	};
}

function headerOf<I, E, O>(
	spec: OptimizerSpec,
	program: Program<I, O>,
	task: Task<I, E, O>,
	proposer: Model | undefined,
): RunHeader {
	const models = Object.entries(namedModels(spec, program, task, proposer)).map(([name, model]) => {
		const { id, identity, can, price, facts } = model;
		return [
			name,
			{ id, identity, can, ...(price === undefined ? {} : { price }), ...(facts === undefined ? {} : { facts }) },
		] as const;
	});
	return {
		touchstoneRun: 1,
		optimizer: spec.kind,
		settings: spec.settings,
		program: hash([program.structure, program.parameters], 16),
		metric: task.metric.name,
		train: task.train.hash,
		validate: task.validate.hash,
		seed: task.seed ?? 0,
		budget: { ...task.budget } as Json,
		models: Object.fromEntries(models),
	};
}

/** For a replay: models that cannot be called stand where those of the run file stood. */
function standIns<I, E, O>(
	program: Program<I, O>,
	task: Task<I, E, O>,
): { readonly program: Program<I, O>; readonly proposer: Model | undefined } {
	const { models } = readRunHeader(task.runFile as string);
	const standIn = (name: string): Model | undefined => {
		const facts = models[name];
		if (facts === undefined) return undefined;
		return {
			...facts,
			generate: () => Promise.reject(new ConfigError(`replay: expected no call to ${facts.id}, found one.`)),
		};
	};
	return { program: program.using((_current, step) => standIn(step)), proposer: standIn("proposer") };
}
