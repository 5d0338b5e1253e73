import type { Metric } from "../metric/metric.ts";
import type { Displayable } from "../view/view.ts";

/** One side of a live comparison. */
export interface AbTestArm {
	readonly name: string;
	/** Requests that it took, failures among them. */
	readonly answers: number;
	/** Different keys that it took. */
	readonly keys: number;
	/** Requests on which the program failed; each has the worst score there is. */
	readonly failed: number;
	/** Answers whose score has not come yet, and may never. */
	readonly awaiting: number;
	/** Scores in the comparison: the first of each key. */
	readonly counted: number;
	/** Mean of these; null without any. */
	readonly mean: number | null;
	/** Mean time at the models per answer, in milliseconds; null without answers. */
	readonly latencyMs: number | null;
	/** Mean cost of a request in US dollars; null when a price is unknown, or without answers. */
	readonly costUsd: number | null;
}

export interface AbTestData {
	/** "score" without a metric. */
	readonly metric: string;
	readonly unit: NonNullable<Metric["unit"]>;
	readonly direction: Metric["direction"];
	readonly control: AbTestArm;
	readonly treatment: AbTestArm;
	/** Scores in the comparison, of both arms together. */
	readonly counted: number;
	/** Mean of the treatment minus mean of the control; null while one has no score. */
	readonly difference: number | null;
	/** The always-valid interval of the true difference: right at every look at once, with a chance of at least `level`. */
	readonly low: number;
	readonly high: number;
	readonly level: number;
	/** What the treatment is, metric's direction heeded; null while undecided. The first decision stands. */
	readonly decided: "better" | "worse" | null;
	/** Counted scores at the first decision. */
	readonly decidedAfter: number | null;
}

/** Where a live A/B test stands. */
export type AbTestResult = AbTestData & Displayable;
