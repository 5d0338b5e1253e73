/** Our own optimizers on the simulated task: what one must take and give, and the list of them. */

import { sample } from "../../src/data/split.ts";
import { exact } from "../../src/metric/exact.ts";
import type { Model } from "../../src/model/model.ts";
import { gepa } from "../../src/optimize/gepa.ts";
import { mipro } from "../../src/optimize/mipro.ts";
import type { Optimizer } from "../../src/optimize/optimizer.ts";
import { randomSearch } from "../../src/optimize/random-search.ts";
import { textGradient } from "../../src/optimize/text-gradient.ts";
import { predict } from "../../src/program/predict.ts";
import type { Parameters } from "../../src/program/program.ts";
import { type Rows, routing } from "./tickets.ts";

export interface Contest {
	readonly taskModel: Model;
	readonly proposerModel: Model;
	readonly train: Rows;
	readonly validate: Rows;
	/** Calls of the task model that may be spent; those of the proposer are counted, not limited. */
	readonly calls: number;
	readonly seed: number;
}

export interface Outcome extends Parameters {
	/** The accuracy that the optimizer itself gives for what it returns; null when it gives none. */
	readonly claimed: number | null;
	/** Calls by its own count, which the bench checks against the models'. */
	readonly taskCalls: number;
	readonly proposerCalls: number;
}

export interface Contestant {
	readonly name: string;
	run(contest: Contest): Promise<Outcome>;
}

/** Does nothing: the program as it is, measured on as many validation rows as the budget allows. */
const startProgram: Contestant = {
	name: "start program",
	async run({ taskModel, validate, calls }) {
		const program = predict(routing, { model: taskModel });
		const rows = validate.examples.slice(0, calls);
		let right = 0;
		for (const { input, expected } of rows) {
			const { output } = await program.run(input);
			if (output.label === expected.label) right++;
		}
		const claimed = rows.length === 0 ? null : right / rows.length;
		return { instructions: routing.instructions, demos: [], claimed, taskCalls: rows.length, proposerCalls: 0 };
	},
};

/** One of our optimizers; its budget in calls holds the proposals too, so it makes fewer task calls than it may. */
function ours(name: string, optimizer: Optimizer, validateRows: (calls: number) => number): Contestant {
	return {
		name,
		async run({ taskModel, proposerModel, train, validate, calls, seed }) {
			const result = await optimizer(predict(routing, { model: taskModel }), {
				train,
				validate: sample(validate, validateRows(calls), { seed: 0 }),
				metric: exact("label"),
				proposer: proposerModel,
				budget: { calls },
				seed,
				concurrency: 8,
				progress: false,
			});
			const callsOf = (model: Model) =>
				result.spending.filter((line) => line.model === model.id).reduce((sum, line) => sum + line.calls, 0);
			return {
				...(result.chosen.parameters[routing.name] as Parameters),
				claimed: result.chosen.value,
				taskCalls: callsOf(taskModel),
				proposerCalls: callsOf(proposerModel),
			};
		},
	};
}

/** Validation rows by budget, chosen on worlds 0-7: two whole validations should leave most of the budget to the search. */
const fewRows = (calls: number) => (calls < 680 ? 40 : 50);

export const contestants: readonly Contestant[] = [
	startProgram,
	ours("touchstone gepa", gepa(), fewRows),
	ours("touchstone mipro light", mipro({ auto: "light" }), fewRows),
	ours("touchstone textGradient", textGradient(), fewRows),
	ours("touchstone randomSearch", randomSearch(), fewRows),
];
