import { meanFigure } from "../evaluate/summarize.ts";
import { sequentialComparison } from "../stats/always-valid.ts";
import { driftAlarm } from "../stats/drift-alarm.ts";
import { quantile } from "../stats/quantile.ts";
import type { Displayable } from "../view/view.ts";
import { smallestDrop } from "./watch-drop.ts";
import type { LookRecord, WatchRow, WatchSubject } from "./watch-records.ts";

/** Figures of the reference's rows, or of all fresh ones. */
export interface WatchFigures {
	readonly rows: number;
	/** Rows with a score. */
	readonly scored: number;
	/** Rows on which the program failed; they have the worst score there is, unless the metric leaves them out. */
	readonly failed: number;
	/** Mean score with its interval (Wilson or BCa bootstrap, for one look); null without rows. */
	readonly mean: number | null;
	readonly low: number | null;
	readonly high: number | null;
	/** Median time at the models per row, in milliseconds. */
	readonly latencyMs: number | null;
	/** Mean cost of a row in US dollars; null when a price is unknown, or without rows. */
	readonly costUsd: number | null;
	/** Share of rows whose first answer met the signature. */
	readonly formatCorrectness: number | null;
}

/** How things stood after one look. */
export interface WatchLook {
	readonly name: string;
	/** ISO time. */
	readonly at: string;
	/** Of this look alone. */
	readonly figures: WatchFigures;
	readonly seenBefore: number;
	readonly stopped?: string;
	/** Of all fresh rows by then; the alarm rings at 1 / (1 − level). */
	readonly evidence: number;
	readonly alarm: boolean;
}

export interface WatchData extends WatchSubject {
	readonly before: WatchFigures;
	readonly fresh: WatchFigures;
	/** Fresh minus reference, with an always-valid interval that supposes that the fresh mean stays as it is; null before the first row. */
	readonly difference: number | null;
	readonly low: number;
	readonly high: number;
	readonly looks: readonly WatchLook[];
	/** True from the first alarm on: that it ever rings without a loss has a chance of at most 1 − level. */
	readonly drifted: boolean;
	/** When it rang: the look, and the scored fresh row, from 1, from which the evidence was strongest; a hint. */
	readonly alarm: { readonly look: number; readonly sinceRow: number } | null;
	/**
	 * The loss of mean that would have rung the alarm, had it been there from the first fresh row on (at about even odds):
	 * by now, and in 2,000 fresh rows. null: no loss could have.
	 */
	readonly smallestDrop: { readonly now: number | null; readonly later: number | null };
	readonly notes: readonly string[];
}

/** Where a watch stands after its last look. */
export type WatchResult = WatchData & Displayable;

/** So many fresh rows are "later": by then the noise of the reference is most of what hides a drop. */
export const laterRows = 2000;

/** What the looks so far say. */
export function watchData(
	subject: WatchSubject,
	reference: readonly WatchRow[],
	looks: readonly LookRecord[],
	notes: readonly string[],
): WatchData {
	const { range, level } = subject;
	const fresh = looks.flatMap(({ rows }) => rows);
	const [accepted, scores] = [scoresOf(reference), scoresOf(fresh)];
	const higher = higherIsBetter(subject);
	const states = looks.map((look, index): WatchLook & { readonly since: number | null } => {
		const sofar = scoresOf(looks.slice(0, index + 1).flatMap(({ rows }) => rows));
		const { evidence, alarm, since } = driftAlarm(higher.scores(accepted), higher.scores(sofar), {
			range: higher.range,
			level,
		});
		const { name, at, seenBefore, stopped } = look;
		const figures = figuresOf(look.rows, subject);
		return { name, at, figures, seenBefore, ...(stopped === undefined ? {} : { stopped }), evidence, alarm, since };
	});
	const rang = states.findIndex(({ alarm }) => alarm);
	const { difference, low, high } = sequentialComparison(accepted, scores, { range, level });
	const drop = (rows: number) => smallestDrop(higher.scores(accepted), rows, { range: higher.range, level });
	return {
		...subject,
		before: figuresOf(reference, subject),
		fresh: figuresOf(fresh, subject),
		difference,
		low,
		high,
		looks: states.map(({ since: _, ...look }) => look),
		drifted: rang >= 0,
		alarm: rang < 0 ? null : { look: rang + 1, sinceRow: (states[rang]?.since ?? 0) + 1 },
		smallestDrop: { now: drop(scores.length), later: drop(laterRows) },
		notes,
	};
}

export function scoresOf(rows: readonly WatchRow[]): number[] {
	return rows.flatMap(({ score }) => (score === null ? [] : [score]));
}

/** Turns scores of which lower is better round, as the alarm looks for falls. */
function higherIsBetter({ direction, range: [low, high] }: WatchSubject) {
	if (direction === "higher") return { range: [low, high] as const, scores: (values: readonly number[]) => values };
	return { range: [-high, -low] as const, scores: (values: readonly number[]) => values.map((value) => -value) };
}

function figuresOf(rows: readonly WatchRow[], { metric, range, level }: WatchSubject): WatchFigures {
	const scores = scoresOf(rows);
	const { value, low, high } = meanFigure(scores, { name: metric, range }, { level, seed: 0 });
	const times = rows.flatMap(({ latencyMs }) => (latencyMs === null ? [] : [latencyMs]));
	const costs = rows.flatMap(({ costUsd }) => (costUsd === null ? [] : [costUsd]));
	const fits = rows.flatMap((row) => (row.fits === null ? [] : [row.fits ? 1 : 0]));
	return {
		rows: rows.length,
		scored: scores.length,
		failed: rows.filter(({ failed }) => failed !== undefined).length,
		mean: value,
		low,
		high,
		latencyMs: times.length === 0 ? null : quantile(times, 0.5),
		costUsd: costs.length < rows.length ? null : mean(costs),
		formatCorrectness: mean(fits),
	};
}

function mean(values: readonly number[]): number | null {
	return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
