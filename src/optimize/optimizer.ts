import { ConfigError, isTouchstoneError, messageOf } from "../core/errors.ts";
import { withFileLock } from "../core/file-lock.ts";
import type { Json } from "../core/json.ts";
import { version } from "../core/version.ts";
import { datasetRecord, modelRecords, programRecord, runtime } from "../evaluate/provenance.ts";
import type { Metric } from "../metric/metric.ts";
import { budget as purseOf } from "../model/middleware/budget.ts";
import { retry } from "../model/middleware/retry.ts";
import type { Model } from "../model/model.ts";
import { withInterrupt } from "../notebook/interrupt.ts";
import type { Program } from "../program/program.ts";
import { displayable } from "../view/view.ts";
import { admission } from "./admission.ts";
import { isMeasured } from "./baseline.ts";
import type { Bill } from "./bill.ts";
import { openCalls } from "./calls.ts";
import type { Candidate } from "./candidate.ts";
import { endsRun } from "./ends-run.ts";
import { forecast } from "./forecast.ts";
import type { LiveState } from "./live.ts";
import { liveView } from "./live-view.ts";
import { notesOf } from "./notes.ts";
import { leaderOf, type Optimized, promotedOf, standings } from "./optimized.ts";
import { optimizedView } from "./optimized-view.ts";
import type { Forecast, Outline } from "./outline.ts";
import { openRunFile, type RunFile, type RunHeader } from "./run-file.ts";
import { modelsOfRun, proposerOf, runHeader, standIns } from "./run-header.ts";
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
	/**
	 * What a run will take, estimated; calls no model.
	 *
	 * @throws ConfigError when the budget does not hold the least that makes sense, or the train rows are too few, as the run
	 *   itself does
	 */
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
	/** Train rows that it shows as demos at most; fewer in the task are refused before anything is spent. Default 0. */
	readonly demoRows?: number;
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
	const plan = async <I, E, O>(program: Program<I, O>, task: Task<I, E, O>) => {
		checkTask(spec.kind, task);
		await checkLeast(spec, program, task);
		return forecast(program, task, proposerOf(program, task), spec.outline(sizeOf(program, task)));
	};
	return Object.assign(run, { kind: spec.kind, plan });
}

async function runOptimizer<I, E, O>(
	spec: OptimizerSpec,
	program: Program<I, O>,
	task: Task<I, E, O>,
): Promise<Optimized<I, O>> {
	checkTask(spec.kind, task);
	const { runFile } = task;
	if (task.replay === true && runFile !== undefined) {
		const inert = standIns(runFile, program, task);
		return runStudy(spec, inert.program, inert.task, (header) => openRunFile(runFile, header, true));
	}
	await checkLeast(spec, program, task);
	if (runFile === undefined) return runStudy(spec, program, task);
	const onWait = () => {
		throw new ConfigError(
			`${spec.kind}: expected to be the only run that writes ${runFile}, found another one writing it. Wait for it, or give another path.`,
		);
	};
	return withFileLock(`${runFile}.lock`, { onWait }, () =>
		runStudy(spec, program, task, (header) => openRunFile(runFile, header)),
	);
}

