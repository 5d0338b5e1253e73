import { describe, expect, it } from "vitest";
import { fromAgentReport, traceName } from "../../src/langfuse/from-agent-report.ts";
import { agentReport, question, usage } from "./reports.ts";

const score = { value: 1, at: [] };

describe("an agent's report as traces", () => {
	it("adds a span for what a model judged, and for the chain of thought always", () => {
		const rows = [
			question(1, "RAG", { COT_helpfulness: score, TOOLS_name_f1: score, RAG_faithfulness: { ...score, usage } }),
			question(2, "CUSTOM", {}),
		];
		const children = fromAgentReport(agentReport(rows)).traces.map(({ root }) => root.children.map(({ name }) => name));
		expect(children).toEqual([["desk", "Chain-of-thought judging", "RAG judging"], ["desk"]]);
	});

	it("keeps two trajectories' questions with one id apart, and two runs; a run taken up again is the same one", () => {
		const rows = [question(1, "RAG", {}), { ...question(1, "RAG", {}), trajectory: "Trajectory1" }];
		const { traces, run } = fromAgentReport(agentReport(rows));
		expect(new Set(traces.map((trace) => trace.question)).size).toBe(2);
		const report = agentReport(rows);
		const again = fromAgentReport({ ...report, run: { ...report.run, startedAt: "2026-01-03T00:00:00.000Z" } });
		expect([again.run.id, again.traces[0]?.question]).toEqual([run.id, traces[0]?.question]);
		const other = fromAgentReport(agentReport(rows.map((row) => ({ ...row, session: "session-1" }))));
		expect(other.traces[0]?.question).not.toBe(traces[0]?.question);
	});

	it("tags answers that no agent ever gave", () => {
		const report = agentReport([question(1, "RAG", {})]);
		const { traces } = fromAgentReport({ ...report, run: { ...report.run, synthetic: true } });
		expect(traces[0]?.tags).toEqual(["RAG", "qwen", "SINGLE-AGENT", "SYNTHETIC"]);
	});

	it("of no questions is empty", () => {
		expect(fromAgentReport(agentReport([])).traces).toEqual([]);
	});

	it("names traces as AWS's agent evaluation does", () => {
		expect(traceName("Trajectory12", 40, "TEXT2SQL")).toBe("T12-Q40-TEXT2SQL");
	});
});
