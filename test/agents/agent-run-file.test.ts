import { appendFileSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type AgentRunHeader, openAgentRunFile, readAgentRun } from "../../src/agents/agent-run-file.ts";
import type { AnsweredQuestion } from "../../src/agents/ask-question.ts";
import { noUsage } from "../../src/model/usage.ts";

const header: AgentRunHeader = {
	touchstoneAgentRun: 1,
	agent: "desk",
	agentHash: "abc",
	trajectories: "made",
	trajectoriesHash: "123",
	seed: 0,
	synthetic: false,
};
const answer = (number: number, error?: AnsweredQuestion["error"]): AnsweredQuestion => ({
	trajectory: "Trajectory0",
	number,
	questionId: number,
	type: "RAG",
	question: "Grüezi?",
	session: "s",
	answer: error === undefined ? "ja" : null,
	...(error === undefined ? {} : { error }),
	contexts: [],
	tag: null,
	trace: { name: "run", kind: "program", startMs: 0, endMs: 1, attributes: {}, children: [] },
	usage: noUsage,
	latencyMs: 1,
});
const newFile = () => join(mkdtempSync(join(tmpdir(), "touchstone-run-file-")), "deep", "run.jsonl");

describe("an agent's run file", () => {
	it("gives back what was written", () => {
		const path = newFile();
		const file = openAgentRunFile(path, header);
		file.write({ answer: answer(1) });
		file.write({ score: { question: "Trajectory0/1", by: "m", score: { value: 0.5, at: [0] } } });
		const again = openAgentRunFile(path, header);
		expect(again.answers.get("Trajectory0/1")).toEqual(answer(1));
		expect(again.scores.get("Trajectory0/1 m")).toEqual({ value: 0.5, at: [0] });
		expect(readAgentRun(path).header).toEqual(header);
	});

	it("leaves out a last line that was cut short, and writes over it", () => {
		const path = newFile();
		openAgentRunFile(path, header).write({ answer: answer(1) });
		appendFileSync(path, '{"answer":{"traj');
		const file = openAgentRunFile(path, header);
		expect([...file.answers.keys()]).toEqual(["Trajectory0/1"]);
		file.write({ answer: answer(2) });
		expect([...openAgentRunFile(path, header).answers.keys()]).toEqual(["Trajectory0/1", "Trajectory0/2"]);
	});

	it("does not keep a failure that may go away, and keeps others", () => {
		const path = newFile();
		const file = openAgentRunFile(path, header);
		const busy = { code: "model", name: "ModelError", message: "busy", facts: { retryable: true } } as const;
		file.write({ answer: answer(1, busy) });
		file.write({ answer: answer(2, { ...busy, facts: { retryable: false } }) });
		expect([...openAgentRunFile(path, header).answers.keys()]).toEqual(["Trajectory0/2"]);
	});

	it("refuses the file of another run, another's file and a damaged line", () => {
		const path = newFile();
		openAgentRunFile(path, header).write({ answer: answer(1) });
		expect(() => openAgentRunFile(path, { ...header, trajectoriesHash: "456" })).toThrow(
			/differs in its trajectories \(123, here 456\)/,
		);
		writeFileSync(path, `${readFileSync(path, "utf8")}oh no\n`);
		expect(() => openAgentRunFile(path, header)).toThrow(/found something else in line 3/);
		writeFileSync(path, "my notes");
		expect(() => openAgentRunFile(path, header)).toThrow(/expected the file of an agent's evaluation, found another/);
		expect(readFileSync(path, "utf8")).toBe("my notes");
	});
});
