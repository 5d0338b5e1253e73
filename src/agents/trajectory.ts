import type { Displayable } from "../view/view.ts";

/** What answering takes: passages, a database, or tools of one's own. Decides the metrics. */
export type QuestionType = "RAG" | "TEXT2SQL" | "CUSTOM";

export const questionTypes: readonly QuestionType[] = ["RAG", "TEXT2SQL", "CUSTOM"];

/** What should come out. */
export interface GroundTruth {
	/** Empty where there is none (CUSTOM). */
	readonly answer: string;
	readonly sql?: string;
	/** The schema of the database, as text. */
	readonly sqlContext?: string;
	/** The statement's result, as text. */
	readonly queryResult?: string;
}

export interface Question {
	readonly id: number;
	readonly type: QuestionType;
	readonly question: string;
	readonly expected: GroundTruth;
}

/** Questions that one user asks one after another, in one session. */
export interface Trajectory {
	/** "Trajectory0" */
	readonly name: string;
	readonly questions: readonly Question[];
}

export interface TrajectoryData {
	readonly name: string;
	/** Of the questions and their ground truth; equal hashes mean equal sets. */
	readonly hash: string;
	readonly trajectories: readonly Trajectory[];
}

/** A file of trajectories: plain data that shows itself. */
export type TrajectorySet = TrajectoryData & Displayable;
