import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { AgentMetric } from "../../src/agents/agent-metric.ts";
import { evaluateAgent } from "../../src/agents/evaluate-agent.ts";
import { recordedAgent } from "../../src/agents/recorded-agent.ts";
import { trajectories } from "../../src/agents/trajectories.ts";
import { exact } from "../../src/metric/exact.ts";

const quiet = { progress: false, cache: false } as const;
const right: AgentMetric = { group: "RAG", label: "right", metric: exact("answer") };
const question = (id: number, text = `question ${id}?`) => ({
	question_id: id,
	question_type: "RAG",
	question: text,
	ground_truth: `answer ${id}`,
});
const set = trajectories.parse({ Trajectory0: [question(0), question(1)], Trajectory1: [question(2)] });

async function record() {
	const runFile = join(mkdtempSync(join(tmpdir(), "touchstone-recorded-")), "run.jsonl");
	const answers = async (asked: string) => {
		if (asked.includes("1")) throw new Error("no index");
		return { answer: asked.replace("question", "answer").replace("?", ""), contexts: ["a passage"], latencyMs: 1234 };
	};
	const report = await evaluateAgent(answers, set, { ...quiet, metrics: [right], runFile });
	return { runFile, report };
}

describe("recordedAgent", () => {
	it("gives a run's answers, passages, times and failures again", async () => {
		const { runFile, report } = await record();
		const again = await evaluateAgent(recordedAgent(runFile), set, { ...quiet, metrics: [right] });
		const facts = ({ questions }: typeof report) =>
			questions.map(({ answer, contexts, latencyMs, scores }) => [answer, contexts, answer && latencyMs, scores]);
		expect(facts(again)).toEqual(facts(report));
		expect(again.figures).toEqual(report.figures);
		expect(again.questions[1]?.error?.message).toBe("no index");
		expect(again.run).toMatchObject({ synthetic: false, agent: { kind: "recorded", name: "answers" } });
	});

	it("fails on a question that was not recorded, or that has changed", async () => {
		const { runFile } = await record();
		const other = trajectories.parse({ Trajectory0: [question(0, "another?")], Trajectory9: [question(9)] });
		const report = await evaluateAgent(recordedAgent(runFile), other, { ...quiet, metrics: [right] });
		expect(report.questions.map(({ error }) => error?.message)).toEqual([
			expect.stringContaining('question 0 of Trajectory0, found "question 0?"'),
			expect.stringContaining("question 9 of Trajectory9, found none"),
		]);
	});

	it("says that there is no such file", () => {
		expect(() => recordedAgent("/nowhere/run.jsonl")).toThrow(/expected a file of traces at/);
	});
});

describe("recordedAgent.synthetic", () => {
	it("gives the same answers for the same seed, others for another", () => {
		const many = trajectories.parse({ Trajectory0: Array.from({ length: 30 }, (_, id) => question(id)) });
		const identity = (seed?: number) => recordedAgent.synthetic(many, seed).identity;
		expect(identity()).toBe(identity(0));
		expect(identity(1)).not.toBe(identity(0));
	});

	it("says of itself, its traces and every view that it is synthetic, also when recorded again", async () => {
		const runFile = join(mkdtempSync(join(tmpdir(), "touchstone-synthetic-")), "run.jsonl");
		const agent = recordedAgent.synthetic(set);
		const report = await evaluateAgent(agent, set, { ...quiet, metrics: [right], runFile });
		expect(agent).toMatchObject({ synthetic: true, name: expect.stringContaining("synthetic") });
		expect(report.questions.every(({ trace }) => trace.attributes.synthetic === true)).toBe(true);
		const again = await evaluateAgent(recordedAgent(runFile), set, { ...quiet, metrics: [right] });
		expect(again.run.synthetic).toBe(true);
		for (const view of [again.view(), evaluateAgent.questions(again), evaluateAgent.steps(again, 0)]) {
			expect(view.text).toContain("SYNTHETIC");
			expect(view.html).toContain("SYNTHETIC");
		}
	});
});
