import type { Span, Trace } from "../core/trace.ts";
import type { Model } from "../model/model.ts";
import type { Usage } from "../model/usage.ts";
import type { Program } from "../program/program.ts";

/** A question and its answer, earlier in the same session. */
export interface Turn {
	readonly question: string;
	readonly answer: string;
}

/** Where a question is asked: one session a trajectory. */
export interface AgentSession {
	/** The same for every question of a trajectory, also after a run was killed and taken up again. */
	readonly id: string;
	/** "Trajectory0" */
	readonly trajectory: string;
	/** Of the question being asked. */
	readonly questionId: number;
	/** The turns before this one, oldest first; questions that failed are left out. */
	readonly history: readonly Turn[];
	/** Write what the agent does into it: `session.trace.span("search", "tool", …)`. */
	readonly trace: Trace;
	readonly seed: number;
	/** Aborts when the reader stops the run or the question's time is up. */
	readonly signal: AbortSignal;
}

/** What an agent gives back. */
export interface AgentAnswer {
	readonly answer: string;
	/** The passages it retrieved, where its trace does not hold them. */
	readonly contexts?: readonly string[];
	/** The last statement it sent to a database, where its trace does not hold it. */
	readonly sql?: string;
	/** What it did, where it did not write into the session's trace: stands in its place. */
	readonly trace?: Span;
	/** What it cost, where no model calls stand in the trace. */
	readonly usage?: Usage;
	/** How long it took, in milliseconds, where that is not the time of this call: a recorded answer. */
	readonly latencyMs?: number;
}

/** An agent as a plain function. */
export type AgentFunction = (question: string, session: AgentSession) => Promise<AgentAnswer | string>;

/** An agent that says what it is: what `aws.agent` and `recordedAgent` make. */
export interface AgentEdge {
	readonly name: string;
	readonly kind: "recorded" | "aws";
	/** What decides its answers: hash of its traces, id and alias. */
	readonly identity: string;
	readonly facts?: Readonly<Record<string, string | number | boolean | null>>;
	/** True for answers that no agent ever gave. */
	readonly synthetic?: boolean;
	readonly instructions?: string;
	readonly ask: AgentFunction;
}

/** Whatever can be asked: an agent of one's own, a model, a function, an agent elsewhere. */
export type Agent = Program<never, unknown> | Model | AgentFunction | AgentEdge;
