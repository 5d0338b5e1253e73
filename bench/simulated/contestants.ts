/** Our own optimizers on the simulated task: what one must take and give, and the list of them. */
import type { Model } from "../../src/model/model.ts";
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

export const contestants: readonly Contestant[] = [startProgram];
