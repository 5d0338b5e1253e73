import type { Parameters } from "../program/program.ts";
import type { ProgramParameters } from "./candidate.ts";
import { demoPool, drawDemos, type StepDemos } from "./demo-pool.ts";
import { defineOptimizer, type Optimizer } from "./optimizer.ts";

export interface BootstrapOptions {
	/** Demos made of the program's own good answers; default 4. */
	readonly maxBootstrappedDemos?: number;
	/** Labelled rows shown behind them, for programs of one step; default 4. */
	readonly maxLabeledDemos?: number;
	/** Tries for a train row; more than one helps a program that samples. Default 1. */
	readonly rounds?: number;
	/** Train rows to run at most; default 8 for each demo wanted. */
	readonly maxRows?: number;
	/** A row becomes a demo from this score on; default: full marks where scores are 0 or 1, else above the mean. */
	readonly threshold?: number;
}

/**
 * Lets the program answer train rows and shows it its own good answers as demos, reasoning and inner steps included; then
 * labelled rows. The result is measured on `validate` and replaces the start only with the evidence for it.
 *
 * @throws ConfigError when the train set has fewer rows than demos are asked for
 * @see Khattab et al. 2023, "DSPy: compiling declarative language model calls", arXiv:2310.03714 (BootstrapFewShot)
 * @example
 * bootstrap({ maxBootstrappedDemos: 2, maxLabeledDemos: 2 }).kind // => "bootstrap"
 */
export function bootstrap(options: BootstrapOptions = {}): Optimizer {
	const { maxBootstrappedDemos = 4, maxLabeledDemos = 4, rounds = 1 } = options;
	const maxRows = options.maxRows ?? 8 * Math.max(1, maxBootstrappedDemos);
	return defineOptimizer({
		kind: "bootstrap",
		settings: { maxBootstrappedDemos, maxLabeledDemos, rounds, maxRows, threshold: options.threshold ?? null },
		outline: ({ train, validate }) => ({ rows: 2 * validate + Math.min(train, maxRows) * rounds, proposals: 0 }),
		least: ({ validate }) => ({ rows: 2 * validate + maxBootstrappedDemos, proposals: 0 }),
		demoRows: maxBootstrappedDemos + maxLabeledDemos,
		async run(study) {
			const { train, validate } = study.task;
			await study.score(study.start, validate.examples, "baseline");
			study.note(study.start, validate.examples, "baseline");
			const random = study.random.fork("demos");
			const pool = await demoPool(
				study,
				{
					wanted: maxBootstrappedDemos,
					rows: maxRows,
					rounds,
					...(options.threshold === undefined ? {} : { threshold: options.threshold }),
				},
				random,
			);
			const steps = Object.keys(study.start.parameters);
			const counts = { bootstrapped: maxBootstrappedDemos, labelled: maxLabeledDemos };
			const demos = drawDemos(pool, train.examples, steps, counts, random);
			const shown = Math.min(pool.length, maxBootstrappedDemos);
			const candidate = study.candidate(
				withDemos(study.start.parameters, demos),
				[study.start],
				`${shown} bootstrapped demos`,
			);
			await study.score(candidate, validate.examples, "confirm");
			study.note(candidate, validate.examples, "confirm");
			return undefined;
		},
	});
}

/** The parameters with other demos, step by step. */
export function withDemos(parameters: ProgramParameters, demos: StepDemos): ProgramParameters {
	return Object.fromEntries(
		Object.entries(parameters).map(([step, before]): [string, Parameters] => [
			step,
			{ ...before, demos: demos[step] ?? before.demos },
		]),
	);
}
