import type { ErrorRecord } from "../core/errors.ts";
import type { Span } from "../core/trace.ts";
import type { Metric } from "../metric/metric.ts";
import type { Usage } from "../model/usage.ts";
import type { Parameters } from "../program/program.ts";
import type { Displayable } from "../view/view.ts";
import type { EngineRecord } from "./engine.ts";

/** A metric's score of one row, as plain JSON. */
export interface RowScore {
	/** null: does not apply, or could not be scored (`error` set). */
	readonly value: number | null;
	readonly raw?: unknown;
	readonly reason?: string;
	readonly usage?: Usage;
	readonly error?: ErrorRecord;
}

/** One example's outcome. */
export interface Row<I = unknown, E = unknown, O = unknown> {
	readonly id: string;
	readonly input: I;
	readonly expected: E;
	/** null when the program failed; then `error` says why. */
	readonly output: O | null;
	readonly error?: ErrorRecord;
	readonly scores: Readonly<Record<string, RowScore>>;
	readonly trace: Span;
	/** What the row's calls cost, cached ones priced as if they had been made. */
	readonly usage: Usage;
	/** Latency in milliseconds, summed over a row's calls, as first measured: a replay from a cache shows the first run's. */
	readonly latencyMs: number;
	/** Calls that a cache or tape answered. */
	readonly cachedCalls: number;
	/** How often an answer had to be asked for again, in vain or not. */
	readonly repairs: number;
	readonly tags?: Readonly<Record<string, string>>;
}

/** A figure over all rows, with its uncertainty. */
export interface Summary {
	readonly name: string;
	readonly direction: Metric["direction"];
	readonly range: readonly [number, number];
	readonly unit: NonNullable<Metric["unit"]>;
	/** The metric's own, shown in bold wherever the figure stands. */
	readonly caution?: string;
	/** null when no row could be scored. */
	readonly value: number | null;
	readonly low: number | null;
	readonly high: number | null;
	/** Confidence level of low and high. */
	readonly level: number;
	/**
	 * How the interval was made: "Wilson", "BCa bootstrap", "percentile bootstrap over rows", …; where there is none, why:
	 * "one row: no interval", "no spread seen", "none" (no value).
	 */
	readonly method: string;
	/** True when the value is a figure of the whole set and not the mean of the rows. */
	readonly wholeSet: boolean;
	/** Rows in the figure. */
	readonly scored: number;
	/** Rows to which the metric does not apply. */
	readonly skipped: number;
	/** Rows that could not be scored; they lower the coverage, not the mean. */
	readonly failed: number;
}

/** Time at the models per row, in milliseconds. */
export interface Latency {
	readonly p50: number | null;
	readonly p95: number | null;
	readonly mean: number | null;
}

export interface ModelRecord {
	readonly id: string;
	readonly identity: string;
	readonly facts: Readonly<Record<string, string | number | boolean | null>>;
	/** The steps that used it; empty when it came from the context. */
	readonly steps: readonly string[];
}

/** Where a report comes from: enough to make it again. */
export interface Provenance {
	readonly program: {
		readonly name: string;
		/** Of structure and parameters. */
		readonly hash: string;
		readonly parameters: Readonly<Record<string, Parameters>>;
	};
	readonly models: readonly ModelRecord[];
	readonly dataset: { readonly name: string; readonly hash: string; readonly rows: number };
	readonly seed: number;
	readonly concurrency: number;
	readonly version: string;
	/** "node 20.20.2", "deno 2.9.5". */
	readonly runtime: string;
	/** ISO time at which the run began. */
	readonly startedAt: string;
	readonly wallMs: number;
	/** Set when the rows were answered together: by which engine, as which job. */
	readonly engine?: EngineRecord;
	/** Set when the run ended before its last row: why. */
	readonly stopped?: string;
	/** Set when stored outputs were judged again, without running the program: which metric took the place of which, by whom. */
	readonly rescored?: { readonly metric: string; readonly before: string; readonly models: readonly string[] };
}

export interface ReportData<I = unknown, E = unknown, O = unknown> {
	/** Goes up when the saved form changes. */
	readonly format: 1;
	readonly name: string;
	readonly rows: readonly Row<I, E, O>[];
	readonly summary: Readonly<Record<string, Summary>>;
	/** Share of rows whose first answer met the signature. */
	readonly formatCorrectness: Summary;
	readonly latency: Latency;
	/** What the program costs on these rows. */
	readonly usage: Usage;
	/** What this run sent itself: cached answers left out. */
	readonly spent: Usage;
	/** What scoring cost (judges). */
	readonly scoringUsage: Usage;
	readonly run: Provenance;
}

/** The outcome of an evaluation: plain data that shows itself, saves itself and can be compared. */
export type Report<I = unknown, E = unknown, O = unknown> = ReportData<I, E, O> & Displayable;
