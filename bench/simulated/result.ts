/** One run of one optimizer in one world, ours or a peer's, and what many runs say together. */
import { mean } from "simple-statistics";
import type { Interval } from "../../src/stats/interval.ts";
import { meanInterval } from "../../src/stats/mean.ts";

export interface Result {
	readonly name: string;
	readonly serverSeed: number;
	readonly runSeed: number;
	/** Task calls that were asked for; null where the optimizer takes no budget. */
	readonly calls: number | null;
	readonly truth: number;
	readonly claimed: number | null;
	readonly taskCalls: number;
	readonly proposerCalls: number;
	readonly taskTokens: number;
	readonly proposerTokens: number;
	readonly seconds: number;
}

/** Runs of one optimizer at one budget. */
export interface Standing {
	readonly name: string;
	readonly calls: number | null;
	readonly runs: number;
	readonly truth: number;
	/** Of the truth at 95 %, the worlds being the sample: runs in one world are no independent ones. */
	readonly interval: Interval;
	readonly claimed: number | null;
	readonly taskCalls: number;
	readonly mostTaskCalls: number;
	/** Most task calls beyond those asked for, in any run. */
	readonly overshoot: number | null;
	readonly proposerCalls: number;
	readonly thousandTokens: number;
	readonly seconds: number;
}

/** Groups runs by optimizer and budget, in the order in which they come. */
export function standingsOf(results: readonly Result[]): Standing[] {
	const groups = groupBy(results, ({ name, calls }) => `${name} ${calls}`);
	return [...groups.values()].flatMap((runs) => {
		const [first] = runs;
		if (first === undefined) return [];
		const { name, calls } = first;
		const claims = runs.flatMap(({ claimed }) => (claimed === null ? [] : [claimed]));
		const mostTaskCalls = Math.max(...runs.map(({ taskCalls }) => taskCalls));
		const byWorld = [...meansByWorld(runs).values()];
		return {
			name,
			calls,
			runs: runs.length,
			truth: mean(byWorld),
			interval: meanInterval(byWorld),
			claimed: claims.length === 0 ? null : mean(claims),
			taskCalls: mean(runs.map(({ taskCalls }) => taskCalls)),
			mostTaskCalls,
			overshoot: calls === null ? null : Math.max(0, mostTaskCalls - calls),
			proposerCalls: mean(runs.map(({ proposerCalls }) => proposerCalls)),
			thousandTokens: mean(runs.map(({ taskTokens, proposerTokens }) => (taskTokens + proposerTokens) / 1000)),
			seconds: mean(runs.map(({ seconds }) => seconds)),
		};
	});
}

/** How much higher the truth of some runs is than that of others, paired by world; null without two worlds in common. */
export function lead(
	of: readonly Result[],
	over: readonly Result[],
): { readonly mean: number; readonly interval: Interval } | null {
	const others = meansByWorld(over);
	const differences = [...meansByWorld(of)].flatMap(([world, truth]) => {
		const other = others.get(world);
		return other === undefined ? [] : [truth - other];
	});
	return differences.length < 2 ? null : { mean: mean(differences), interval: meanInterval(differences) };
}

/** Mean truth of each world's runs. */
function meansByWorld(runs: readonly Result[]): Map<number, number> {
	const byWorld = groupBy(runs, ({ serverSeed }) => serverSeed);
	return new Map([...byWorld].map(([world, inIt]) => [world, mean(inIt.map(({ truth }) => truth))]));
}

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
	const groups = new Map<K, T[]>();
	for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
	return groups;
}
