import { ConfigError } from "../core/errors.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Metric } from "../metric/metric.ts";
import type { Budget } from "../model/middleware/budget.ts";
import type { Middleware, Model } from "../model/model.ts";
import type { Bill } from "./bill.ts";
import type { LiveView } from "./live.ts";

/** What an optimizer works on and may spend. There is no test part here: that one belongs to the final report. */
export interface Task<I, E, O> {
	/** Rows to learn from: demos, examples for the proposer, minibatches of reflection. */
	readonly train: Dataset<I, E>;
	/** Rows to choose by. */
	readonly validate: Dataset<I, E>;
	/** Scores one row; its `reason` is what reflective optimizers learn from. */
	readonly metric: Metric<I, E, O>;
	/** A hard limit on everything that is sent, proposals included; at least one kind of it. */
	readonly budget: Budget;
	/** Of every draw; default 0. */
	readonly seed?: number;
	/** For steps of the program that have no model of their own. */
	readonly model?: Model;
	/** Writes instructions and critiques; default: the model of the program's first step. */
	readonly proposer?: Model;
	/** Rows under way at once; default 4. */
	readonly concurrency?: number;
	/** A candidate replaces the start when its Holm-adjusted one-sided p against it is at most this. Default 0.1. */
	readonly evidence?: number;
	/** Level of every interval; default 0.95. */
	readonly level?: number;
	/**
	 * Every call and decision goes into this file (JSON lines). When it is there already, the run goes on where it ended:
	 * no recorded call is made again.
	 */
	readonly runFile?: string;
	/** Runs from `runFile` alone: no model is called, what is not in the file is an error. */
	readonly replay?: boolean;
	/** Sends a failed call again; default `retry()`. */
	readonly retry?: Middleware | false;
	/** Stops the run; the best so far is returned. The stop button and Ctrl-C do so by themselves. */
	readonly signal?: AbortSignal;
	/** Told what the run cost once it has ended, by an error too: what a useless proposer was paid is paid. */
	readonly onBill?: (bill: Bill) => void;
	/** Where the run is shown; default: a live view that suits the place. `false` is silent. */
	readonly progress?: LiveView | false;
}

/**
 * Looks at a task before anything is spent.
 *
 * @throws ConfigError for the test part among the rows, rows that are both learnt from and chosen by, no limit at all, or
 *   a metric that has no value for a row
 */
export function checkTask<I, E, O>(who: string, task: Task<I, E, O>): void {
	for (const [name, data] of [["train", task.train] as const, ["validate", task.validate] as const]) {
		if (data.part === "test") {
			throw new ConfigError(
				`${who}: expected rows to tune on as ${name}, found the test part ${data.name}. Only the final report may look at it.`,
			);
		}
	}
	const learnt = new Set(task.train.examples.map((example) => JSON.stringify([example.input, example.expected])));
	const both = task.validate.examples.filter((example) =>
		learnt.has(JSON.stringify([example.input, example.expected])),
	).length;
	if (both > 0) {
		throw new ConfigError(
			`${who}: expected train and validate to share no row, found ${both} in both. Divide the data: split(data, { train: 0.5, validate: 0.5 }).`,
		);
	}
	const limits = Object.entries(task.budget).filter(([, value]) => value !== undefined);
	if (limits.length === 0) {
		throw new ConfigError(`${who}: expected a budget, found none. Give one: { calls: 500 }, or tokens, usd, seconds.`);
	}
	for (const [kind, value] of limits) {
		if (!(value > 0)) throw new ConfigError(`${who}: expected a budget of more than 0 ${kind}, found ${value}.`);
	}
	const { concurrency = 4, level = 0.95, evidence = 0.1 } = task;
	if (!(Number.isInteger(concurrency) && concurrency >= 1)) {
		throw new ConfigError(`${who}: expected a whole concurrency >= 1, found ${concurrency}.`);
	}
	for (const [name, value] of [["level", level] as const, ["evidence", evidence] as const]) {
		if (!(value > 0 && value < 1)) throw new ConfigError(`${who}: expected ${name} between 0 and 1, found ${value}.`);
	}
	if (task.replay === true && task.runFile === undefined) {
		throw new ConfigError(`${who}: expected the run to replay as runFile, found none.`);
	}
}
