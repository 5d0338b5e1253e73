import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import process from "node:process";
import {
	AbortedError,
	chart,
	compare,
	type Dataset,
	evaluate,
	isTouchstoneError,
	type Model,
	type Report,
	reportPage,
	saveReport,
} from "touchstone";
import type { Task } from "./tasks.ts";

export interface EvaluationSettings {
	/** Names of the models, evaluated one after the other; two are compared. */
	readonly models: readonly string[];
	/** Opens a model by its name; it is closed before the next is opened. */
	readonly open: (name: string) => Model;
	/** Rows under way at once. */
	readonly concurrency: number;
	/** False asks again instead of taking kept answers. */
	readonly cache: boolean;
	/** Say what it will take, and stop. */
	readonly planOnly: boolean;
	/** The folder reports go to. */
	readonly out: string;
}

/** The exit code of a program that Ctrl-C ended: 128 and the number of the signal. */
const interrupted = 130;

/**
 * Evaluates models on rows of a task, side by side: prints the tables, writes one page and a report a model.
 *
 * Ctrl-C ends it early and orderly: what is done is printed and saved all the same. A second Ctrl-C quits.
 *
 * @returns the exit code: 0, or 130 when it was stopped
 */
export async function evaluateModels(
	task: Task,
	rows: Dataset<unknown, unknown>,
	settings: EvaluationSettings,
): Promise<number> {
	const stop = new AbortController();
	const onInterrupt = () => stop.abort(new AbortedError());
	process.once("SIGINT", onInterrupt); // evaluate listens too, but not between two models
	try {
		const reports = await reportsOf(task, rows, settings, stop.signal);
		if (settings.planOnly) return stop.signal.aborted ? interrupted : 0;
		if (reports.length > 0) await publish(reports, task, settings.out);
		const whole = reports.length === settings.models.length && reports.every(({ run }) => run.stopped === undefined);
		if (whole) return 0;
		const early = reports.length === 0 ? "Stopped before the first row was done." : "Stopped early.";
		console.log(`${early} Run the same command again: answers that are there are not asked for twice.`);
		return interrupted;
	} finally {
		process.off("SIGINT", onInterrupt);
	}
}

async function reportsOf(
	task: Task,
	rows: Dataset<unknown, unknown>,
	settings: EvaluationSettings,
	signal: AbortSignal,
): Promise<Report[]> {
	const { concurrency, planOnly } = settings;
	const options = { concurrency, signal, ...(settings.cache ? {} : { cache: false as const }) };
	const reports: Report[] = [];
	for (const name of settings.models) {
		const model = settings.open(name);
		try {
			const program = task.program.using(model) as Task["program"];
			const plan = await evaluate.plan(program, rows as never, task.metrics as never, options);
			console.log(`${plan.view().text}\n`);
			if (planOnly) continue;
			const report = (await evaluate(program, rows as never, task.metrics as never, options)) as Report;
			reports.push(report);
			if (report.run.stopped !== undefined) break;
		} catch (error) {
			// stopped before this model's first row was done: the reports of those before it are still worth showing
			if (!isTouchstoneError(error) || error.code !== "abort") throw error;
			break;
		} finally {
			await model[Symbol.asyncDispose]?.();
		}
	}
	return reports;
}

async function publish(reports: readonly Report[], task: Task, out: string): Promise<void> {
	for (const report of reports) console.log(`\n${report.view().text}`);
	const [source, target] = reports;
	const views = [];
	if (source !== undefined && target !== undefined) {
		const comparison = compare(source, target);
		console.log(`\n${comparison.view().text}`);
		views.push(comparison.view(), await chart.metrics(reports), await chart.latencies(reports));
		if (task.label !== undefined) for (const report of reports) views.push(await chart.confusion(report, task.label));
	}
	const page = join(out, `${task.name}.html`);
	await mkdir(out, { recursive: true });
	await writeFile(page, reportPage(reports, views));
	for (const report of reports) await saveReport(report, join(out, `${task.name}-${fileName(report.name)}.json`));
	console.log(`\nThe whole report, every row with its prompt and answer: ${resolve(page)}`);
}

function fileName(name: string): string {
	return name.replace(/[^A-Za-z0-9._-]+/g, "-");
}
