import { describe, expect, it } from "vitest";
import { isFor, keyOf } from "../../src/agents/agent-metric.ts";
import { defaultMetrics } from "../../src/agents/default-metrics.ts";
import { questionTypes } from "../../src/agents/trajectory.ts";
import { wordEmbedder } from "./lexical-judge.ts";

describe("the metrics of a type", () => {
	it("are the post's", () => {
		const metrics = defaultMetrics({ embedder: wordEmbedder });
		const cot = ["COT_helpfulness", "COT_faithfulness", "COT_instruction_following"];
		const keys = questionTypes.map((type) => metrics.filter((one) => isFor(one, type)).map(keyOf));
		expect(keys).toEqual([
			[...cot, "RAG_semantic_similarity", "RAG_faithfulness", "RAG_answer_relevancy", "RAG_context_recall"],
			[...cot, "TEXT2SQL_answer_correctness", "TEXT2SQL_SQL_equivalence"],
			cot,
		]);
	});

	it("leave out what needs an embedder where there is none", () => {
		expect(defaultMetrics().map(keyOf)).not.toContain("RAG_answer_relevancy");
	});
});
