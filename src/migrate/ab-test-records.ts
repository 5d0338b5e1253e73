import type { Metric } from "../metric/metric.ts";
import type { Arm } from "../stats/sequential-test.ts";

/** What decides who answers and what counts; a file resumes only a test whose rules are equal. */
export interface AbTestRules {
	readonly control: AbTestSide;
	readonly treatment: AbTestSide;
	/** What the scores are called; "score" without a metric. */
	readonly metric: string;
	readonly direction: Metric["direction"];
	readonly unit: NonNullable<Metric["unit"]>;
	/** The lowest and the highest score there can be. */
	readonly range: readonly [low: number, high: number];
	readonly level: number;
	/** Share of the keys that the treatment answers, (0, 1). */
	readonly share: number;
	readonly seed: number;
}

/** A program as a test file knows it. */
export interface AbTestSide {
	readonly name: string;
	/** Hash of the program's structure and parameters. */
	readonly program: string;
	/** Identities of the models that are bound to it. */
	readonly models: readonly string[];
}

/** One answer. Neither what was asked nor what was said: a log of live traffic should hold no more than it needs. */
export interface AnswerRecord {
	readonly id: string;
	/** Hash of the key. */
	readonly key: string;
	readonly arm: Arm;
	readonly latencyMs: number;
	/** null when a price is unknown. */
	readonly costUsd: number | null;
	/** Why there is no answer, when the program failed. */
	readonly failed?: string;
	/** Absent: still to come. null: there is none for this answer. */
	readonly score?: number | null;
}

/** A score that came after the answer. */
export interface ScoreRecord {
	readonly id: string;
	readonly value: number;
}

/** A line of the file after its first. */
export type AbTestLine = { readonly answer: AnswerRecord } | { readonly score: ScoreRecord };
