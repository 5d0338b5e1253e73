import type { Example } from "../data/dataset.ts";
import type { Provenance, Summary } from "../evaluate/report.ts";
import { type SetRow, summarize } from "../evaluate/summarize.ts";
import type { Metric } from "../metric/metric.ts";
import type { Amount } from "../model/middleware/amount.ts";
import type { Budget, Spent } from "../model/middleware/budget.ts";
import type { Program } from "../program/program.ts";
import { holm } from "../stats/correction.ts";
import { type PairedEvidence, pairedEvidence } from "../stats/paired-evidence.ts";
import { quantile } from "../stats/quantile.ts";
import type { Displayable } from "../view/view.ts";
import type { Candidate } from "./candidate.ts";
import type { ItemScore } from "./item-score.ts";
import type { Forecast } from "./outline.ts";
import { type SetEvidence, setEvidence } from "./set-evidence.ts";
import type { Spending } from "./spending.ts";
import type { Trial } from "./trial.ts";

/** What a run knows of a candidate, on the rows of `validate` that it was run on. */
export interface Standing extends Candidate {
	/** Rows of `validate` it was run on. */
	readonly rows: number;
	/** True when these are all of them: only such a candidate may be chosen. */
	readonly complete: boolean;
	/** The metric's mean, or its figure of the whole set, on these rows; null when there is none. */
	readonly value: number | null;
	readonly low: number | null;
	readonly high: number | null;
	/** Rows on which the program failed; they count as the worst value. */
	readonly failed: number;
	/** Rows that could not be scored; left out of the mean. */
	readonly unscored: number;
	/**
	 * Against the start on the same rows, in the direction that is better; absent for the start itself. A row on which this
	 * candidate failed, or that could not be scored for it alone, counts as the worst there is: losing rows wins nothing. Of a
	 * figure of the whole set it needs all rows, and is absent where the candidate did not run on them.
	 */
	readonly evidence?: (PairedEvidence | SetEvidence) & {
		/**
		 * One-sided p after Holm's correction over all candidates that saw a row of `validate`: those that were dropped on the
		 * way were looked at too. 1 for one that is not complete.
		 */
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
	/** The best on `validate`, promoted or not. Its value is selected, so it flatters: the test rows will say less. */
	readonly leader: Standing;
	readonly candidates: readonly Standing[];
	readonly trials: readonly Trial[];
	/** By phase and model: what the work costs, as `spent` has it. */
	readonly spending: readonly Spending[];
	readonly budget: Budget;
	/**
	 * What the work costs: what the budget was charged. Answers from a tape or a cache count with the cost of the day they
	 * were recorded, those of the run file with what they cost then.
	 */
	readonly spent: Spent;
	/** What this run really sent: 0 on a tape. */
	readonly sent: Amount;
	readonly forecast: Forecast;
	readonly proposals: { readonly asked: number; readonly used: number };
	/** Why the run ended before its optimizer was through. */
	readonly stopped?: string;
	/** Set when the run went on from a file. */
	readonly resumed?: { readonly calls: number; readonly runFile: string };
	/** What the reader should know before believing the figures: a class that a part lacks, rows without a score. */
	readonly notes: readonly string[];
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
	metric: Metric,
	options: { readonly level: number; readonly seed: number },
): Standing[] {
	const [start] = judged;
	const bare = judged.map((one) => standing(one, validate.length, metric, options));
	const evidence = judged.map((one, index) =>
		index === 0 || start === undefined ? undefined : against(start, one, validate, metric, options),
	);
	const family = bare.flatMap((one, index) => (one.rows > 0 && index > 0 ? [index] : []));
	const adjusted = holm(family.map((index) => (bare[index]?.complete ? (evidence[index]?.pGreater ?? 1) : 1)));
	const placed = bare.map((one, index) => {
		const found = evidence[index];
		const place = family.indexOf(index);
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
	metric: Metric,
	options: { readonly level: number; readonly seed: number },
): Standing {
	const scores = rows.map(([, score]) => score);
	const { value, low, high } = figureOf(scores, metric, options);
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
		unscored: scores.filter((score) => score.value === null).length,
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

/** The metric over some scores, as a report has it. */
export function figureOf(
	scores: readonly ItemScore[],
	metric: Metric,
	options: { readonly level: number; readonly seed: number },
): Pick<Summary, "value" | "low" | "high"> {
	const rows = scores.map(({ value, error, setRow = {} }) => ({
		score: { value, ...(error === undefined ? {} : { error }) },
		...setRow,
	}));
	return summarize(metric, rows, options);
}

function against<I, E>(
	start: Judged<I, E>,
	other: Judged<I, E>,
	validate: readonly Example<I, E>[],
	metric: Metric,
	options: { readonly level: number; readonly seed: number },
): PairedEvidence | SetEvidence | undefined {
	const [base, own] = [start, other].map(({ rows }) => {
		const known = new Map(rows);
		return validate.map((example) => known.get(example));
	}) as [(ItemScore | undefined)[], (ItemScore | undefined)[]];
	if (metric.aggregate !== undefined) {
		// thousands of figures each: only for candidates that can be chosen
		if (other.rows.length < validate.length) return undefined;
		return setEvidence(base.map(usableRow), own.map(lostRow), metric, options);
	}
	const worst = worstUtility(metric, [...base, ...own]);
	const lost = (score: ItemScore | undefined) =>
		score !== undefined && score.utility === null && score.error !== undefined ? worst : (score?.utility ?? null);
	return pairedEvidence(
		base.map((score) => score?.utility ?? null),
		own.map(lost),
		options,
	);
}

/** A row for the whole-set figure; none where it could not be scored, as in a report. */
function usableRow(score: ItemScore | undefined): SetRow | undefined {
	return score === undefined || (score.error !== undefined && !score.failed) ? undefined : score.setRow;
}

/** The same, but a row that could not be scored counts as failed. */
function lostRow(score: ItemScore | undefined): SetRow | undefined {
	const done = score?.setRow?.case;
	return done === undefined || usableRow(score) !== undefined ? score?.setRow : { failed: done };
}

/** The worst end of the range; where that is open, the worst seen. */
function worstUtility(
	{ direction, range }: Pick<Metric, "direction" | "range">,
	scores: readonly (ItemScore | undefined)[],
): number | null {
	const end = direction === "higher" ? range[0] : -range[1];
	if (Number.isFinite(end)) return end;
	const seen = scores.flatMap((score) => score?.utility ?? []);
	return seen.length === 0 ? null : Math.min(...seen);
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

/** The complete candidate that is most above the start on the rows of both, the earlier one where two are equal. */
export function leaderOf(all: readonly Standing[]): Standing | undefined {
	const gain = ({ evidence }: Standing) => evidence?.difference ?? 0; // the start's own is 0
	return all
		.filter((one) => one.complete && one.value !== null)
		.reduce<Standing | undefined>(
			(best, one) => (best === undefined || gain(one) > gain(best) + rounding ? one : best),
			undefined,
		);
}

const rounding = 1e-12;

/** The best complete candidate among those with the evidence against the start; undefined when none has it. */
export function promotedOf(all: readonly Standing[], evidence: number): Standing | undefined {
	return leaderOf(
		all.filter((one) => (one.evidence?.adjustedP ?? 1) <= evidence && (one.evidence?.difference ?? 0) > 0),
	);
}
