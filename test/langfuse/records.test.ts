import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import {
	type AgentSession,
	dataset,
	evaluate,
	evaluateAgent,
	langfuse,
	metric,
	predict,
	scripted,
	signature,
	trajectories,
} from "../../src/index.ts";
import { type FakeLangfuse, fakeLangfuse } from "./fake.ts";

let server: FakeLangfuse;
afterEach(() => server?.close());

const connect = async () => {
	server = await fakeLangfuse();
	const { publicKey, secretKey, baseUrl } = server;
	return langfuse({ publicKey, secretKey, baseUrl });
};

// Reports as the project makes them, not as the tests write them.
describe("what evaluate and evaluateAgent return", () => {
	const greet = signature({
		name: "greet",
		instructions: "Greet.",
		input: { name: z.string() },
		output: { text: z.string() },
	});

	it("arrives, a row that failed too", async () => {
		const people = dataset(
			[
				{ name: "Ada", text: "Hi Ada" },
				{ name: "Bo", text: "Hi Bo" },
			],
			{ input: ["name"], expected: ["text"] },
		);
		const model = scripted(({ messages }) => (JSON.stringify(messages).includes("Ada") ? '{"text":"Hi Ada"}' : "no"));
		const options = { cache: false, progress: false } as const;
		const report = await evaluate(predict(greet).using(model), people, [metric.exact("text")], options);
		const client = await connect();
		const { delivered, problems } = await client.export(report);
		expect([problems, server.faults]).toEqual([[], []]);
		expect(delivered).toMatchObject({ traces: 2, scores: 2, items: 2, runItems: 2 });
		const roots = [...server.spans.values()].filter(({ parentSpanId }) => parentSpanId === undefined);
		expect(roots.map(({ status }) => status.code)).toEqual([undefined, 2]);
	});

	it("arrives as a session for each trajectory", async () => {
		const asked = (question_id: number) => ({
			question_id,
			question_type: "CUSTOM",
			question: "When?",
			ground_truth: "At 9.",
		});
		const set = trajectories.parse({ Trajectory0: [asked(0), asked(1)], Trajectory1: [asked(2)] });
		const desk = (_question: string, { trace }: AgentSession) =>
			trace.span("hours", "tool", async (span) => {
				span.set({ name: "hours", input: {}, output: "9-18" });
				return "At 9.";
			});
		const metrics = [{ group: "CUSTOM", label: "exact", metric: metric.exact("answer") }] as const;
		const report = await evaluateAgent(desk, set, { metrics, cache: false, progress: false });
		const client = await connect();
		const { delivered, problems } = await client.export(report);
		expect([problems, server.faults]).toEqual([[], []]);
		expect(delivered).toMatchObject({ traces: 3, spans: 6, scores: 3 });
		const roots = [...server.spans.values()].filter(({ parentSpanId }) => parentSpanId === undefined);
		expect(roots.map(({ name }) => name)).toEqual(["T0-Q0-CUSTOM", "T0-Q1-CUSTOM", "T1-Q2-CUSTOM"]);
		const [first, second, third] = roots.map(({ facts }) => facts["session.id"]);
		expect([first === second, first === third]).toEqual([true, false]);
	});

	it("arrives as the trace of one prediction", async () => {
		const { trace } = await predict(greet)
			.using(scripted(['{"text":"Hi"}']))
			.run({ name: "Ada" });
		const client = await connect();
		const { delivered, problems } = await client.export(trace);
		expect([problems, server.faults, delivered.traces]).toEqual([[], [], 1]);
		const [root] = [...server.spans.values()];
		expect(JSON.parse(String(root?.facts["langfuse.trace.input"]))).toEqual({ name: "Ada" });
		expect(JSON.parse(String(root?.facts["langfuse.trace.output"]))).toEqual({ text: "Hi" });
	});
});
