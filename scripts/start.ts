/**
 * The main job: two real models on one task, side by side. `npm start -- --help` lists the choices.
 */
import process from "node:process";
import { isTouchstoneError, local, sample } from "touchstone";
import { evaluateModels } from "./start/evaluation.ts";
import { help, readOptions, type StartOptions } from "./start/options.ts";
import { ownTask, type Task, tasks } from "./start/tasks.ts";

async function main(options: StartOptions): Promise<number> {
	const task = await taskOf(options);
	const rows = sample(task.test, options.rows, {
		seed: options.seed,
		...(task.label === undefined ? {} : { stratify: (example) => labelOf(example.expected, task.label as string) }),
	});
	console.log(`${task.name}: ${rows.length} rows, ${options.source} against ${options.target}\n`);
	return evaluateModels(task, rows, { ...options, models: [options.source, options.target], open: local });
}

async function taskOf(options: StartOptions): Promise<Task> {
	const { own } = options;
	if (own !== undefined) return ownTask(own.data, own.input, own.expected, own.instructions);
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
