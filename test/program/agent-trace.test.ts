import { describe, expect, it } from "vitest";
import type { Span, SpanKind } from "../../src/core/trace.ts";
import { agentSpans, agentTag, contextsOf, stepsOf, toolCallsOf } from "../../src/program/agent-trace.ts";

function span(name: string, kind: SpanKind, attributes: Span["attributes"], children: readonly Span[] = []): Span {
	return { name, kind, startMs: 0, endMs: 1, attributes, children };
}

// a supervisor that asks a sub-agent, which retrieves twice, and then fails to mail
const search = (query: string, contexts: readonly string[]) =>
	span("search", "tool", { name: "search", input: { query }, output: contexts.length }, [
		span("retrieve", "retrieve", { contexts }),
	]);
const sub = span("rag", "step", { agent: { tools: ["search"], collaborators: [] } }, [
	span("step 1", "step", { step: 1, thought: "Look." }, [search("moon", ["m1", "m2"]), search("tide", ["m2", "t1"])]),
	span("step 2", "step", { step: 2, output: { answer: "far" } }),
]);
const run = span("run", "program", {}, [
	span("desk", "step", { agent: { tools: ["rag", "mail"], collaborators: ["rag"] } }, [
		span("step 1", "step", { step: 1, thought: "Ask." }, [
			span("model", "model", {}),
			span("rag", "tool", { name: "rag", input: { question: "q" }, output: { answer: "far" } }, [sub]),
			{
				...span("mail", "tool", { name: "mail", input: "junk" }),
				error: { code: "unknown", name: "Error", message: "no server", facts: {} },
			},
		]),
	]),
]);

describe("an agent's trace", () => {
	it("gives every call with its agent and depth", () => {
		expect(toolCallsOf(run)).toEqual([
			{ name: "rag", input: { question: "q" }, output: { answer: "far" }, agent: "desk", depth: 0 },
			{ name: "search", input: { query: "moon" }, output: 2, agent: "rag", depth: 1 },
			{ name: "search", input: { query: "tide" }, output: 2, agent: "rag", depth: 1 },
			{ name: "mail", input: "junk", error: "no server", agent: "desk", depth: 0 },
		]);
	});

	it("counts depth from the span that it is given", () => {
		expect(toolCallsOf(sub).map(({ agent, depth }) => [agent, depth])).toEqual([
			["rag", 0],
			["rag", 0],
		]);
	});

	it("gives passages once, in the order in which they came", () => {
		expect(contextsOf(run)).toEqual(["m1", "m2", "t1"]);
		expect(contextsOf(span("x", "tool", { contexts: "no list" }))).toEqual([]);
	});

	it("gives the steps of the outermost agent, with its own calls alone", () => {
		expect(stepsOf(run).map(({ number, thought, calls }) => [number, thought, calls.map(({ name }) => name)])).toEqual([
			[1, "Ask.", ["rag", "mail"]],
		]);
		expect(stepsOf(sub).map(({ number, output }) => [number, output])).toEqual([
			[1, undefined],
			[2, { answer: "far" }],
		]);
	});

	it("tells one agent from several", () => {
		expect(agentSpans(run).map(({ name }) => name)).toEqual(["desk", "rag"]);
		expect(agentTag(run)).toBe("MULTI-AGENT");
		expect(agentTag(sub)).toBe("SINGLE-AGENT");
		expect(agentTag(search("moon", []))).toBeNull();
		const idle = span("desk", "step", { agent: { tools: ["rag"], collaborators: ["rag"] } });
		expect(agentTag(idle)).toBe("MULTI-AGENT");
	});
});
