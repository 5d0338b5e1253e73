import { setMaxListeners } from "node:events";
import { systemClock } from "../core/clock.ts";
import { DataError, errorRecord, ModelError, messageOf, throwIfAborted } from "../core/errors.ts";
import { type Span, startTrace } from "../core/trace.ts";
import { stopsRun } from "../evaluate/score-row.ts";
import { orAbort } from "../model/abort.ts";
import type { RunContext } from "../model/model.ts";
import { modelCalls, usageOf } from "../model/usage.ts";
import { agentTag, contextsOf } from "../program/agent-trace.ts";
import type { AgentAnswer, Turn } from "./agent.ts";
import type { QuestionRow } from "./agent-report.ts";
import type { Asker } from "./asker.ts";
import { sqlOf } from "./read-trace.ts";
import type { Question, Trajectory } from "./trajectory.ts";

/** A question as the agent left it: a row of the report without its scores. */
export type AnsweredQuestion = Omit<QuestionRow, "scores" | "judgingUsage" | "expected">;

/** One question, and where it stands. */
export interface PlacedQuestion {
	readonly trajectory: Trajectory;
	/** From 1. */
	readonly number: number;
	readonly question: Question;
	readonly session: string;
	readonly history: readonly Turn[];
}

/**
 * Asks an agent one question, and gives it so much time. What the agent throws, and a time that is up, is the row's error;
 * errors that every question would meet are thrown, and so is the reader's stop.
 */
export async function askQuestion(
	asker: Asker,
	placed: PlacedQuestion,
	timeoutMs: number,
	context: Omit<RunContext, "trace">,
): Promise<AnsweredQuestion> {
	const { trajectory, number, question, session, history } = placed;
	const trace = startTrace(asker.agent.name);
	const late = new AbortController();
	const timer = setTimeout(() => late.abort(outOfTime(asker, timeoutMs)), timeoutMs);
	const signal = context.signal === undefined ? late.signal : AbortSignal.any([context.signal, late.signal]);
	setMaxListeners(0, signal);
	let answer: AgentAnswer | null = null;
	let failure: Pick<AnsweredQuestion, "error"> = {};
	try {
		const { name: of } = trajectory;
		const { seed } = context;
		const place = { id: session, trajectory: of, questionId: question.id, history, trace, seed, signal };
		const asked = asker.ask(question.question, place, { ...context, signal, trace });
		answer = await orAbort(asked, signal); // an agent that hangs need not listen to its signal
	} catch (error) {
		throwIfAborted(context.signal);
		if (stopsRun(error)) throw error;
		failure = { error: errorRecord(late.signal.aborted ? late.signal.reason : error) };
	} finally {
		clearTimeout(timer);
	}
	const endMs = systemClock.now();
	const { work, fault } = plainTrace(answer?.trace ?? { ...closed(trace.data, endMs), endMs }, asker.agent.name);
	if (fault !== undefined) {
		answer = null;
		failure = { error: errorRecord(fault) };
	}
	const contexts = answer?.contexts ?? contextsOf(work);
	const sql = answer?.sql ?? sqlOf(work);
	return {
		trajectory: trajectory.name,
		number,
		questionId: question.id,
		type: question.type,
		question: question.question,
		session,
		answer: answer === null ? null : answer.answer,
		...failure,
		contexts,
		...(sql === undefined ? {} : { sql }),
		tag: agentTag(work),
		trace: work,
		usage: answer?.usage ?? usageOf(work),
		latencyMs: answer?.latencyMs ?? work.endMs - work.startMs + waitedBefore(work),
	};
}

function outOfTime({ agent }: Asker, timeoutMs: number): ModelError {
	return new ModelError(
		`evaluateAgent: expected an answer of ${agent.name} within ${timeoutMs} ms, found none. Raise questionTimeoutMs, or look where it hangs: its steps so far are in the trace.`,
		{ model: agent.name, retryable: false },
	);
}

// What cached answers took when they were first given: they took no time now.
function waitedBefore(trace: Span): number {
	return modelCalls(trace).reduce((sum, { cached, latencyMs }) => sum + (cached ? latencyMs : 0), 0);
}

/** A span whose work was left before its end ends when it was left. */
function closed(span: Span, endMs: number): Span {
	const children = span.children.map((child) => closed(child, endMs));
	const open = span.endMs < span.startMs || children.some((child) => child.endMs > span.endMs);
	return { ...span, endMs: open ? endMs : span.endMs, children };
}

/**
 * The trace as it will be read back from a file, so that a run and its resumption give the same report. What has no JSON is the
 * question's error.
 */
function plainTrace(trace: Span, agent: string): { readonly work: Span; readonly fault?: DataError } {
	try {
		const text = JSON.stringify(trace, (_, value) => (typeof value === "bigint" ? Number(value) : value));
		return { work: JSON.parse(text) };
	} catch (error) {
		const fault = new DataError(
			`evaluateAgent: expected ${agent} to write plain JSON into its trace, found something else: ${messageOf(error)}`,
			{ cause: error },
		);
		return { work: { ...trace, attributes: {}, children: [] }, fault };
	}
}