async function runStudy<I, E, O>(
	spec: OptimizerSpec,
	program: Program<I, O>,
	task: Task<I, E, O>,
	open?: (header: RunHeader) => RunFile,
): Promise<Optimized<I, O>> {
	const { seed = 0, level = 0.95, evidence = 0.1, metric, validate } = task;
	const proposer = proposerOf(program, task);
	const size = sizeOf(program, task);
	const models = modelsOfRun(spec.models ?? {}, program, task);
	const startedAt = new Date().toISOString();
	const file = open?.(runHeader(spec, models, program, task));
	const kept = file?.kept ?? [];
	const secondsBefore = Math.max(0, ...kept.map((call) => call.atSeconds));
	const { seconds } = task.budget;
	const purse = purseOf({
		...task.budget,
		...(seconds === undefined ? {} : { seconds: Math.max(0, seconds - secondsBefore) }),
	});
	for (const model of new Set(Object.values(models))) purse(model.generate, model); // refuses an unknown price
	let show = () => {};
	const calls = openCalls({
		purse,
		retry: task.retry === false ? undefined : (task.retry ?? retry()),
		kept,
		secondsBefore,
		write: (call) => {
			file?.write({ call });
			show();
		},
		replayOnly: task.replay === true,
	});
	const outline = spec.outline(size);
	const measures = outline.rows > 0; // one that measures nothing, ended by its budget, leaves the start as it was
	const expected = await forecast(program, task, proposer, outline);
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
	const bill = (): Bill => ({
		spent: { ...purse.spent, seconds: purse.spent.seconds + secondsBefore },
		sent: calls.sent,
		spending: spending(calls.records),
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
			admission: admission(task.budget, { row: size.steps, proposal: 1 }, calls.lost),
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
			const baseline = opened.known(opened.start, validate.examples).filter((score) => score !== undefined);
			const isKnown = baseline.length === validate.length && isMeasured(baseline);
			if (!(endsRun(error) && isKnown) && !(isBudgetError(error) && !measures)) {
				await live?.done(look(opened, ""), `failed: ${messageOf(error)}`);
				throw error;
			}
			stopped = messageOf(error);
		}
		return opened;
	}).finally(() => task.onBill?.(bill()));

	const judged = study.candidates.map((candidate) => ({
		candidate,
		rows: study.known(candidate, validate.examples).flatMap((score, index) => {
			const example = validate.examples[index];
			return score === undefined || example === undefined ? [] : [[example, score] as const];
		}),
	}));
	const all = standings(judged, validate.examples, metric as unknown as Metric, { level, seed });
	const [start] = all as [(typeof all)[number], ...typeof all];
	const promoted = promotedOf(all, evidence);
	const chosen = chosenBySpec === undefined ? (promoted ?? start) : (all[chosenBySpec.number] ?? start);
	const resumed =
		calls.replayed > 0 && task.runFile !== undefined ? { calls: calls.replayed, runFile: task.runFile } : undefined;
	const result: Optimized<I, O> = displayable(
		{
			program: program.with(chosen.parameters),
			chosen,
			promoted: chosen !== start,
			start,
			leader: leaderOf(all) ?? start,
			candidates: all,
			trials: study.trials,
			...bill(),
			budget: task.budget,
			forecast: expected,
			proposals: { ...study.proposals },
			...(stopped === undefined ? {} : { stopped }),
			...(resumed === undefined ? {} : { resumed }),
			notes: notesOf(task, start),
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

function isBudgetError(error: unknown): boolean {
	return isTouchstoneError(error) && error.code === "budget";
}

function summaryOf<I, O>({ promoted, chosen, stopped, candidates, spent }: Optimized<I, O>): string {
	const outcome = promoted ? `candidate ${chosen.number} (${chosen.origin}) replaces the start` : "the start stays";
	const early = stopped === undefined ? "" : `; ended early: ${stopped}`;
	return `${outcome}; ${candidates.length} candidates, ${spent.calls} calls${early}`;
}

function sizeOf<I, E, O>(program: Program<I, O>, task: Task<I, E, O>): Size {
	return {
		train: task.train.length,
		validate: task.validate.length,
		steps: Object.keys(program.parameters).length,
		calls: task.budget.calls ?? Infinity,
	};
}

/** Refuses train rows and a budget that cannot do: in calls exactly, in tokens and dollars where even two thirds of the estimate pass it. */
async function checkLeast<I, E, O>(spec: OptimizerSpec, program: Program<I, O>, task: Task<I, E, O>): Promise<void> {
	const size = sizeOf(program, task);
	const { demoRows = 0 } = spec;
	if (size.train < demoRows) {
		throw new ConfigError(
			`${spec.kind}: expected at least ${demoRows} train rows for the demos asked for, found ${size.train}. Nothing was sent; ask for fewer demos, or give more rows.`,
		);
	}
	const least = spec.least(size);
	const { rows, proposals } = least;
	const { tokens = Infinity, usd = Infinity } = task.budget;
	const needed = (kind: string, found: number) =>
		new ConfigError(
			`${spec.kind}: expected a budget of ${kind} (${rows} rows of the program, ${proposals} proposals), found ${found}. Nothing was sent; raise it, or give fewer validation rows.`,
		);
	const calls = rows * size.steps + proposals;
	if (size.calls < calls) throw needed(`at least ${calls} calls`, size.calls);
	if (tokens === Infinity && usd === Infinity) return;
	const takes = await forecast(program, { ...task, budget: {} }, proposerOf(program, task), least);
	const total = takes.inputTokens + takes.outputTokens;
	if (total / 1.5 > tokens) throw needed(`about ${total} tokens`, tokens);
	if ((takes.usd ?? 0) / 1.5 > usd) throw needed(`about ${(takes.usd ?? 0).toPrecision(2)} US dollars`, usd);
}
