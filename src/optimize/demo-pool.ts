import type { Random } from "../core/random.ts";
import type { Span } from "../core/trace.ts";
import type { Example } from "../data/dataset.ts";
import type { Row } from "../evaluate/report.ts";
import type { Demo, Program } from "../program/program.ts";
import { itemScore } from "./item-score.ts";
import { demoOf } from "./labeled-few-shot.ts";
import type { Study } from "./study.ts";

/** Demos for every step of a program. */
export type StepDemos = Readonly<Record<string, readonly Demo[]>>;

/** A train row that a program did well on, and what each step took in and gave out on the way. */
export interface Success<I, E> {
	readonly example: Example<I, E>;
	/** A step that did not run on this row is left out. */
	readonly demos: Readonly<Record<string, Demo>>;
}

export interface PoolOptions<I, O> {
	/** How many successes are wanted. */
	readonly wanted: number;
	/** Train rows to run at most. */
	readonly rows: number;
	/** Runs in place of the program: a larger model, or the program with other demos. */
	readonly teacher?: Program<I, O>;
	/** Tries for a row; a later one is another sample, which differs for a program that samples only. Default 1. */
	readonly rounds?: number;
	/** A row counts from this utility on; default: the best possible one where every score is 0 or 1, else above the mean. */
	readonly threshold?: number;
}

/**
 * Runs the program on train rows in a random order and keeps the traces of those that it did well on: the demos that
 * bootstrap makes of the model's own good answers, reasoning included.
 *
 * Rows run side by side, in blocks; a block is run while successes are wanting.
 */
export async function demoPool<I, E, O>(
	study: Study<I, E, O>,
	options: PoolOptions<I, O>,
	random: Random,
): Promise<Success<I, E>[]> {
	const { task, program } = study;
	const { wanted, rounds = 1, teacher = program } = options;
	const order = random.shuffle(task.train.examples).slice(0, options.rows);
	const steps = Object.keys(study.start.parameters);
	const found: Success<I, E>[] = [];
	const block = Math.max(wanted, 4); // not by the concurrency: that decides no result
	for (let at = 0; at < order.length && found.length < wanted; at += block) {
		let open = order.slice(at, at + block);
		for (let round = 0; round < rounds && open.length > 0; round++) {
			const rows = await study.attempt(teacher, open, "demos", round);
			const utilities = rows.map((row) => itemScore(row, task.metric).utility);
			const good = goodFrom(utilities, options.threshold, bestOf(task.metric));
			rows.forEach((row, index) => {
				const utility = utilities[index] ?? null;
				const example = open[index];
				if (example === undefined || row.output === null || utility === null || utility < good) return;
				found.push({ example, demos: demosOf(row, steps, random) });
			});
			const done = new Set(found.map(({ example }) => example));
			open = open.filter((example) => !done.has(example));
		}
	}
	return found;
}

/** `bootstrapped` demos of the pool for each step, then labelled ones where the program has one step; no row twice. */
export function drawDemos<I, E>(
	pool: readonly Success<I, E>[],
	labelled: readonly Example<I, E>[],
	steps: readonly string[],
	counts: { readonly bootstrapped: number; readonly labelled: number },
	random: Random,
): StepDemos {
	const chosen = random.shuffle(pool).slice(0, counts.bootstrapped);
	const used = new Set(chosen.map(({ example }) => example));
	const rest = random.shuffle(labelled.filter((example) => !used.has(example))).slice(0, counts.labelled);
	return Object.fromEntries(
		steps.map((step) => {
			const own = chosen.flatMap(({ demos }) => (demos[step] === undefined ? [] : [demos[step] as Demo]));
			const more = steps.length === 1 ? rest.map(demoOf) : [];
			return [step, [...own, ...more]];
		}),
	);
}

function bestOf({
	range,
	direction,
}: {
	readonly range: readonly [number, number];
	readonly direction: string;
}): number {
	return direction === "higher" ? range[1] : -range[0];
}

function goodFrom(utilities: readonly (number | null)[], threshold: number | undefined, best: number): number {
	if (threshold !== undefined) return threshold;
	const known = utilities.filter((utility): utility is number => utility !== null);
	if (known.every((utility) => Number.isInteger(utility))) return best;
	return known.reduce((sum, utility) => sum + utility, 0) / Math.max(1, known.length);
}

/**
 * What each step took in and gave out. Of a step that ran several times on the row one run is kept: the last with
 * probability 1/2, else one of the earlier at random.
 */
function demosOf<I, E, O>(row: Row<I, E, O>, steps: readonly string[], random: Random): Record<string, Demo> {
	return Object.fromEntries(
		[...stepRuns(row.trace, steps)].map(([step, demos]) => {
			const last = demos.length - 1;
			const at = last === 0 || random.next() < 0.5 ? last : random.integer(last);
			return [step, demos[at] as Demo];
		}),
	);
}

/** What each of these steps took in and gave out on a row, run by run; a step that did not run is left out. */
export function stepRuns(trace: Span, steps: readonly string[]): Map<string, Demo[]> {
	const runs = new Map<string, Demo[]>();
	collect(trace, "", new Set(steps), runs);
	return runs;
}

// A step's path is its key, below the keys of the composed programs around it; the outermost program has no key.
function collect(span: Span, prefix: string, steps: ReadonlySet<string>, runs: Map<string, Demo[]>): void {
	for (const child of span.children) {
		const path = prefix === "" ? child.name : `${prefix}.${child.name}`;
		const { input, output } = child.attributes as { input?: Demo["input"]; output?: Demo["output"] };
		if (child.kind === "step" && steps.has(path) && input !== undefined && output !== undefined) {
			runs.set(path, [...(runs.get(path) ?? []), { input, output }]);
		} else if (child.kind === "program") {
			const below = [...steps].some((step) => step.startsWith(`${path}.`));
			collect(child, below ? path : prefix, steps, runs);
		}
	}
}
