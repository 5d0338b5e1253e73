import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { evaluateAgent } from "../../src/agents/evaluate-agent.ts";
import { recordedAgent } from "../../src/agents/recorded-agent.ts";
import { trajectories } from "../../src/agents/trajectories.ts";
import { lexicalJudge, wordEmbedder } from "./lexical-judge.ts";

const set = trajectories.parse({
	Trajectory0: [
		{ question_id: 0, question_type: "RAG", question: "Who <wrote> it?", ground_truth: "Ada wrote it." },
		{ question_id: 1, question_type: "CUSTOM", question: "Draw it.", ground_truth: "" },
	],
});
const folder = mkdtempSync(join(tmpdir(), "touchstone-agent-report-"));
const make = () =>
	evaluateAgent(recordedAgent.synthetic(set), set, {
		judges: lexicalJudge(),
		embedder: wordEmbedder,
		cache: false,
		progress: false,
	});

describe("an agent's report", () => {
	it("comes back from JSON as it was, look and all", async () => {
		const report = await make();
		const path = await evaluateAgent.save(report, join(folder, "deep", "report.json"));
		const again = await evaluateAgent.load(path);
		expect(JSON.parse(JSON.stringify(again))).toEqual(JSON.parse(JSON.stringify(report)));
		expect(again.view().text).toBe(report.view().text);
	});

	it("is a page that holds table, scores and traces, and no markup of the questions'", async () => {
		const html = readFileSync(await evaluateAgent.save(await make(), join(folder, "report.html")), "utf8");
		expect(html).toContain("Agent goal");
		expect(html).toContain("T0-Q0-RAG");
		expect(html).toContain("clinical-evidence-researcher");
		expect(html).toContain("Who &lt;wrote&gt; it?");
		expect(html).not.toContain("<wrote>");
		expect(html).not.toContain("<script");
	});

	it("is a line a question in CSV", async () => {
		const lines = readFileSync(await evaluateAgent.save(await make(), join(folder, "r.csv")), "utf8")
			.trim()
			.split("\n");
		expect(lines).toHaveLength(3);
		expect(lines[0]).toContain("RAG_faithfulness");
	});

	it("keeps the cost of the agent and of judging apart", async () => {
		const report = await make();
		expect(report.usage.calls).toBe(0);
		expect(report.judgingUsage.calls).toBeGreaterThan(0);
		expect(report.run.judges.map(({ id }) => id)).toEqual(["lexical"]);
		expect(report.view().text).toMatch(/^the agent .*\n^judging +lexical/m);
	});

	it("opens a question, and says which there are", async () => {
		const report = await make();
		const { text } = evaluateAgent.steps(report, 0);
		expect(text).toMatch(/tool search .*Who <wrote> it\?/);
		expect(text).toMatch(/RAG_faithfulness .* \(of clinical-evidence-researcher\)/);
		expect(() => evaluateAgent.steps(report, 7)).toThrow(/expected one of the questions 0, 1, found 7/);
	});

	it("refuses other endings and other files", async () => {
		const report = await make();
		await expect(evaluateAgent.save(report, join(folder, "report.txt"))).rejects.toThrow(/\.json, \.csv or \.html/);
		const other = join(folder, "other.json");
		writeFileSync(other, '{"format":1}');
		await expect(evaluateAgent.load(other)).rejects.toThrow(/expected an agent's report/);
		await expect(evaluateAgent.load(join(folder, "none.json"))).rejects.toThrow(/cannot read/);
	});
});
