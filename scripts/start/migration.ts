import { createHash } from "node:crypto";
import { join, resolve } from "node:path";
import process from "node:process";
import {
	AbortedError,
	evaluate,
	isTouchstoneError,
	type Model,
	migrate,
	migrationChart,
	optimize,
	saveMigration,
} from "touchstone";
import type { Task } from "./tasks.ts";

export interface MigrationSettings {
	readonly source: string;
	readonly target: string;
	/** Opens a model by its name. */
	readonly open: (name: string) => Model;
	/** The most calls that rewriting and optimizing may make. */
	readonly calls: number;
	readonly concurrency: number;
	/** False asks again instead of taking kept answers and run files. */
	readonly cache: boolean;
	/** Say what it will take, and stop. */
	readonly planOnly: boolean;
	readonly seed: number;
	/** The folder reports go to. */
	readonly out: string;
}

/** The parts of a task's data; the test rows are for the final report alone. */
export type Parts = Pick<Task, "train" | "validate" | "test">;

/** The exit code of a program that Ctrl-C ended: 128 and the number of the signal. */
const interrupted = 130;

// the post's settings: five instructions, seven looks of twenty rows, two demos of each kind
const optimizer = optimize.mipro({
	numCandidates: 5,
	numTrials: 7,
	minibatchSize: 20,
	minibatchFullEvalSteps: 7,
	maxBootstrappedDemos: 2,
	maxLabeledDemos: 2,
});

/**
 * Moves a task from the source model to the target: prints a forecast, then the report, and saves it as a page and as JSON.
 *
 * @returns the exit code: 0, or 130 when it was stopped
 */
export async function migrateTask(task: Task, data: Parts, settings: MigrationSettings): Promise<number> {
	const { calls, concurrency, seed, out } = settings;
	const stop = new AbortController();
	const onInterrupt = () => stop.abort(new AbortedError());
	process.once("SIGINT", onInterrupt); // each step listens too, but the steps after it must not begin, the test rows least of all
	const source = settings.open(settings.source);
	const target = settings.open(settings.target);
	const program = task.untuned ?? task.program;
	const [metric, ...alsoReport] = task.metrics;
	if (metric === undefined) throw new Error(`${task.name} has no metric`);
	try {
		console.log(await forecast(program, task, data, source, target, settings));
		if (settings.planOnly) return 0;
		const migration = await migrate({
			program: program as never,
			source,
			target,
			data: data as never,
			metric: metric as never,
			alsoReport: alsoReport as never,
			optimizer,
			budget: { calls },
			concurrency,
			seed,
			signal: stop.signal,
			name: task.name,
			...(settings.cache ? { folder: join(out, "runs", runName(task, data, settings)) } : { cache: false as const }),
		});
		console.log(`\n${migration.view().text}\n\n${(await migrationChart(migration)).text}`);
		await saveMigration(migration, join(out, `${task.name}-migration.json`));
		const page = await saveMigration(migration, join(out, `${task.name}-migration.html`));
		console.log(`\nThe whole report, every test row with its prompt and answer: ${resolve(page)}`);
		return migration.stopped === undefined ? 0 : interrupted;
	} catch (error) {
		if (!isTouchstoneError(error) || error.code !== "abort") throw error;
		console.log("Stopped. Run the same command again: what was asked is not asked for twice.");
		return interrupted;
	} finally {
		process.off("SIGINT", onInterrupt);
		await source[Symbol.asyncDispose]?.();
		await target[Symbol.asyncDispose]?.();
	}
}

/** What the whole will take, before anything runs. */
async function forecast(
	program: Task["program"],
	task: Task,
	data: Parts,
	source: Model,
	target: Model,
	{ calls }: MigrationSettings,
): Promise<string> {
	const measured = async (model: Model) =>
		(await evaluate.plan(program.using(model) as never, data.test, [], { cache: false })).minutes;
	const [first, each] = [await measured(source), await measured(target)];
	const tuning = await optimizer.plan(program.using(target) as never, {
		train: data.train,
		validate: data.validate,
		metric: task.metrics[0] as never,
		budget: { calls },
		proposer: source,
	});
	const minutes =
		first === null || each === null || tuning.minutes === null
			? null
			: first + (3 + (2 * data.validate.length) / data.test.length) * each + tuning.minutes;
	return [
		`Forecast: optimizing takes about ${tuning.calls} calls of at most ${calls}, of them ${tuning.proposals} to ${source.id} for instructions, and rewriting a few more;`,
		`comparing the rewritten prompt with the old one takes ${data.validate.length} validation rows twice;`,
		`measuring takes ${data.test.length} test rows on ${source.id} and three times as many on ${target.id}.`,
		minutes === null
			? "How long that takes is not known: a model's speed is unknown."
			: `In all about ${Math.max(1, Math.ceil(minutes))} minutes on this machine, at $0; less where answers are kept from before.\n`,
	].join("\n");
}

/** One folder for each combination of what decides a run, so that another choice does not meet another's run file. */
function runName(task: Task, data: Parts, { source, target, calls, seed }: MigrationSettings): string {
	const decides = [
		(task.untuned ?? task.program).parameters,
		data.train.hash,
		data.validate.hash,
		source,
		target,
		calls,
		seed,
	];
	return `${task.name}-${createHash("sha256").update(JSON.stringify(decides)).digest("hex").slice(0, 8)}`;
}
