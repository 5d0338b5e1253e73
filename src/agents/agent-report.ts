import type { ErrorRecord } from "../core/errors.ts";
import type { Span } from "../core/trace.ts";
import type { ModelRecord, RowScore, Summary } from "../evaluate/report.ts";
import type { Usage } from "../model/usage.ts";
import type { Displayable } from "../view/view.ts";
import type { MetricGroup } from "./agent-metric.ts";
import type { GroundTruth, QuestionType } from "./trajectory.ts";

/** A metric's score of one question, and the span it is about. */
export interface QuestionScore extends RowScore {
	/**
	 * Where in the question's trace the scored work stands: the index of the child at each level, from the root. Empty for the
	 * whole run; the way to a sub-agent's span where a sub-agent did the retrieving or the querying. See `spanAt`.
	 */
	readonly at: readonly number[];
}

/** One question of a trajectory: what was asked, what the agent did and said, and how that scored. */
export interface QuestionRow {
	/** "Trajectory0" */
	readonly trajectory: string;
	/** Place in its trajectory, from 1. */
	readonly number: number;
	readonly questionId: number;
	readonly type: QuestionType;
	readonly question: string;
	readonly expected: GroundTruth;
	/** The session in which it was asked: one a trajectory. */
	readonly session: string;
	/** What the agent said in the end; null when it failed, then `error` says why. */
	readonly answer: string | null;
	readonly error?: ErrorRecord;
	/** The passages that the agent retrieved, each once. */
	readonly contexts: readonly string[];
	/** The last statement that the agent sent to a database, where it sent one. */
	readonly sql?: string;
	/** One agent's work, or a supervisor's with sub-agents; null where the trace does not say. */
	readonly tag: "SINGLE-AGENT" | "MULTI-AGENT" | null;
	/** What the agent did: the root is the run, its steps and tool calls stand below. */
	readonly trace: Span;
	/** By `AgentFigure.key`: "RAG_faithfulness". Metrics that are not for this type of question are left out. */
	readonly scores: Readonly<Record<string, QuestionScore>>;
	/** What the agent's own calls cost, cached ones priced as if they had been made. */
	readonly usage: Usage;
	/** What judging this question cost. */
	readonly judgingUsage: Usage;
	/** From the question to the answer, in milliseconds, as first measured; judging is not in it. */
	readonly latencyMs: number;
}

/** A metric over the questions it is for: a line of the report's table. */
export interface AgentFigure extends Summary {
	/** "RAG_faithfulness", "COT_helpfulness": the name under which scores are kept and sent. */
	readonly key: string;
	readonly group: MetricGroup;
	/** What it measures, in words: "faithfulness". */
	readonly label: string;
}

/** Where an agent report comes from: enough to make it again. */
export interface AgentProvenance {
	readonly agent: {
		readonly name: string;
		readonly kind: "program" | "model" | "function" | "recorded" | "aws";
		/** Of its structure and parameters, or of the recorded traces; left out where there is nothing to take it of. */
		readonly hash?: string;
		readonly facts: Readonly<Record<string, string | number | boolean | null>>;
	};
	/** True when no agent ever gave these answers: traces made by a script. Every view of the report says so. */
	readonly synthetic: boolean;
	readonly models: readonly ModelRecord[];
	/** The models that judged, as they stand in the metrics. */
	readonly judges: readonly ModelRecord[];
	readonly trajectories: {
		readonly name: string;
		readonly hash: string;
		readonly trajectories: number;
		readonly questions: number;
	};
	readonly seed: number;
	readonly concurrency: number;
	readonly version: string;
	readonly runtime: string;
	/** ISO time at which the run began. */
	readonly startedAt: string;
	readonly wallMs: number;
	/** Set when the run ended before its last question: why. */
	readonly stopped?: string;
}

export interface AgentReportData {
	readonly kind: "agent";
	/** Goes up when the saved form changes. */
	readonly format: 1;
	readonly name: string;
	/** In the order of the file; of a run that was stopped, those that are done. */
	readonly questions: readonly QuestionRow[];
	/** Each metric over all questions that it is for, in the order of the metrics. */
	readonly figures: readonly AgentFigure[];
	/** The same, over the questions of one type; a type without questions is left out. */
	readonly byType: Readonly<Partial<Record<QuestionType, readonly AgentFigure[]>>>;
	/** What the agent costs on these questions. */
	readonly usage: Usage;
	/** What judging costs on these questions. */
	readonly judgingUsage: Usage;
	readonly run: AgentProvenance;
}

/** The outcome of an agent's evaluation: plain data that shows itself. */
export type AgentReport = AgentReportData & Displayable;

/**
 * The span that a score is about.
 *
 * @returns the root for an empty way, or one that leads nowhere
 * @example
 * const leaf = { name: "search", kind: "tool", children: [] };
 * spanAt({ name: "run", kind: "program", children: [leaf] }, [0]).name // => "search"
 */
export function spanAt(trace: Span, at: readonly number[]): Span {
	let span: Span | undefined = trace;
	for (const index of at) span = span?.children[index];
	return span ?? trace;
}
