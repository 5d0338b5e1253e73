import { describe, expect, it } from "vitest";
import type { AgentMetric } from "../../src/agents/agent-metric.ts";
import { evaluateAgent } from "../../src/agents/evaluate-agent.ts";
import { trajectories } from "../../src/agents/trajectories.ts";
import { agent } from "../../src/aws/agent.ts";
import { exact } from "../../src/metric/exact.ts";
import { stepsOf, toolCallsOf } from "../../src/program/agent-trace.ts";
import { useFake } from "./on-fake.ts";

const { fake, at } = useFake();
const quiet = { progress: false, cache: false } as const;
const right: AgentMetric = { group: "RAG", label: "right", metric: exact("answer") };
const ask = (id: number, question: string, truth: string) => ({
	question_id: id,
	question_type: "RAG",
	question,
	ground_truth: truth,
});

/** One event of a trace, of the agent itself or of a collaborator. */
const traced = (orchestrationTrace: object, collaboratorName?: string) => ({
	trace: { ...(collaboratorName === undefined ? {} : { collaboratorName }), trace: { orchestrationTrace } },
});

describe("aws.agent", () => {
	it("asks the questions of a trajectory in one session of AWS's, with traces", async () => {
		const set = trajectories.parse({ Trajectory0: [ask(0, "hi", "echo: hi"), ask(1, "ho", "no")] });
		const report = await evaluateAgent(agent("AGENT12345", "ALIAS12345", at()), set, { ...quiet, metrics: [right] });
		expect(report.questions.map(({ answer }) => answer)).toEqual(["echo: hi", "echo: ho"]);
		expect(report.figures[0]?.value).toBe(0.5);
		const sent = fake().log.map(({ input }) => input);
		expect(sent.map(({ inputText, enableTrace }) => [inputText, enableTrace])).toEqual([
			["hi", true],
			["ho", true],
		]);
		expect(new Set(sent.map(({ sessionId }) => sessionId)).size).toBe(1);
		expect(stepsOf(report.questions[0]?.trace as never).map(({ thought }) => thought)).toEqual([
			"I will say it again.",
		]);
		expect(report.run.agent).toMatchObject({ name: "AGENT12345", kind: "aws", facts: { alias: "ALIAS12345" } });
	});

	it("reads steps, tool calls, passages and collaborators from the trace", async () => {
		const reference = (text: string) => ({ content: { text } });
		const usage = { usage: { inputTokens: 100, outputTokens: 20 } };
		const member = "researcher";
		fake().answer("InvokeAgent", {
			output: { contentType: "application/json", sessionId: "s" },
			stream: [
				traced({ modelInvocationInput: { foundationModel: "nova-lite" } }),
				traced({ modelInvocationOutput: { metadata: usage } }),
				traced({ rationale: { text: "The researcher knows." } }),
				traced({
					invocationInput: {
						agentCollaboratorInvocationInput: { agentCollaboratorName: member, input: { text: "EGF?" } },
					},
				}),
				traced({ rationale: { text: "I look it up." } }, member),
				traced(
					{ invocationInput: { knowledgeBaseLookupInput: { text: "EGF", knowledgeBaseId: "KB12345678" } } },
					member,
				),
				traced(
					{
						observation: {
							knowledgeBaseLookupOutput: { retrievedReferences: [reference("opacity"), reference("nodules")] },
						},
					},
					member,
				),
				traced({ observation: { finalResponse: { text: "Opacity." } } }, member),
				traced({
					observation: {
						agentCollaboratorInvocationOutput: { agentCollaboratorName: member, output: { text: "Opacity." } },
					},
				}),
				traced({ observation: { finalResponse: { text: "It goes with opacity." } } }),
				{ chunk: { bytes: Buffer.from("It goes with opacity.") } },
			],
		});
		const set = trajectories.parse({ Trajectory0: [ask(3, "EGF?", "opacity")] });
		const seen: unknown[] = [];
		const looks: AgentMetric = {
			group: "RAG",
			label: "looks",
			metric: {
				name: "looks",
				direction: "higher",
				range: [0, 1],
				score: ({ output }) => {
					seen.push(output);
					return { value: 1 };
				},
			},
		};
		const report = await evaluateAgent(agent("AGENT12345", "ALIAS12345", at()), set, { ...quiet, metrics: [looks] });
		fake().answer("InvokeAgent");
		const [row] = report.questions;
		expect(row).toMatchObject({
			answer: "It goes with opacity.",
			contexts: ["opacity", "nodules"],
			tag: "MULTI-AGENT",
		});
		expect(row?.usage).toMatchObject({ inputTokens: 100, outputTokens: 20, calls: 1, costUsd: null });
		expect(toolCallsOf(row?.trace as never).map(({ name, agent: by, depth }) => [name, by, depth])).toEqual([
			[member, "AGENT12345", 0],
			["KB12345678", member, 1],
		]);
		// the metric looks at the sub-agent's answer and passages, and stands on its span
		expect(seen).toEqual([{ answer: "Opacity.", contexts: ["opacity", "nodules"] }]);
		expect(evaluateAgent.steps(report, 3).text).toContain("RAG_looks 1 (of researcher)");
	});

	it("finds the statement of an action group", async () => {
		const parameters = [{ name: "sql", type: "string", value: "SELECT 1" }];
		fake().answer("InvokeAgent", {
			output: { contentType: "application/json", sessionId: "s" },
			stream: [
				traced({ rationale: { text: "I ask the database." } }),
				traced({
					invocationInput: { actionGroupInvocationInput: { actionGroupName: "db", function: "query", parameters } },
				}),
				traced({ observation: { actionGroupInvocationOutput: { text: "1" } } }),
				{ chunk: { bytes: Buffer.from("one") } },
			],
		});
		const set = trajectories.parse({ Trajectory0: [ask(0, "How many?", "one")] });
		const report = await evaluateAgent(agent("AGENT12345", "ALIAS12345", at()), set, { ...quiet, metrics: [right] });
		fake().answer("InvokeAgent");
		expect(report.questions[0]).toMatchObject({ sql: "SELECT 1", tag: "SINGLE-AGENT", answer: "one" });
	});

	it("says that the service takes no new customers", async () => {
		fake().answer("InvokeAgent", { error: "AccessDeniedException", message: "You do not have access." });
		const set = trajectories.parse({ Trajectory0: [ask(0, "hi", "hi")] });
		const run = evaluateAgent(agent("AGENT12345", "ALIAS12345", at()), set, { ...quiet, metrics: [right] });
		await expect(run).rejects.toThrow(/closed to new customers since 2026-07-30/);
		fake().answer("InvokeAgent");
	});

	it("refuses an id that is none", () => {
		expect(() => agent("", "ALIAS")).toThrow(/expected an agent's id/);
	});
});
