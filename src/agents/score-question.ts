import type { Span } from "../core/trace.ts";
import { failedScore, scoreRow } from "../evaluate/score-row.ts";
import type { Case } from "../metric/metric.ts";
import type { RunContext } from "../model/model.ts";
import type { Turn } from "./agent.ts";
import type { AgentInput, AgentMetric, AgentOutput, MetricGroup } from "./agent-metric.ts";
import type { QuestionScore } from "./agent-report.ts";
import type { AnsweredQuestion } from "./ask-question.ts";
import { subAgentWith } from "./read-trace.ts";
import type { GroundTruth } from "./trajectory.ts";

/** An answered question with what a metric needs to know besides. */
export interface Scorable {
	readonly answered: AnsweredQuestion;
	readonly expected: GroundTruth;
	readonly history: readonly Turn[];
	/** What the agent was told to do. */
	readonly instructions: string;
}

/**
 * Scores one question by one metric.
 *
 * RAG and TEXT2SQL look at the work of the sub-agent that retrieved or queried, and at its own answer, where one of several
 * did: its passages and its statement are what that answer rests on. Everything else looks at the whole run and its final
 * answer. A question that the agent failed on has the worst score there is.
 */
export async function scoreQuestion(
	{ group, metric }: AgentMetric,
	scorable: Scorable,
	context: RunContext,
): Promise<QuestionScore> {
	const { answered } = scorable;
	if (answered.answer === null) {
		return { ...failedScore(metric, new Error(answered.error?.message ?? "no answer")), at: [] };
	}
	const { at, ...seen } = workFor(group, answered, answered.answer);
	return { ...(await scoreRow(metric, caseOf(scorable, seen), context)), at };
}

function workFor(
	group: MetricGroup,
	answered: AnsweredQuestion,
	answer: string,
): AgentOutput & Pick<QuestionScore, "at"> {
	const { trace, contexts, sql } = answered;
	const what = group === "RAG" ? "contexts" : group === "TEXT2SQL" ? "sql" : null;
	const sub = what === null ? null : subAgentWith(trace, what);
	if (sub !== null) return { answer, ...sub };
	return { at: [], answer, contexts, ...(sql === undefined ? {} : { sql }) };
}

function caseOf(scorable: Scorable, seen: AgentOutput): Case<AgentInput, GroundTruth, AgentOutput> {
	const { answered, expected, history, instructions } = scorable;
	const { question, type, trajectory, questionId, trace } = answered;
	const told = instructionsOf(trace) ?? instructions;
	const input = { question, type, trajectory, questionId, history };
	return {
		input: told === "" ? input : { ...input, instructions: told },
		expected,
		output: seen,
		trace,
	};
}

// A recorded trace may hold what its agent was told, which nobody here knows otherwise.
function instructionsOf({ attributes }: Span): string | undefined {
	return typeof attributes.instructions === "string" ? attributes.instructions : undefined;
}
