import type { TouchstoneError } from "../core/errors.ts";
import type { Span } from "../core/trace.ts";
import type { Model, RunContext } from "../model/model.ts";
import type { Usage } from "../model/usage.ts";

/** One finished example: what went in, what should come out, what did, and how. */
export interface Case<I = unknown, E = unknown, O = unknown> {
	readonly input: I;
	readonly expected: E;
	readonly output: O;
	readonly trace: Span;
}

/** An example on which the program failed. A whole-set figure must count it against the program. */
export type FailedCase<I = unknown, E = unknown> = Omit<Case<I, E, unknown>, "output">;

export interface Score {
	/** null: does not apply here (left out of the mean, counted), or the judge failed (`error` set). Never NaN. */
	readonly value: number | null;
	/** What the value was made from: label, counts, verdicts. */
	readonly raw?: unknown;
	/** Why, in words; optimizers learn from it. */
	readonly reason?: string;
	/** What scoring itself cost. */
	readonly usage?: Usage;
	readonly error?: TouchstoneError;
}

export interface Metric<I = unknown, E = unknown, O = unknown> {
	readonly name: string;
	/** Which way is better. */
	readonly direction: "higher" | "lower";
	/** Smallest and largest possible value; Infinity where open. */
	readonly range: readonly [number, number];
	/** How to print a value: "percent" 0.83 → 83.0 %, "ms", "usd", or plain "number". */
	readonly unit?: "number" | "percent" | "ms" | "usd";
	/** A sentence to be shown in bold wherever its figures stand, such as that a judge agrees too little with people. */
	readonly caution?: string;
	/**
	 * How a row that failed (its program threw) counts. "worst", the default: as the worst end of `range`, so that a
	 * model which cannot answer does not look good; where that end is open, as a row that could not be measured.
	 * null: left out, for measures that mean nothing there (latency).
	 */
	readonly whenFailed?: "worst" | null;
	readonly score: (c: Case<I, E, O>, context: RunContext) => Score | Promise<Score>;
	/**
	 * A figure of the whole set (F1, kappa, corpus BLEU) where the mean of rows is not it; the report puts an
	 * interval around it by resampling rows. null when it cannot be computed.
	 */
	readonly aggregate?: (rows: readonly Case<I, E, O>[], failed: readonly FailedCase<I, E>[]) => number | null;
	/**
	 * For a metric that asks a model: the same metric with the model that the function returns for each of its steps, which
	 * is how a run puts its budget around it (as `Program.using`).
	 */
	readonly using?: (choice: (current: Model | undefined, step: string) => Model | undefined) => Metric<I, E, O>;
}
