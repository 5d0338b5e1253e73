import { describe, expect, it } from "vitest";
import { factsOf } from "../../src/langfuse/otlp-json.ts";
import { scoreEvent, scoresIn } from "../../src/langfuse/score-event.ts";
import { traceSpans } from "../../src/langfuse/trace-record.ts";
import { span } from "./reports.ts";

const run = { id: "r", name: "r", providers: {} };
const bare = { question: "1", name: "n", input: "q", output: "a", tags: [], metadata: {} };

describe("a score", () => {
	it("is an event with name, value, label and explanation", () => {
		const [event] = scoreEvent("correctness", { value: 1, raw: "correct", reason: "As asked." }, "trace", 0);
		expect(event?.name).toBe("gen_ai.evaluation.result");
		expect(factsOf(event?.attributes ?? [])).toMatchObject({
			"gen_ai.evaluation.name": "correctness",
			"gen_ai.evaluation.score.value": 1,
			"gen_ai.evaluation.score.label": "correct",
			"gen_ai.evaluation.explanation": "As asked.",
		});
	});

	it("that does not apply is none", () => {
		expect(scoreEvent("correctness", { value: null, reason: "no reference" }, "trace", 0)).toEqual([]);
	});

	it("comes back out of the trace with its target, its words and its raw value", () => {
		const score = { value: 0.8, raw: { level: 4 }, reason: "clear" };
		const root = span("run", "program", {}, [span("step", "step", {})]);
		const entry = traceSpans(
			{
				...bare,
				root,
				scores: [
					{ name: "a", score, at: "trace" },
					{ name: "b", score, at: [0] },
				],
			},
			run,
		);
		const [whole, part] = scoresIn(entry).map(({ body }) => body);
		const [, step] = entry.scopeSpans[0]?.spans ?? [];
		expect(whole).toMatchObject({ name: "a", value: 0.8, comment: "clear", metadata: { raw: { level: 4 } } });
		expect([whole?.observationId, part?.observationId]).toEqual([undefined, step?.spanId]);
		expect(scoresIn(entry)[0]?.timestamp).toBe("2026-01-02T03:04:05.250Z");
	});

	it("of somebody else's evaluator, in a file of traces, is taken too, for the span it stands on", () => {
		const entry = traceSpans({ ...bare, root: span("run", "program", {}), scores: [] }, run);
		const [scope] = entry.scopeSpans;
		const [root] = scope?.spans ?? [];
		if (scope === undefined || root === undefined) throw new Error("no span");
		const attributes = [
			{ key: "gen_ai.evaluation.name", value: { stringValue: "Builtin.Helpfulness" } },
			{ key: "gen_ai.evaluation.score.value", value: { doubleValue: 0.83 } },
		];
		const event = { timeUnixNano: root.endTimeUnixNano, name: "gen_ai.evaluation.result", attributes };
		const theirs = { ...entry, scopeSpans: [{ ...scope, spans: [{ ...root, events: [event] }] }] };
		expect(scoresIn(theirs).map(({ body }) => [body.name, body.value, body.observationId])).toEqual([
			["Builtin.Helpfulness", 0.83, root.spanId],
		]);
	});
});
