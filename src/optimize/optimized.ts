import type { Example } from "../data/dataset.ts";
import type { Provenance } from "../evaluate/report.ts";
import { meanFigure } from "../evaluate/summarize.ts";
import type { Metric } from "../metric/metric.ts";
import type { Budget, Spent } from "../model/middleware/budget.ts";
import type { Program } from "../program/program.ts";
import { holm } from "../stats/correction.ts";
import { type PairedEvidence, pairedEvidence } from "../stats/paired-evidence.ts";
import { quantile } from "../stats/quantile.ts";
import type { Displayable } from "../view/view.ts";
import type { Candidate } from "./candidate.ts";
import type { ItemScore } from "./item-score.ts";
import type { Forecast } from "./outline.ts";
import type { Spending } from "./spending.ts";
import type { Trial } from "./trial.ts";

/** What a run knows of a candidate, on the rows of `validate` that it was run on. */
export interface Standing extends Candidate {
	/** Rows of `validate` it was run on. */
	readonly rows: number;
	/** True when these are all of them: only such a candidate may be chosen. */
	readonly complete: boolean;
	/** The metric's mean; null when no row could be scored. */
	readonly value: number | null;
	readonly low: number | null;
	readonly high: number | null;
	/** Rows on which the program failed; they count as the worst value. */
	readonly failed: number;
	/** Rows that could not be scored; left out of the mean. */
	readonly unscored: number;
	/** Against the start on the same rows, in the direction that is better; absent for the start itself. */
	readonly evidence?: PairedEvidence & {
		/** One-sided p after Holm's correction over the complete candidates. */
		readonly adjustedP: number;
	};
	readonly tokensPerRow: number;
	/** US dollars; null when a price is unknown. */
	readonly usdPerRow: number | null;
	readonly latencyP50Ms: number | null;
	/** True when no other complete candidate is at least as good in quality, cost and latency, and better in one. */
	readonly onFront: boolean;
}

export interface OptimizedData<I, O> {
	/** The program to use: the promoted candidate, or the start where none has the evidence. */
	readonly program: Program<I, O>;
	readonly chosen: Standing;
	/** True when a candidate replaced the start. */
	readonly promoted: boolean;
	readonly start: Standing;
	/** The best value on `validate`, promoted or not. Its value is selected, so it flatters: the test rows will say less. */
	readonly leader: Standing;
	readonly candidates: readonly Standing[];
	readonly trials: readonly Trial[];
	/** By phase and model. */
	readonly spending: readonly Spending[];
	readonly budget: Budget;
	readonly spent: Spent;
	readonly forecast: Forecast;
	readonly proposals: { readonly asked: number; readonly used: number };
	/** Why the run ended before its optimizer was through. */
	readonly stopped?: string;
	/** Set when the run went on from a file. */
	readonly resumed?: { readonly calls: number; readonly runFile: string };
	readonly metric: Pick<Metric, "name" | "direction" | "unit">;
	/** Of the intervals. */
	readonly level: number;
	/** Largest adjusted p with which a candidate replaces the start. */
	readonly evidence: number;
	readonly run: {
		readonly optimizer: string;
		readonly program: Provenance["program"];
		readonly models: Provenance["models"];
		readonly train: Provenance["dataset"];
		readonly validate: Provenance["dataset"];
		readonly seed: number;
		readonly version: string;
		readonly runtime: string;
		readonly startedAt: string;
	};
}

/** The outcome of an optimizer: a program, and everything that says whether to trust it. */
export type Optimized<I = unknown, O = unknown> = OptimizedData<I, O> & Displayable;

export interface Judged<I, E> {
	readonly candidate: Candidate;
	readonly rows: readonly (readonly [Example<I, E>, ItemScore])[];
}

