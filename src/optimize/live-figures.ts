import type { Budget } from "../model/middleware/budget.ts";
import { formatDuration, formatNumber, formatUsd, formatValue } from "../view/format.ts";
import { bestSoFar } from "./best-so-far.ts";
import type { LiveState } from "./live.ts";
import type { Trial } from "./trial.ts";

/** How much of one limit is spent. */
export interface LimitUse {
	readonly kind: keyof Budget;
	/** 0 to 1. */
	readonly share: number;
	/** "140/480 calls". */
	readonly text: string;
}

/** Each limit of the budget and what is spent of it, the most used first. */
export function limitUses({ budget, spent }: Pick<LiveState, "budget" | "spent">): LimitUse[] {
	const count = (value: number) => formatNumber(value, 0);
	const words = {
		calls: (a: number, b: number) => `${count(a)}/${count(b)} calls`,
		tokens: (a: number, b: number) => `${count(a)}/${count(b)} tokens`,
		usd: (a: number, b: number) => `${formatUsd(a)} of ${formatUsd(b)}`,
		seconds: (a: number, b: number) => `${formatDuration(a * 1000)} of ${formatDuration(b * 1000)}`,
	};
	return (Object.keys(words) as (keyof Budget)[])
		.flatMap((kind) => {
			const limit = budget[kind];
			if (limit === undefined) return [];
			const used = spent[kind] ?? 0; // dollars are limited only where every price is known
			return [{ kind, share: Math.min(1, used / limit), text: words[kind](used, limit) }];
		})
		.sort((a, b) => b.share - a.share);
}

/**
 * Milliseconds to go at the pace so far, by the calls that the forecast expects and by the time limit; null before there
 * is a pace, and when the run goes beyond its forecast.
 */
export function toGoMs({ spent, replayed, forecast, budget }: LiveState, elapsedMs: number): number | null {
	const fresh = spent.calls - replayed;
	const left = forecast.calls - spent.calls;
	if (fresh <= 0 || left <= 0 || elapsedMs <= 0) return null;
	const limit = budget.seconds === undefined ? Infinity : (budget.seconds - spent.seconds) * 1000;
	return Math.max(0, Math.min((left * elapsedMs) / fresh, limit));
}

/** "exact 62.5 % (candidate 3; start 50.0 %)"; undefined before the start is measured. */
export function bestWords({ trials, metric }: LiveState): string | undefined {
	const bests = bestSoFar(trials, metric.direction);
	const [first, last] = [bests[0], bests.at(-1)];
	if (first === undefined || last === undefined) return undefined;
	const value = (one: number) => formatValue(one, metric.unit);
	const named = `${metric.name} ${value(last.value)}`;
	if (last.candidate === 0) return `${named} (start)`;
	return `${named} (candidate ${last.candidate}${first.candidate === 0 ? `; start ${value(first.value)}` : ""})`;
}

/** A trial's value, and on how many rows where these are not all. */
export function trialValue({ value, rows, complete }: Trial, metric: LiveState["metric"]): string {
	const text = formatValue(value, metric.unit);
	return complete ? text : `${text} on ${rows}`;
}
