/** Runs a contestant in a world, inside this process; calls and tokens are counted by the models, not by the contestant. */
import type { Contestant } from "./contestants.ts";
import { countingModel } from "./model.ts";
import type { Result } from "./result.ts";
import { dataOf } from "./tickets.ts";
import { truthOfParameters } from "./truth.ts";
import { worldOf } from "./world.ts";

export async function runContestant(
	contestant: Contestant,
	serverSeed: number,
	runSeed: number,
	calls: number,
): Promise<Result> {
	const world = worldOf(serverSeed);
	const task = countingModel(world, { role: "task" });
	const proposer = countingModel(world, { role: "proposer" });
	const start = performance.now();
	const outcome = await contestant.run({
		taskModel: task.model,
		proposerModel: proposer.model,
		...dataOf(world),
		calls,
		seed: runSeed,
	});
	const seconds = (performance.now() - start) / 1000;
	const miscounted = outcome.taskCalls !== task.calls || outcome.proposerCalls !== proposer.calls;
	if (miscounted) {
		console.error(
			`${contestant.name} counted ${outcome.taskCalls} and ${outcome.proposerCalls} calls, its models ${task.calls} and ${proposer.calls}.`,
		);
	}
	return {
		name: contestant.name,
		serverSeed,
		runSeed,
		calls,
		truth: truthOfParameters(world, outcome),
		claimed: outcome.claimed,
		taskCalls: task.calls,
		proposerCalls: proposer.calls,
		taskTokens: task.tokens,
		proposerTokens: proposer.tokens,
		seconds,
	};
}