/** The standings of all candidates: intervals, evidence against the start, and the front. */
export function standings<I, E>(
	judged: readonly Judged<I, E>[],
	validate: readonly Example<I, E>[],
	metric: Pick<Metric, "name" | "direction" | "range">,
	options: { readonly level: number; readonly seed: number },
): Standing[] {
	const [start] = judged;
	const bare = judged.map((one) => standing(one, validate.length, metric, options));
	const evidence = judged.map((one, index) =>
		index === 0 || start === undefined ? undefined : against(start, one, validate, options),
	);
	const complete = bare.flatMap((one, index) => (one.complete && index > 0 ? [index] : []));
	const adjusted = holm(complete.map((index) => evidence[index]?.pGreater ?? 1));
	const placed = bare.map((one, index) => {
		const found = evidence[index];
		const place = complete.indexOf(index);
		return found === undefined ? one : { ...one, evidence: { ...found, adjustedP: adjusted[place] ?? 1 } };
	});
	const finalists = placed.filter((one) => one.complete);
	return placed.map((one) => ({
		...one,
		onFront: one.complete && !finalists.some((other) => dominates(other, one, metric)),
	}));
}

function standing<I, E>(
	{ candidate, rows }: Judged<I, E>,
	all: number,
	metric: Pick<Metric, "name" | "range">,
	options: { readonly level: number; readonly seed: number },
): Standing {
	const scores = rows.map(([, score]) => score);
	const values = scores.flatMap(({ value }) => (value === null ? [] : [value]));
	const { value, low, high } = meanFigure(values, metric, options);
	const tokens = scores.reduce(
		(sum, { usage }) => sum + usage.inputTokens + usage.cachedInputTokens + usage.outputTokens,
		0,
	);
	const usd = scores.reduce<number | null>(
		(sum, { usage }) => (sum === null || usage.costUsd === null ? null : sum + usage.costUsd),
		0,
	);
	const n = Math.max(1, scores.length);
	return {
		...candidate,
		rows: rows.length,
		complete: rows.length === all,
		value,
		low,
		high,
		failed: scores.filter(({ failed }) => failed).length,
		unscored: scores.length - values.length,
		tokensPerRow: tokens / n,
		usdPerRow: usd === null ? null : usd / n,
		latencyP50Ms:
			scores.length === 0
				? null
				: quantile(
						scores.map(({ latencyMs }) => latencyMs),
						0.5,
					),
		onFront: false,
	};
}

function against<I, E>(
	start: Judged<I, E>,
	other: Judged<I, E>,
	validate: readonly Example<I, E>[],
	options: { readonly level: number; readonly seed: number },
): PairedEvidence {
	const utilities = (of: Judged<I, E>) => {
		const known = new Map(of.rows);
		return validate.map((example) => known.get(example)?.utility ?? null);
	};
	return pairedEvidence(utilities(start), utilities(other), options);
}

/** Candidate `a` is nowhere worse than `b` and somewhere better. */
function dominates(a: Standing, b: Standing, { direction }: Pick<Metric, "direction">): boolean {
	const sign = direction === "higher" ? 1 : -1;
	const figures = (one: Standing) => [
		sign * (one.value ?? -Infinity * sign),
		-(one.usdPerRow ?? 0),
		-one.tokensPerRow,
		-(one.latencyP50Ms ?? 0),
	];
	const [x, y] = [figures(a), figures(b)];
	return (
		x.every((value, index) => value >= (y[index] as number)) && x.some((value, index) => value > (y[index] as number))
	);
}

/** The best complete candidate by value, the earlier one where two are equal. */
export function leaderOf(all: readonly Standing[], direction: Metric["direction"]): Standing | undefined {
	const sign = direction === "higher" ? 1 : -1;
	const complete = all.filter((one) => one.complete && one.value !== null);
	return complete.reduce<Standing | undefined>(
		(best, one) => (best === undefined || sign * ((one.value as number) - (best.value as number)) > 0 ? one : best),
		undefined,
	);
}

/** The best complete candidate among those with the evidence against the start; undefined when none has it. */
export function promotedOf(
	all: readonly Standing[],
	direction: Metric["direction"],
	evidence: number,
): Standing | undefined {
	return leaderOf(
		all.filter((one) => (one.evidence?.adjustedP ?? 1) <= evidence && (one.evidence?.difference ?? 0) > 0),
		direction,
	);
}
