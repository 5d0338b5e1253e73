import { type Random, random } from "../core/random.ts";
import type { Span } from "../core/trace.ts";
import { noUsage } from "../model/usage.ts";
import { agentTag, contextsOf } from "../program/agent-trace.ts";
import type { AnsweredQuestion } from "./ask-question.ts";
import { sqlOf } from "./read-trace.ts";
import type { Question, Trajectory, TrajectorySet } from "./trajectory.ts";

/** What is wrong with a scripted answer. */
type Defect = "none" | "invented sentence" | "stray passage" | "another column" | "no tool";

/**
 * Scripted answers with traces to every question of a set, as a supervisor with two sub-agents would give them. The same seed
 * gives the same answers. See `recordedAgent.synthetic`.
 */
export function syntheticAnswers(set: Pick<TrajectorySet, "trajectories">, seed: number): readonly AnsweredQuestion[] {
	return set.trajectories.flatMap((trajectory) =>
		trajectory.questions.map((question, index) =>
			answerTo(trajectory, index + 1, question, random(seed).fork(`${trajectory.name}/${question.id}`)),
		),
	);
}

function answerTo(trajectory: Trajectory, number: number, question: Question, chance: Random): AnsweredQuestion {
	const defect = chance.next() < 1 / 3 ? defectFor(question, chance) : "none";
	const answer = answerText(question, defect);
	const work = defect === "no tool" ? null : workFor(question, defect, answer);
	const trace = supervisor(question, answer, work, defect);
	const sql = sqlOf(trace);
	return {
		trajectory: trajectory.name,
		number,
		questionId: question.id,
		type: question.type,
		question: question.question,
		session: `synthetic-${trajectory.name}`,
		answer,
		contexts: contextsOf(trace),
		...(sql === undefined ? {} : { sql }),
		tag: agentTag(trace),
		trace,
		usage: noUsage,
		latencyMs: trace.endMs - trace.startMs,
	};
}

function defectFor({ type }: Question, chance: Random): Defect {
	if (type === "CUSTOM") return "invented sentence";
	const defects: readonly Defect[] =
		type === "RAG" ? ["invented sentence", "stray passage"] : ["invented sentence", "another column", "no tool"];
	return defects[chance.integer(defects.length)] ?? "none";
}

function answerText({ type, expected }: Question, defect: Defect): string {
	const right = type === "CUSTOM" ? "Done: the result is in the table." : expected.answer;
	if (defect === "invented sentence") return `${right} This was confirmed by a survey of 4,711 patients in 1987.`;
	if (defect === "another column" || defect === "no tool") return "The database has no such figure.";
	return right;
}

const second = 1000;
const begunMs = Date.UTC(2025, 0, 1);

function span(name: string, kind: Span["kind"], attributes: Span["attributes"], children: readonly Span[] = []): Span {
	return { name, kind, startMs: begunMs, endMs: begunMs + second, attributes, children };
}

function supervisor(question: Question, answer: string, work: Span | null, defect: Defect): Span {
	const collaborators = ["clinical-evidence-researcher", "biomarker-database-analyst"];
	const delegate = work === null ? [] : [callOf(work, question.question)];
	const thought = work === null ? "I know this." : `The ${work.name} can answer this.`;
	const steps = [
		...(delegate.length === 0 ? [] : [span("step 1", "step", { step: 1, thought }, delegate)]),
		span("answer", "step", { step: delegate.length + 1, thought: "That answers it.", output: { answer } }),
	];
	const agent = span("supervisor", "step", { agent: { tools: collaborators, collaborators } }, steps);
	const instructions = "Answer the user's question by asking the right collaborator. Invent nothing.";
	return span("scripted supervisor", "program", { synthetic: true, planted: defect, instructions }, [agent]);
}

function callOf(work: Span, question: string): Span {
	const { output } = work.attributes;
	return span(work.name, "tool", { name: work.name, input: { question }, output }, [work]);
}

function workFor(question: Question, defect: Defect, answer: string): Span | null {
	if (question.type === "RAG") return researcher(question, defect, answer);
	return question.type === "TEXT2SQL" ? analyst(question, defect, answer) : null;
}

function researcher({ question, expected }: Question, defect: Defect, answer: string): Span {
	const contexts = [
		defect === "stray passage" ? "The canteen is closed on public holidays." : expected.answer,
		"The study included patients with lung cancer.",
	];
	const search = span("search", "retrieve", { name: "search", query: question, contexts });
	const call = span("search", "tool", { name: "search", input: { query: question }, output: contexts }, [search]);
	return subAgent("clinical-evidence-researcher", "I look it up.", call, answer);
}

function analyst({ expected }: Question, defect: Defect, answer: string): Span {
	const { sql = "", queryResult = "" } = expected;
	const sent = defect === "another column" ? "SELECT Case_ID FROM clinical_genomic;" : sql;
	const call = span("query", "tool", { name: "query", input: { sql: sent }, output: queryResult });
	return subAgent("biomarker-database-analyst", "I query the database.", call, answer);
}

function subAgent(name: string, thought: string, call: Span, answer: string): Span {
	const steps = [
		span("step 1", "step", { step: 1, thought }, [call]),
		span("answer", "step", { step: 2, thought: "", output: { answer } }),
	];
	return span(name, "step", { agent: { tools: [call.name], collaborators: [] }, output: { answer } }, steps);
}
