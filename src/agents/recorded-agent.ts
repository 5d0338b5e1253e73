import { existsSync } from "node:fs";
import { ConfigError, DataError } from "../core/errors.ts";
import { hash } from "../core/hash.ts";
import type { AgentAnswer, AgentEdge } from "./agent.ts";
import { readAgentRun } from "./agent-run-file.ts";
import type { AnsweredQuestion } from "./ask-question.ts";
import { syntheticAnswers } from "./synthetic-answers.ts";
import type { TrajectorySet } from "./trajectory.ts";

/**
 * An agent that answers from a file of traces: scores a run again with other metrics or other judges, with no agent at all.
 *
 * The file is the run file of any evaluation (`evaluateAgent(agent, set, { runFile })`). Questions are found by trajectory and id,
 * and must read as they did. Failures are repeated; times and costs are those of the recording.
 *
 * @throws ConfigError when there is no such file, or it holds no run; DataError, as a question's error, when a question was not
 *   recorded or has changed
 */
function fromFile(path: string): AgentEdge {
	if (!existsSync(path)) {
		throw new ConfigError(
			`recordedAgent: expected a file of traces at ${path}, found none. Make one: evaluateAgent(agent, set, { runFile }).`,
		);
	}
	const { header, answers } = readAgentRun(path);
	return fromAnswers(header.agent, [...answers.values()], header.synthetic);
}

/**
 * An agent of scripted answers and traces for a set that has none: to try an evaluation, a report or an export. No agent ever
 * gave these answers, and everything made of them says so.
 *
 * RAG and SQL work is done by sub-agents of a supervisor. Every third answer has a planted defect (a statement with another
 * column, a passage that does not bear on the question, an invented sentence), so that metrics have something to find; the
 * defect's name stands in the trace's `planted`.
 *
 * @param seed decides which questions have which defect; default 0
 * @example
 * const question = { question_id: 0, question_type: "RAG", question: "Was Lincoln the sixteenth president?", ground_truth: "yes" };
 * synthetic(trajectories.parse({ Trajectory0: [question] })).synthetic // => true
 */
export function synthetic(set: Pick<TrajectorySet, "trajectories">, seed = 0): AgentEdge {
	return fromAnswers("scripted supervisor (synthetic)", syntheticAnswers(set, seed), true);
}

/** An agent that answers from recorded traces: `recordedAgent(file)`, `recordedAgent.synthetic(set)`. */
export const recordedAgent = Object.assign(fromFile, { synthetic });

function fromAnswers(name: string, answers: readonly AnsweredQuestion[], isSynthetic: boolean): AgentEdge {
	const byPlace = new Map(answers.map((answer) => [`${answer.trajectory}/${answer.questionId}`, answer]));
	return {
		name,
		kind: "recorded",
		identity: hash(answers.map(({ session: _, ...rest }) => rest)),
		synthetic: isSynthetic,
		facts: { questions: answers.length },
		async ask(question, { trajectory, questionId }): Promise<AgentAnswer> {
			const kept = byPlace.get(`${trajectory}/${questionId}`);
			if (kept === undefined || kept.question !== question) {
				const found = kept === undefined ? "none" : `"${kept.question}"`;
				throw new DataError(
					`recordedAgent: expected a recorded answer to question ${questionId} of ${trajectory}, found ${found}. Use the trajectories that were recorded.`,
				);
			}
			if (kept.answer === null) throw new Error(kept.error?.message ?? "the recorded run failed here");
			const { answer, contexts, sql, trace, usage, latencyMs } = kept;
			return { answer, contexts, trace, usage, latencyMs, ...(sql === undefined ? {} : { sql }) };
		},
	};
}
