import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { AgentSession } from "../../src/agents/agent.ts";
import type { AgentMetric } from "../../src/agents/agent-metric.ts";
import { evaluateAgent } from "../../src/agents/evaluate-agent.ts";
import { recordedAgent } from "../../src/agents/recorded-agent.ts";
import { trajectories } from "../../src/agents/trajectories.ts";
import type { QuestionType, Trajectory } from "../../src/agents/trajectory.ts";
import { ConfigError, ModelError } from "../../src/core/errors.ts";
import { exact } from "../../src/metric/exact.ts";
import { scripted } from "../../src/model/scripted.ts";
import { agent } from "../../src/program/agent.ts";
import { signature } from "../../src/program/signature.ts";
import { tool } from "../../src/program/tool.ts";
import { lexicalJudge, wordEmbedder } from "./lexical-judge.ts";

const shared = fileURLToPath(new URL("../../../shared/datasets/agent-eval/", import.meta.url));
const quiet = { progress: false, cache: false } as const;
const right: AgentMetric = { group: "CUSTOM", label: "right", metric: exact("answer") };

/** Trajectories of so many CUSTOM questions; the answer to "question 3?" is "3". */
function setOf(...sizes: readonly number[]) {
	let id = 0;
	const list = sizes.map((size, index): Trajectory => {
		const questions = Array.from({ length: size }, () => {
			id++;
			return { id, type: "CUSTOM" as QuestionType, question: `question ${id}?`, expected: { answer: String(id) } };
		});
		return { name: `Trajectory${index}`, questions };
	});
	return { name: "made", hash: `made ${sizes.join()}`, trajectories: list };
}

const knows = async (question: string) => /\d+/.exec(question)?.[0] ?? "";

function newFile(): string {
	return join(mkdtempSync(join(tmpdir(), "touchstone-agents-")), "run.jsonl");
}

