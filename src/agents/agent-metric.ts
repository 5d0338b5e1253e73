import type { Metric } from "../metric/metric.ts";
import type { Turn } from "./agent.ts";
import type { GroundTruth, QuestionType } from "./trajectory.ts";

/**
 * What a metric of agents looks at: RAG and TEXT2SQL, the task's accuracy, on the work of the agent that did it; CUSTOM, a
 * task of one's own; COT, whether the agent went about the user's goal well, on the whole run; TOOLS, its calls.
 */
export type MetricGroup = "COT" | "TEXT2SQL" | "RAG" | "CUSTOM" | "TOOLS";

/** What a metric of agents gets as the case's input. */
export interface AgentInput {
	readonly question: string;
	readonly type: QuestionType;
	readonly trajectory: string;
	readonly questionId: number;
	/** The turns before it in the session, oldest first. */
	readonly history: readonly Turn[];
	/** What the agent was told to do, where the trace or the agent says. */
	readonly instructions?: string;
}

/** What a metric of agents gets as the case's output. */
export interface AgentOutput {
	readonly answer: string;
	/** The passages that were retrieved, each once. */
	readonly contexts: readonly string[];
	/** The last statement that went to a database. */
	readonly sql?: string;
}

/** A metric with the group under which the report shows it. */
export interface AgentMetric {
	readonly group: MetricGroup;
	/** Default: the metric's name. */
	readonly label?: string;
	readonly metric: Metric<AgentInput, GroundTruth, AgentOutput>;
	/** The types of question it is for; default: that of the group's name, every one for COT and TOOLS. */
	readonly types?: readonly QuestionType[];
}

/**
 * The name under which a metric's scores are kept and sent: "RAG_faithfulness", "COT_instruction_following".
 *
 * @example
 * keyOf({ group: "RAG", label: "answer relevancy" }) // => "RAG_answer_relevancy"
 */
export function keyOf({ group, label, metric }: Pick<AgentMetric, "group" | "label"> & Partial<AgentMetric>): string {
	return `${group}_${(label ?? metric?.name ?? "").replace(/\W+/g, "_")}`;
}

/** Whether a metric is for questions of a type. */
export function isFor({ group, types }: Pick<AgentMetric, "group" | "types">, type: QuestionType): boolean {
	if (types !== undefined) return types.includes(type);
	return group === "COT" || group === "TOOLS" || group === type;
}
