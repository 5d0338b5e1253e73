import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Span } from "../../src/core/trace.ts";
import { conventionsVersion } from "../../src/langfuse/gen-ai-attributes.ts";
import { factsOf, type OtlpSpan, spansIn } from "../../src/langfuse/otlp-json.ts";
import { tracesOf } from "../../src/langfuse/records.ts";
import { traceSpans } from "../../src/langfuse/trace-record.ts";
import { agentReport, chat, question, report, span, startMs, usage } from "./reports.ts";

// Names taken from OpenTelemetry's own package on 2026-11-23.
const path = new URL("../fixtures/opentelemetry/semantic-conventions-1.40.0_2026-11-23.json", import.meta.url);
const conventions = JSON.parse(readFileSync(path, "utf8"));

const written = (root: Span) =>
	spansIn(traceSpans({ ...bare, root }, { id: "r", name: "r", providers: { qwen: "local" } }));
const bare = { question: "1", name: "T0-Q1-RAG", input: "q", output: "a", tags: [], metadata: {}, scores: [] };
const named = (spans: readonly OtlpSpan[], name: string) =>
	factsOf(spans.find((one) => one.name === name)?.attributes ?? []);

describe("a trace", () => {
	it("writes no GenAI name and no value of a list that the pinned version does not have", () => {
		const cot = { COT_helpfulness: { value: 1, raw: "yes", reason: "so", at: [] } };
		const entries = [...tracesOf(report(1)), ...tracesOf(agentReport([question(1, "RAG", cot)]))];
		const spans = entries.flatMap(spansIn);
		const lists = spans.flatMap((one) => [one.attributes, ...(one.events ?? []).map(({ attributes }) => attributes)]);
		const keys = new Set(lists.flat().map(({ key }) => key));
		const ours = [...keys].filter((key) => !/^(langfuse|touchstone)\./.test(key));
		expect(ours.length).toBeGreaterThan(15);
		expect(ours.filter((key) => !conventions.names.includes(key))).toEqual([]);
		const events = new Set(spans.flatMap(({ events = [] }) => events.map(({ name }) => name)));
		expect([...events]).toEqual(["gen_ai.evaluation.result"]);
		expect(conventions.names).toContain("gen_ai.evaluation.result");
		const operations = spans.flatMap((one) => factsOf(one.attributes)["gen_ai.operation.name"] ?? []);
		expect(operations.filter((name) => !conventions.operations.includes(name))).toEqual([]);
		expect(entries[0]?.scopeSpans[0]?.schemaUrl).toBe(`https://opentelemetry.io/schemas/${conventionsVersion}`);
		expect(path.pathname).toContain(`-${conventionsVersion}_`);
	});

	it("says of a model's call what was asked, answered, used and paid", () => {
		const facts = named(written(span("run", "program", {}, [chat])), "chat qwen");
		expect(facts).toMatchObject({
			"gen_ai.operation.name": "chat",
			"gen_ai.provider.name": "local",
			"gen_ai.request.model": "qwen",
			"gen_ai.request.temperature": 0,
			"gen_ai.request.max_tokens": 64,
			"gen_ai.response.model": "qwen-2",
			"gen_ai.usage.input_tokens": 120,
			"gen_ai.usage.output_tokens": 30,
			"langfuse.observation.type": "generation",
			"langfuse.observation.model.name": "qwen-2",
			"langfuse.observation.output": "Ja, klokken 9.",
			"langfuse.observation.cost_details": '{"total":0.0004}',
			"langfuse.trace.name": "T0-Q1-RAG",
		});
		expect(JSON.parse(String(facts["gen_ai.input.messages"]))).toEqual([
			{ role: "user", parts: [{ type: "text", content: "Kører tog 12 til København? 🚆" }] },
		]);
		expect(JSON.parse(String(facts["langfuse.observation.input"]))[0]).toEqual({
			role: "system",
			content: "Be brief.",
		});
	});

	it("leaves the cost out where the price is unknown, and says 0 where it is free", () => {
		const cost = (costUsd: number | null) =>
			named(written({ ...chat, attributes: { ...chat.attributes, usage: { ...usage, costUsd } } }), "T0-Q1-RAG")[
				"langfuse.observation.cost_details"
			];
		expect([cost(null), cost(0)]).toEqual([undefined, '{"total":0}']);
	});

	it("counts tokens of a model made of models once", () => {
		const spans = written(span("run", "program", {}, [{ ...chat, name: "route", children: [chat] }]));
		expect(named(spans, "chat route")["langfuse.observation.type"]).toBe("generation");
		expect(named(spans, "chat qwen")).toMatchObject({ "langfuse.observation.type": "span" });
		expect(named(spans, "chat qwen")["langfuse.observation.usage_details"]).toBeUndefined();
	});

	it("counts input from a provider's prompt cache as OpenTelemetry does, inside the input, and as Langfuse does, beside it", () => {
		const cached = { ...usage, cachedInputTokens: 80, cacheWriteTokens: 5 };
		const facts = named(written({ ...chat, attributes: { ...chat.attributes, usage: cached } }), "T0-Q1-RAG");
		expect(facts["gen_ai.usage.input_tokens"]).toBe(205);
		expect(facts["gen_ai.usage.cache_read.input_tokens"]).toBe(80);
		expect(JSON.parse(String(facts["langfuse.observation.usage_details"]))).toEqual({
			input: 120,
			output: 30,
			cache_read_input_tokens: 80,
			cache_creation_input_tokens: 5,
			total: 235,
		});
	});

	it("shows a call that failed as an error, with what there is", () => {
		const error = { code: "model", name: "ModelError", message: "429", facts: {} } as const;
		const { request } = chat.attributes;
		const [root, child] = written(span("run", "program", {}, [{ ...chat, attributes: { request }, error }]));
		expect(root?.status).toEqual({});
		expect(child?.status).toEqual({ code: 2, message: "429" });
		expect(factsOf(child?.attributes ?? [])).toMatchObject({
			"error.type": "ModelError",
			"langfuse.observation.level": "ERROR",
		});
	});

	it("ends a span that was left at its start, not before", () => {
		const [root] = written({ ...span("run", "program", {}), endMs: 0 });
		expect(root?.endTimeUnixNano).toBe(`${startMs}000000`);
	});

	it.each([
		["program", {}, "chain"],
		["step", {}, "span"],
		["step", { agent: { tools: [] } }, "agent"],
		["tool", {}, "tool"],
		["retrieve", {}, "retriever"],
		["judge", {}, "evaluator"],
		["judge", { usage }, "generation"],
		["other", { guardrail: "g" }, "guardrail"],
		["other", {}, "span"],
	] as const)("takes a span of kind %s with %j for a %s", (kind, facts, type) => {
		expect(named(written(span("x", kind, facts)), "T0-Q1-RAG")["langfuse.observation.type"]).toBe(type);
	});
});
