import type { AgentReportData, QuestionRow, QuestionScore } from "../agents/agent-report.ts";
import { hash } from "../core/hash.ts";
import type { Span } from "../core/trace.ts";
import { sumUsage } from "../model/usage.ts";
import type { Records } from "./from-trace.ts";
import { providersOf } from "./providers.ts";
import type { PlacedScore, TraceRecord } from "./trace-record.ts";

/**
 * An agent's report in the shape of AWS's open-source agent evaluation: a trace for each question, a session for each
 * trajectory, what judging cost as generations of its own.
 *
 * Scores of the chain of thought stand on the generation that judged it. The others stand on the trace as a whole, or on the
 * sub-agent's span where the report says that its work was scored.
 */
export function fromAgentReport(report: AgentReportData): Records {
	const { run, name } = report;
	const { agent, trajectories, startedAt } = run;
	return {
		run: {
			// no time in it: a run that was killed and taken up again keeps its sessions, which tell runs apart
			id: hash({ agent, trajectories: trajectories.hash, judges: run.judges.map(({ identity }) => identity) }),
			name: `${name} ${startedAt}`,
			providers: providersOf([...run.models, ...run.judges]),
		},
		traces: report.questions.map((question) => fromQuestion(question, report)),
	};
}

function fromQuestion(row: QuestionRow, { run }: AgentReportData): TraceRecord {
	const { trajectory, number, questionId, type, question, answer, error, trace, session, expected, tag } = row;
	const judges = run.judges.map(({ id }) => id);
	const judging = judgingSpans(row, judges.join(", "));
	const children = [...trace.children, ...judging.map(({ span }) => span)];
	const thought = trace.children.length + judging.findIndex(({ group }) => group === "COT");
	return {
		question: `${session} ${trajectory} ${number}`,
		name: traceName(trajectory, questionId, type),
		root: { ...trace, children, ...(error === undefined ? {} : { error }) },
		input: question,
		output: answer,
		session,
		user: run.agent.name,
		tags: [
			type,
			...run.models.map(({ id }) => id),
			...(tag === null ? [] : [tag]),
			...(run.synthetic ? ["SYNTHETIC"] : []),
			...(error === undefined ? [] : ["ERROR"]),
		],
		metadata: { trajectory, number, questionId, groundTruth: expected, judges, latencyMs: row.latencyMs, sql: row.sql },
		scores: Object.entries(row.scores).map(([name, score]): PlacedScore => {
			if (groupOf(name) === "COT") return { name, score, at: [thought] };
			return { name, score, at: score.at.length === 0 ? "trace" : score.at };
		}),
	};
}

/**
 * The name of a question's trace: number of its trajectory, id, type.
 *
 * @example
 * [traceName("Trajectory3", 8, "RAG"), traceName("refunds", 1, "CUSTOM")] // => ["T3-Q8-RAG", "refunds-Q1-CUSTOM"]
 */
export function traceName(trajectory: string, questionId: number, type: string): string {
	const number = /\d+$/.exec(trajectory)?.[0];
	return `${number === undefined ? trajectory : `T${number}`}-Q${questionId}-${type}`;
}

const titles: Readonly<Record<string, string>> = {
	COT: "Chain-of-thought judging",
	RAG: "RAG judging",
	TEXT2SQL: "Text-to-SQL judging",
	CUSTOM: "Judging of the task",
	TOOLS: "Judging of the tool calls",
};

/**
 * What judging each group of metrics said and cost, as a span after the agent's own. The chain of thought always has one,
 * for its scores stand there; the others where a model judged.
 */
function judgingSpans(row: QuestionRow, judges: string): { readonly group: string; readonly span: Span }[] {
	const { trace, question, answer } = row;
	return Object.keys(titles).flatMap((group) => {
		const scores = Object.entries(row.scores).filter(([name]) => groupOf(name) === group);
		const usages = scores.flatMap(([, { usage }]) => (usage === undefined ? [] : [usage]));
		if (scores.length === 0 || (group !== "COT" && usages.length === 0)) return [];
		const span: Span = {
			name: titles[group] ?? group,
			kind: "judge",
			startMs: trace.endMs, // judging follows the answer; how long it took is not in the report
			endMs: trace.endMs,
			attributes: {
				input: { question, answer },
				output: Object.fromEntries(scores.map(([name, score]) => [name, said(score)])),
				model: judges === "" ? "unknown" : judges,
				usage: sumUsage(usages),
			},
			children: [],
		};
		return [{ group, span }];
	});
}

function said({ value, reason, error }: QuestionScore) {
	return {
		value,
		...(reason === undefined ? {} : { reason }),
		...(error === undefined ? {} : { error: error.message }),
	};
}

function groupOf(key: string): string {
	return key.split("_", 1)[0] ?? "";
}
