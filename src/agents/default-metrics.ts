import { answerCorrectness } from "../judge/metrics/answer-correctness.ts";
import { answerRelevancy } from "../judge/metrics/answer-relevancy.ts";
import {
	chainOfThoughtFaithfulness,
	chainOfThoughtHelpfulness,
	chainOfThoughtInstructionFollowing,
} from "../judge/metrics/chain-of-thought.ts";
import { contextRecall } from "../judge/metrics/context-recall.ts";
import { faithfulness } from "../judge/metrics/faithfulness.ts";
import { semanticSimilarity } from "../metric/semantic-similarity.ts";
import type { Embedder } from "../model/embedder.ts";
import type { Database } from "../sql/database.ts";
import type { AgentMetric } from "./agent-metric.ts";
import { sqlMetric } from "./sql-metric.ts";

export interface DefaultMetricsOptions {
	/** For the metrics that compare meanings; without it, answer relevancy and semantic similarity are left out. */
	readonly embedder?: Embedder;
	/** On which both statements are run; without it they are compared by their form, then by the judge. */
	readonly database?: Database;
}

/**
 * The metrics that the type of a question asks for.
 *
 * Every question: helpfulness, faithfulness and instruction following of the chain of thought (COT). TEXT2SQL: answer
 * correctness by the statements of answer and reference, SQL equivalence. RAG: semantic similarity, faithfulness, answer
 * relevancy, context recall. CUSTOM questions have no reference, and so the chain of thought alone.
 *
 * Metrics of one's own stand beside them: `metrics: [...evaluateAgent.metrics({ embedder }), { group: "CUSTOM", metric }]`.
 *
 * @example
 * defaultMetrics().map(({ group, label }) => `${group}_${label.replaceAll(" ", "_")}`).slice(0, 5) // => ["COT_helpfulness", "COT_faithfulness", "COT_instruction_following", "TEXT2SQL_answer_correctness", "TEXT2SQL_SQL_equivalence"]
 */
export function defaultMetrics({ embedder, database }: DefaultMetricsOptions = {}): readonly AgentMetric[] {
	return [
		{ group: "COT", label: "helpfulness", metric: chainOfThoughtHelpfulness() },
		{ group: "COT", label: "faithfulness", metric: chainOfThoughtFaithfulness() },
		{ group: "COT", label: "instruction following", metric: chainOfThoughtInstructionFollowing() },
		{ group: "TEXT2SQL", label: "answer correctness", metric: answerCorrectness({ weights: [1, 0] }) },
		{ group: "TEXT2SQL", label: "SQL equivalence", metric: sqlMetric(database) },
		...meaning("semantic similarity", embedder, (given) => semanticSimilarity("answer", { embedder: given })),
		{ group: "RAG", label: "faithfulness", metric: faithfulness() },
		...meaning("answer relevancy", embedder, (given) => answerRelevancy({ embedder: given })),
		{ group: "RAG", label: "context recall", metric: contextRecall() },
	];
}

function meaning(
	label: string,
	embedder: Embedder | undefined,
	metric: (embedder: Embedder) => AgentMetric["metric"],
): readonly AgentMetric[] {
	return embedder === undefined ? [] : [{ group: "RAG", label, metric: metric(embedder) }];
}
