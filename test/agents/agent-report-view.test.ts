import { describe, expect, it } from "vitest";
import { evaluateAgent } from "../../src/agents/evaluate-agent.ts";
import { recordedAgent } from "../../src/agents/recorded-agent.ts";
import { trajectories } from "../../src/agents/trajectories.ts";
import { lexicalJudge, wordEmbedder } from "./lexical-judge.ts";

const set = trajectories.parse({
	Trajectory0: [{ question_id: 0, question_type: "RAG", question: "Who wrote it?", ground_truth: "Ada wrote it." }],
});

async function report(caution?: string) {
	const judges = lexicalJudge();
	const metrics = evaluateAgent
		.metrics({ embedder: wordEmbedder })
		.map((found) => (caution === undefined ? found : { ...found, metric: { ...found.metric, caution } }));
	const options = { judges, metrics, embedder: wordEmbedder, cache: false, progress: false } as const;
	return evaluateAgent(recordedAgent.synthetic(set), set, options as never);
}

describe("the views of an agent's report", () => {
	it("say the caution of a judge in bold, under the averages and under the questions", async () => {
		const judged = await report("agrees too little with its labels");
		for (const view of [judged.view(), evaluateAgent.questions(judged)]) {
			expect(view.text).toMatch(/CAUTION, .*agrees too little with its labels/);
			expect(view.html).toMatch(/<strong>Caution, [^<]*agrees too little/);
		}
	});

	it("say nothing of it where there is none", async () => {
		expect((await report()).view().text).not.toContain("CAUTION");
	});
});
