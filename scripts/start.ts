/**
 * The main job: a task moves from one real model to a smaller one, or both are evaluated side by side (`--evaluate`).
 * `npm start -- --help` lists the choices.
 */
import process from "node:process";
import { isTouchstoneError, local, sample } from "touchstone";
import { evaluateModels } from "./start/evaluation.ts";
import { migrateTask } from "./start/migration.ts";
import { help, readOptions, type StartOptions } from "./start/options.ts";
import { ownTask, type Task, tasks } from "./start/tasks.ts";

async function main(options: StartOptions): Promise<number> {
	const task = await taskOf(options);
	const some = (data: Task["test"], rows: number) =>
		sample(data, rows, {
			seed: options.seed,
			...(task.label === undefined ? {} : { stratify: (example) => labelOf(example.expected, task.label as string) }),
		});
	const rows = some(task.test, options.rows);
	if (options.evaluate) {
		console.log(`${task.name}: ${rows.length} rows, ${options.source} against ${options.target}\n`);
		return evaluateModels(task, rows, { ...options, models: [options.source, options.target], open: local });
	}
	const data = { train: task.train, validate: some(task.validate, options.validate), test: rows };
	console.log(`${task.name}: from ${options.source} to ${options.target}, measured on ${rows.length} test rows\n`);
	return migrateTask(task, data, { ...options, open: local });
}

async function taskOf(options: StartOptions): Promise<Task> {
	const { own } = options;
	const wanted = options.evaluate ? "rows" : "parts";
	if (own !== undefined) return ownTask(own.data, own.input, own.expected, own.instructions, wanted);
	return (tasks[options.task] as () => Promise<Task>)();
}

function labelOf(expected: unknown, field: string): string {
	return String((expected as Readonly<Record<string, unknown>>)[field]);
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
