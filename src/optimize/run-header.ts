import { ConfigError } from "../core/errors.ts";
import { hash } from "../core/hash.ts";
import type { Json } from "../core/json.ts";
import type { Metric } from "../metric/metric.ts";
import type { Model } from "../model/model.ts";
import type { Program } from "../program/program.ts";
import { type RunHeader, readRunHeader } from "./run-file.ts";
import type { Task } from "./task.ts";

/** The models that a run may call, by step path; "proposer"; "metric" and the path for those that score. */
export function modelsOfRun<I, E, O>(
	own: Readonly<Record<string, Model>>,
	program: Program<I, O>,
	task: Task<I, E, O>,
): Record<string, Model> {
	const steps = Object.keys(program.parameters).flatMap((step) => {
		const model = program.models[step] ?? task.model;
		return model === undefined ? [] : [[step, model] as const];
	});
	const proposer = proposerOf(program, task);
	return {
		...Object.fromEntries(steps),
		...(proposer === undefined ? {} : { proposer }),
		...modelsOfMetric(task.metric),
		...own,
	};
}

/** The model that writes proposals: the task's own, else that of the first step. */
export function proposerOf<I, E, O>(
	program: Program<I, O>,
	task: Pick<Task<I, E, O>, "proposer" | "model">,
): Model | undefined {
	return task.proposer ?? Object.values(program.models)[0] ?? task.model;
}

function modelsOfMetric<I, E, O>(metric: Metric<I, E, O>): Record<string, Model> {
	const found: Record<string, Model> = {};
	metric.using?.((current, step) => {
		if (current !== undefined) found[`metric ${step}`] = current;
		return current;
	});
	return found;
}

/** What a run is of, as the first line of its file. */
export function runHeader<I, E, O>(
	spec: { readonly kind: string; readonly settings: Json },
	models: Readonly<Record<string, Model>>,
	program: Program<I, O>,
	task: Task<I, E, O>,
): RunHeader {
	const { seconds: _, ...limits } = task.budget; // time decides nothing that can be had again: a resumed run may get more
	return {
		touchstoneRun: 1,
		optimizer: spec.kind,
		settings: spec.settings,
		program: hash([program.structure, program.parameters], 16),
		metric: task.metric.name,
		train: task.train.hash,
		validate: task.validate.hash,
		seed: task.seed ?? 0,
		budget: { ...limits } as Json,
		models: Object.fromEntries(
			Object.entries(models).map(([name, { id, identity, can, price, facts }]) => [
				name,
				{ id, identity, can, ...(price === undefined ? {} : { price }), ...(facts === undefined ? {} : { facts }) },
			]),
		),
	};
}

/** For a replay: models that cannot be called stand where those of the run file stood. */
export function standIns<I, E, O>(
	runFile: string,
	program: Program<I, O>,
	task: Task<I, E, O>,
): { readonly program: Program<I, O>; readonly task: Task<I, E, O> } {
	const { models } = readRunHeader(runFile);
	const standIn = (name: string): Model | undefined => {
		const facts = models[name];
		if (facts === undefined) return undefined;
		return {
			...facts,
			generate: () => Promise.reject(new ConfigError(`replay: expected no call to ${facts.id}, found one.`)),
		};
	};
	const { proposer: _, ...rest } = task;
	const proposer = standIn("proposer");
	const metric = task.metric.using?.((_current, step) => standIn(`metric ${step}`)) ?? task.metric;
	return {
		program: program.using((_current, step) => standIn(step)),
		task: { ...rest, metric, ...(proposer === undefined ? {} : { proposer }) },
	};
}
