import { ConfigError } from "../core/errors.ts";
import type { Json } from "../core/json.ts";
import type { Random } from "../core/random.ts";
import type { Example } from "../data/dataset.ts";
import type { Demo } from "../program/program.ts";
import { changeStep } from "./candidate.ts";
import { defineOptimizer, type Optimizer } from "./optimizer.ts";
import type { Study } from "./study.ts";

export interface LabeledFewShotOptions {
	/** How many labelled rows are shown; default 8, fewer where the train set has fewer. */
	readonly demos?: number;
}

/**
 * Shows the model labelled rows of the train set, drawn at random and balanced over the labels where the expected value is
 * one. Costs no call; measures nothing either: `randomSearch` tries several draws and keeps what proves better.
 *
 * For programs of one step: a label says nothing about the steps between.
 *
 * @throws ConfigError for a program of several steps, or when the train set has fewer rows than asked for
 * @see Brown et al. 2020, "Language models are few-shot learners", arXiv:2005.14165
 * @example
 * labeledFewShot({ demos: 4 }).kind // => "labeledFewShot"
 */
export function labeledFewShot(options: LabeledFewShotOptions = {}): Optimizer {
	return defineOptimizer({
		kind: "labeledFewShot",
		settings: { demos: options.demos ?? null },
		outline: () => ({ rows: 0, proposals: 0 }),
		least: () => ({ rows: 0, proposals: 0 }),
		demoRows: options.demos ?? 0,
		async run(study) {
			const step = onlyStep(study);
			const { train } = study.task;
			const wanted = options.demos ?? Math.min(8, train.length);
			const demos = labelledDemos(train.examples, wanted, study.random.fork("labelled"));
			const parameters = changeStep(study.start.parameters, step, { demos });
			return study.candidate(parameters, [study.start], `${wanted} labelled demos`);
		},
	});
}

/** The step of a program that has one. */
export function onlyStep<I, E, O>(study: Study<I, E, O>): string {
	const [step, ...others] = Object.keys(study.start.parameters);
	if (step !== undefined && others.length === 0) return step;
	throw new ConfigError(
		`labelled demos: expected a program of one step, found ${others.length + 1}. A label says nothing about the steps between; use bootstrap.`,
	);
}

/**
 * Rows as demos, drawn at random. Where the expected values are few, the draw goes round them, so that no label is missing
 * while another is there twice; the order is then shuffled.
 */
export function labelledDemos<I, E>(examples: readonly Example<I, E>[], count: number, random: Random): Demo[] {
	const groups = new Map<string, Example<I, E>[]>();
	for (const example of random.shuffle(examples)) {
		const label = JSON.stringify(example.expected);
		groups.set(label, [...(groups.get(label) ?? []), example]);
	}
	const few = groups.size <= Math.max(2, examples.length / 4);
	const lanes = few ? random.shuffle([...groups.values()]) : [random.shuffle(examples)];
	const drawn: Example<I, E>[] = [];
	for (let round = 0; drawn.length < count; round++) {
		const row = lanes.flatMap((lane) => (lane[round] === undefined ? [] : [lane[round] as Example<I, E>]));
		if (row.length === 0) break;
		drawn.push(...row.slice(0, count - drawn.length));
	}
	return random.shuffle(drawn).map(demoOf);
}

/** A row as a demo: its input and what was expected. */
export function demoOf<I, E>({ input, expected }: Example<I, E>): Demo {
	return { input: input as Record<string, Json>, output: expected as Record<string, Json> };
}
