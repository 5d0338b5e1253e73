/**
 * The main job: two real models on one task, side by side. `npm start -- --help` lists the choices.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import process from "node:process";
import {
	chart,
	compare,
	evaluate,
	isTouchstoneError,
	local,
	type Model,
	type Report,
	reportPage,
	sample,
	saveReport,
} from "touchstone";
import { help, readOptions, type StartOptions } from "./start/options.ts";
import { ownTask, type Task, tasks } from "./start/tasks.ts";

async function main(options: StartOptions): Promise<number> {
	const task = await taskOf(options);
	const rows = sample(task.test, options.rows, {
		seed: options.seed,
		...(task.label === undefined ? {} : { stratify: (example) => labelOf(example.expected, task.label as string) }),
	});
	const settings = { concurrency: options.concurrency, ...(options.cache ? {} : { cache: false as const }) };
	const reports: Report[] = [];
	let interrupted = false;
	console.log(`${task.name}: ${rows.length} rows, ${options.source} against ${options.target}\n`);

	for (const name of [options.source, options.target]) {
		const model: Model = local(name);
		try {
			const program = task.program.using(model) as Task["program"];
			const plan = await evaluate.plan(program, rows as never, task.metrics as never, settings);
			console.log(`${plan.view().text}\n`);
			if (options.planOnly) continue;
			reports.push((await evaluate(program, rows as never, task.metrics as never, settings)) as Report);
		} catch (error) {
			// Ctrl-C while the second model loads: the first one's report is still worth showing and saving
			if (reports.length === 0 || !isTouchstoneError(error) || error.code !== "abort") throw error;
			interrupted = true;
		} finally {
			await model[Symbol.asyncDispose]?.();
		}
		if (interrupted || reports.at(-1)?.run.stopped !== undefined) break;
	}
	if (options.planOnly) return 0;
	return finish(reports, task, options, interrupted);
}

async function taskOf(options: StartOptions): Promise<Task> {
	const { own } = options;
	if (own !== undefined) return ownTask(own.data, own.input, own.expected, own.instructions);
	return (tasks[options.task] as () => Promise<Task>)();
}

function labelOf(expected: unknown, field: string): string {
	return String((expected as Readonly<Record<string, unknown>>)[field]);
}

async function finish(
	reports: readonly Report[],
	task: Task,
	options: StartOptions,
	interrupted: boolean,
): Promise<number> {
	const [source, target] = reports;
	if (source === undefined) return 1;
	for (const report of reports) console.log(`\n${report.view().text}`);
	const views = [];
	if (target !== undefined) {
		const comparison = compare(source, target);
		console.log(`\n${comparison.view().text}`);
		views.push(comparison.view(), await chart.metrics(reports), await chart.latencies(reports));
		if (task.label !== undefined) for (const report of reports) views.push(await chart.confusion(report, task.label));
	}
	const page = join(options.out, `${task.name}.html`);
	await mkdir(options.out, { recursive: true });
	await writeFile(page, reportPage(reports, views));
	for (const report of reports)
		await saveReport(report, join(options.out, `${task.name}-${fileName(report.name)}.json`));
	console.log(`\nThe whole report, every row with its prompt and answer: ${resolve(page)}`);
	if (!interrupted && reports.every((report) => report.run.stopped === undefined)) return 0;
	console.log(`Stopped early. Run the same command again: answers that are there are not asked for twice.`);
	return 130;
}

function fileName(name: string): string {
	return name.replace(/[^A-Za-z0-9._-]+/g, "-");
}

try {
	const options = readOptions(process.argv.slice(2));
	if (options === "help") console.log(help);
	else process.exitCode = await main(options);
} catch (error) {
	if (!isTouchstoneError(error)) throw error;
	console.error(error.message);
	process.exitCode = error.code === "abort" ? 130 : 2;
}
