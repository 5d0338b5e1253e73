import type { Span } from "../core/trace.ts";
import { agentSpans, contextsOf, stepsOf, type TracedToolCall, toolCallsOf } from "../program/agent-trace.ts";
import { answerText } from "./answer-text.ts";

/** One agent's work inside a trace. */
export interface AgentWork {
	/** The way from the root: see `QuestionScore.at`. */
	readonly at: readonly number[];
	/** What it said in the end, where it said something. */
	readonly answer?: string;
	readonly contexts: readonly string[];
	readonly sql?: string;
}

/**
 * The last statement that went to a database: the `sql` (or `query`, where the tool's name speaks of SQL) of the last tool
 * call that holds one and did not fail; of failed ones alone, the last.
 *
 * @example
 * const call = { name: "query", kind: "tool", attributes: { name: "query", input: { sql: "SELECT 1" }, output: "1" }, children: [] };
 * sqlOf({ name: "run", kind: "program", attributes: {}, children: [call] }) // => "SELECT 1"
 */
export function sqlOf(trace: Span): string | undefined {
	const statements = toolCallsOf(trace).flatMap((call) => {
		const sql = sqlIn(call);
		return sql === undefined ? [] : [{ sql, failed: call.error !== undefined }];
	});
	return (statements.filter(({ failed }) => !failed).at(-1) ?? statements.at(-1))?.sql;
}

function sqlIn({ name, input }: TracedToolCall): string | undefined {
	const { sql, query } = (typeof input === "object" && input !== null ? input : {}) as {
		sql?: unknown;
		query?: unknown;
	};
	if (typeof sql === "string") return sql;
	return typeof query === "string" && /sql|database|athena|redshift/i.test(name) ? query : undefined;
}

/**
 * The sub-agent that did a kind of work: the innermost agent, below the outermost, that retrieved passages or queried a
 * database; of several the last.
 *
 * @returns null where the outermost agent did it itself, or nobody: the whole run is then what there is to look at
 */
export function subAgentWith(trace: Span, what: "contexts" | "sql"): AgentWork | null {
	const works = subAgents(trace, []).map(({ span, at }): AgentWork => {
		const own = withoutAgents(span);
		const output = span.attributes.output ?? stepsOf(span).at(-1)?.output;
		const sql = sqlOf(own);
		return {
			at,
			...(output === undefined ? {} : { answer: answerText(output) }),
			contexts: contextsOf(own),
			...(sql === undefined ? {} : { sql }),
		};
	});
	const did = ({ contexts, sql }: AgentWork) => (what === "sql" ? sql !== undefined : contexts.length > 0);
	return works.filter(did).at(-1) ?? null;
}

// Every agent's span but the outermost's, with the way to it.
function subAgents(trace: Span, at: readonly number[], depth = 0): { span: Span; at: readonly number[] }[] {
	const isAgent = agentSpans({ ...trace, children: [] }).length > 0;
	const below = trace.children.flatMap((child, index) => subAgents(child, [...at, index], depth + (isAgent ? 1 : 0)));
	return isAgent && depth > 0 ? [{ span: trace, at }, ...below] : below;
}

function withoutAgents(span: Span): Span {
	const children = span.children.filter((child) => agentSpans({ ...child, children: [] }).length === 0);
	return { ...span, children: children.map(withoutAgents) };
}
