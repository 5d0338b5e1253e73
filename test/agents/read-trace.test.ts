import { describe, expect, it } from "vitest";
import { sqlOf, subAgentWith } from "../../src/agents/read-trace.ts";
import type { Span } from "../../src/core/trace.ts";

function span(name: string, kind: Span["kind"], attributes: Span["attributes"], children: readonly Span[] = []): Span {
	return { name, kind, startMs: 0, endMs: 0, attributes, children };
}
const query = (sql: unknown, facts: object = { output: "1" }) =>
	span("query", "tool", { name: "query", input: { sql }, ...facts });
const agentSpan = (name: string, children: readonly Span[], output?: unknown) =>
	span(
		name,
		"step",
		{ agent: { tools: [], collaborators: [] }, ...(output === undefined ? {} : { output }) },
		children,
	);

describe("sqlOf", () => {
	it("takes the last statement that went through", () => {
		const failed = query("SELECT oops", { error: "no such column" });
		expect(sqlOf(span("run", "program", {}, [query("SELECT 1"), query("SELECT 2"), failed]))).toBe("SELECT 2");
	});

	it("takes the last one where all failed, and none where there is none", () => {
		const failed = (sql: string) => query(sql, { error: "no" });
		expect(sqlOf(span("run", "program", {}, [failed("SELECT 1"), failed("SELECT 2")]))).toBe("SELECT 2");
		expect(sqlOf(span("run", "program", {}, [query(7)]))).toBeUndefined();
		expect(sqlOf(span("run", "program", {}))).toBeUndefined();
	});

	it("reads `query` of a tool whose name speaks of SQL alone", () => {
		const call = (name: string) => span(name, "tool", { name, input: { query: "SELECT 3" } });
		expect(sqlOf(span("run", "program", {}, [call("run_sql")]))).toBe("SELECT 3");
		expect(sqlOf(span("run", "program", {}, [call("search")]))).toBeUndefined();
	});
});

describe("subAgentWith", () => {
	const search = span("search", "tool", { name: "search", contexts: ["a"] });
	const researcher = agentSpan("researcher", [search], { answer: "said" });
	const analyst = agentSpan("analyst", [query("SELECT 1")]);
	const trace = span("run", "program", {}, [
		agentSpan("supervisor", [span("ask", "tool", {}, [researcher]), span("ask", "tool", {}, [analyst])]),
	]);

	it("finds the one that retrieved and the one that queried, and the way to each", () => {
		expect(subAgentWith(trace, "contexts")).toEqual({ at: [0, 0, 0], answer: "said", contexts: ["a"] });
		expect(subAgentWith(trace, "sql")).toEqual({ at: [0, 1, 0], contexts: [], sql: "SELECT 1" });
	});

	it("finds none where the outermost agent did the work itself", () => {
		const alone = span("run", "program", {}, [agentSpan("desk", [search])]);
		expect(subAgentWith(alone, "contexts")).toBeNull();
	});

	it("takes the innermost, and of several the last", () => {
		const middle = agentSpan("middle", [span("ask", "tool", {}, [researcher])]);
		const again = agentSpan("researcher", [span("search", "tool", { contexts: ["b"] })]);
		const deep = span("run", "program", {}, [agentSpan("supervisor", [middle, again])]);
		expect(subAgentWith(deep, "contexts")?.contexts).toEqual(["b"]);
		expect(subAgentWith(span("run", "program", {}, [agentSpan("supervisor", [middle])]), "contexts")?.at).toEqual([
			0, 0, 0, 0,
		]);
	});
});