describe("evaluateAgent", () => {
	it("asks the questions of a trajectory in one session, each with the turns before it", async () => {
		const seen: Pick<AgentSession, "id" | "trajectory" | "history">[] = [];
		const remembers = async (question: string, session: AgentSession) => {
			seen.push(session);
			return knows(question);
		};
		const report = await evaluateAgent(remembers, setOf(2, 1), { ...quiet, metrics: [right], concurrency: 1 });
		expect(seen.map(({ trajectory, history }) => [trajectory, history])).toEqual([
			["Trajectory0", []],
			["Trajectory0", [{ question: "question 1?", answer: "1" }]],
			["Trajectory1", []],
		]);
		expect(new Set(seen.map(({ id }) => id)).size).toBe(2);
		expect(report.figures.map(({ key, value, scored }) => [key, value, scored])).toEqual([["CUSTOM_right", 1, 3]]);
		expect(report.questions.map(({ session }) => session)).toEqual(seen.map(({ id }) => id));
	});

	it("runs trajectories side by side, the questions of one in turn", async () => {
		let now = 0;
		let most = 0;
		const busy = new Set<string>();
		const slow = async (question: string, { trajectory }: AgentSession) => {
			expect(busy.has(trajectory)).toBe(false);
			busy.add(trajectory);
			most = Math.max(most, ++now);
			await new Promise((resolve) => setTimeout(resolve, 5));
			now--;
			busy.delete(trajectory);
			return knows(question);
		};
		const report = await evaluateAgent(slow, setOf(3, 3, 3, 3, 3), { ...quiet, metrics: [right], concurrency: 3 });
		expect(most).toBe(3);
		expect(report.questions.map(({ questionId }) => questionId)).toEqual(Array.from({ length: 15 }, (_, i) => i + 1));
	});

	it("makes a question that fails a row with its error and the worst score, and goes on", async () => {
		const fails = async (question: string, session: AgentSession) => {
			if (session.questionId === 2) throw new Error("the index is gone");
			return knows(question);
		};
		const report = await evaluateAgent(fails, setOf(3), { ...quiet, metrics: [right] });
		const [, second, third] = report.questions;
		expect(second).toMatchObject({ answer: null, error: { message: "the index is gone" } });
		expect(second?.scores.CUSTOM_right).toMatchObject({ value: 0, reason: "the program failed: the index is gone" });
		expect(third?.answer).toBe("3");
		expect(report.figures[0]?.value).toBeCloseTo(2 / 3, 12);
		expect(report.view().text).toContain("The agent failed on 1 question");
	});

	it("ends the wait for an agent that hangs, and keeps the steps it took", async () => {
		const hangs = (question: string, { questionId, trace }: AgentSession) =>
			questionId === 1 ? trace.span("search", "tool", () => new Promise<string>(() => {})) : knows(question);
		const report = await evaluateAgent(hangs, setOf(2), { ...quiet, metrics: [right], questionTimeoutMs: 30 });
		const [first, second] = report.questions;
		expect(first?.error).toMatchObject({ code: "model", facts: { retryable: false } });
		expect(first?.error?.message).toMatch(/within 30 ms/);
		expect(first?.trace.children.map(({ name }) => name)).toEqual(["search"]);
		expect(first?.trace.children[0]?.endMs).toBeGreaterThanOrEqual(first?.trace.children[0]?.startMs ?? Infinity);
		expect(second?.answer).toBe("2");
	});

	it("ends an agent that goes in circles, with its steps in the trace", async () => {
		const look = tool({ name: "look", description: "Looks.", input: { at: z.string() }, run: () => "nothing" });
		const clerk = agent(
			signature({
				name: "clerk",
				instructions: "Answer.",
				input: { question: z.string() },
				output: { answer: z.string() },
			}),
			{ tools: [look] },
		);
		const model = scripted(() => ({ content: [{ type: "toolCall", id: "1", name: "look", input: { at: "it" } }] }));
		const report = await evaluateAgent(clerk, setOf(1), { ...quiet, metrics: [right], model });
		const [row] = report.questions;
		expect(row).toMatchObject({ answer: null, tag: "SINGLE-AGENT" });
		expect(row?.error?.message).toMatch(/clerk/);
		expect(evaluateAgent.steps(report, 1).text).toContain("tool look");
		expect(row?.usage.calls).toBe(model.calls);
		expect(report.run.models.map(({ id, steps }) => [id, steps])).toEqual([["scripted", []]]);
	});

	it("asks a model with the turns of the session as its conversation", async () => {
		const model = scripted(["1", "2"]);
		const report = await evaluateAgent(model, setOf(2), { ...quiet, metrics: [right], instructions: "Count." });
		expect(model.requests[1]?.messages.map(({ role }) => role)).toEqual(["user", "assistant", "user"]);
		expect(model.requests[0]?.system).toBe("Count.");
		expect([report.figures[0]?.value, report.usage.calls, report.judgingUsage.calls]).toEqual([1, 2, 0]);
	});

	it("ends for an error that every question would meet", async () => {
		const wrongKey = new ModelError("wrong key", { model: "m", retryable: false, systemic: true });
		const run = evaluateAgent(
			async () => {
				throw wrongKey;
			},
			setOf(3),
			{ ...quiet, metrics: [right] },
		);
		await expect(run).rejects.toBe(wrongKey);
	});

	it("gives up when ten questions one after another failed at the model, keeping the rows", async () => {
		const down = async () => {
			throw new ModelError("connection refused", { model: "m", retryable: true });
		};
		const report = await evaluateAgent(down, setOf(20), { ...quiet, metrics: [right] });
		expect(report.questions).toHaveLength(10);
		expect(report.run.stopped).toMatch(/10 questions one after another failed/);
		expect(report.view().text).toContain("INCOMPLETE");
	});

	it("keeps what is done when it is stopped", async () => {
		const stop = new AbortController();
		const stops = async (question: string, { questionId }: AgentSession) => {
			if (questionId === 3) stop.abort();
			return knows(question);
		};
		const report = await evaluateAgent(stops, setOf(5), { ...quiet, metrics: [right], signal: stop.signal });
		expect(report.questions.map(({ questionId }) => questionId)).toEqual([1, 2]);
		expect(report.run.stopped).toBe("stopped by the reader");
	});

	it("has a coverage, and no NaN, where a judge answers junk", async () => {
		const set = trajectories.parse({
			Trajectory0: Array.from({ length: 10 }, (_, id) => ({
				question_id: id,
				question_type: "RAG",
				question: `What is number ${id}?`,
				ground_truth: `It is ${id}.`,
			})),
		});
		const judge = lexicalJudge({}, ({ messages }) =>
			JSON.stringify(messages).includes("number 3") ? "junk" : undefined,
		);
		const report = await evaluateAgent(recordedAgent.synthetic(set), set, { ...quiet, judges: judge });
		const helpfulness = report.figures.find(({ key }) => key === "COT_helpfulness");
		expect(helpfulness).toMatchObject({ scored: 9, failed: 1 });
		expect(report.figures.find(({ key }) => key === "COT_overall")).toMatchObject({ scored: 9, failed: 1 });
		expect(JSON.stringify(report)).not.toContain("NaN");
		expect(report.view().text).toContain("1 not measured");
	});

	it("goes on where it was stopped, with no repeated call and the same numbers", async () => {
		const set = trajectories.parse({
			Trajectory0: [0, 1, 2].map((id) => ({
				question_id: id,
				question_type: "RAG",
				question: `${id}?`,
				ground_truth: `${id}.`,
			})),
			Trajectory1: [3, 4, 5].map((id) => ({
				question_id: id,
				question_type: "RAG",
				question: `${id}?`,
				ground_truth: `${id}.`,
			})),
		});
		const runFile = newFile();
		const run = async (stopAfter: number) => {
			const stop = new AbortController();
			let asked = 0;
			const synthetic = recordedAgent.synthetic(set);
			const counted = {
				...synthetic,
				ask: (question: string, session: AgentSession) => {
					if (++asked > stopAfter) stop.abort();
					return synthetic.ask(question, session);
				},
			};
			const judges = lexicalJudge();
			const options = { ...quiet, judges, embedder: wordEmbedder, runFile, signal: stop.signal, concurrency: 1 };
			const report = await evaluateAgent(counted, set, options);
			return { report, asked, judged: judges.calls };
		};
		const first = await run(3);
		expect(first.report.questions).toHaveLength(3);
		const second = await run(Number.POSITIVE_INFINITY);
		const again = await run(Number.POSITIVE_INFINITY);
		expect(second.asked).toBe(3);
		expect([again.asked, again.judged]).toEqual([0, 0]);
		const fresh = await evaluateAgent(recordedAgent.synthetic(set), set, {
			...quiet,
			judges: lexicalJudge(),
			embedder: wordEmbedder,
		});
		expect(second.report.figures).toEqual(fresh.figures);
		expect(again.report.figures).toEqual(fresh.figures);
		expect(again.report.judgingUsage).toEqual(fresh.judgingUsage);
		expect(first.judged + second.judged).toBe(fresh.judgingUsage.calls);
	});

	it("scores kept answers by a further metric without asking the agent", async () => {
		const runFile = newFile();
		let asked = 0;
		const counted = async (question: string) => {
			asked++;
			return knows(question);
		};
		await evaluateAgent(counted, setOf(2), { ...quiet, metrics: [right], runFile });
		const also: AgentMetric = { ...right, label: "also right" };
		const report = await evaluateAgent(counted, setOf(2), { ...quiet, metrics: [right, also], runFile });
		expect([asked, report.figures.map(({ value }) => value)]).toEqual([2, [1, 1]]);
	});

	it("refuses options that cannot be", async () => {
		const refuse = (options: object) => evaluateAgent(knows, setOf(1), { ...quiet, metrics: [right], ...options });
		await expect(refuse({ metrics: [right, right] })).rejects.toThrow(/"CUSTOM_right" twice/);
		await expect(refuse({ concurrency: 0 })).rejects.toThrow(ConfigError);
		await expect(refuse({ questionTimeoutMs: -1 })).rejects.toThrow(/questionTimeoutMs/);
		await expect(evaluateAgent({} as never, setOf(1), { ...quiet, metrics: [right] })).rejects.toThrow(
			/expected an agent/,
		);
	});

	it("makes a report of a set without questions", async () => {
		const report = await evaluateAgent(knows, setOf(), { ...quiet, metrics: [right] });
		expect([report.questions, report.figures, report.byType]).toEqual([[], [], {}]);
		expect(report.view().text).toContain("0 questions in 0 trajectories");
	});
});

describe.skipIf(!existsSync(shared))("the public 56 questions (needs ../shared/datasets/agent-eval)", () => {
	it("fill the table from synthetic traces, with no network", async () => {
		const set = await trajectories.load(`${shared}hcls_trajectories.json`);
		const options = { ...quiet, judges: lexicalJudge(), embedder: wordEmbedder, concurrency: 8 };
		const report = await evaluateAgent(recordedAgent.synthetic(set), set, options);
		const lines = report.figures.map(({ key, scored, skipped, failed }) => [key, scored + skipped, failed]);
		expect(lines).toEqual([
			["COT_helpfulness", 56, 0],
			["COT_faithfulness", 56, 0],
			["COT_instruction_following", 56, 0],
			["COT_overall", 56, 0],
			["TEXT2SQL_answer_correctness", 27, 0],
			["TEXT2SQL_SQL_equivalence", 27, 0],
			["RAG_semantic_similarity", 22, 0],
			["RAG_faithfulness", 22, 0],
			["RAG_answer_relevancy", 22, 0],
			["RAG_context_recall", 22, 0],
		]);
		for (const { value, low, high } of report.figures) {
			expect(value).toBeGreaterThan(0);
			expect(value).toBeLessThan(1); // the planted defects are found
			expect(low).toBeLessThan(high ?? 0);
		}
		const { text, html } = report.view();
		expect(text).toContain("[synthetic]");
		expect(html).toContain("SYNTHETIC");
		expect(report.run.synthetic).toBe(true);
		expect(report.questions.every(({ tag, type }) => type === "CUSTOM" || tag === "MULTI-AGENT")).toBe(true);
	});
});
