import type { Span } from "../core/trace.ts";

/** A call of a tool as an agent made it. */
export interface TracedToolCall {
	readonly name: string;
	/** The arguments as the model wrote them: text where they were no JSON. */
	readonly input: unknown;
	/** Left out when the call failed. */
	readonly output?: unknown;
	/** What the model was told in place of a result. */
	readonly error?: string;
	/** The name of the agent that made it. */
	readonly agent: string;
	/** 0: by the outermost agent; 1: by one of its sub-agents; and so on. */
	readonly depth: number;
}

/** One turn of an agent's model, and the calls that it asked for. */
export interface AgentStep {
	/** From 1. */
	readonly number: number;
	/** What the model said or thought beside its calls; empty where it said nothing. */
	readonly thought: string;
	/** Calls of this agent alone; those of a sub-agent are in the sub-agent's own steps. */
	readonly calls: readonly TracedToolCall[];
	/** The answer, in the step that gave it. */
	readonly output?: unknown;
	readonly span: Span;
}

/**
 * Every tool call in a trace, in the order in which they began; those of sub-agents follow the call that led to them.
 *
 * @example
 * const call = { name: "search", kind: "tool", attributes: { name: "search", input: { q: "moon" }, output: 1 }, children: [] };
 * toolCallsOf({ name: "run", kind: "program", attributes: {}, children: [call] }) // => [{ name: "search", input: { q: "moon" }, output: 1, agent: "run", depth: 0 }]
 */
export function toolCallsOf(trace: Span): readonly TracedToolCall[] {
	return callsBelow(trace, trace.name, 0, "all");
}

/**
 * The passages that a run retrieved, each once, in the order in which they came: every span's `contexts`, which retrievers
 * and tools set.
 *
 * @example
 * contextsOf({ name: "search", kind: "retrieve", attributes: { contexts: ["a", "b", "a"] }, children: [] }) // => ["a", "b"]
 */
export function contextsOf(trace: Span): readonly string[] {
	return [...new Set(walk(trace).flatMap(({ attributes }) => textsIn(attributes.contexts)))];
}

/**
 * The steps of the outermost agent in a trace; give an agent's own span (`agentSpans`) to see a sub-agent's.
 *
 * @returns none where no agent ran
 * @example
 * stepsOf({ name: "run", kind: "program", attributes: {}, children: [] }) // => []
 */
export function stepsOf(trace: Span): readonly AgentStep[] {
	const [agent] = agentSpans(trace);
	return (agent?.children ?? []).flatMap((span) => {
		const { step, thought = "", output } = span.attributes as { step?: number; thought?: string; output?: unknown };
		if (step === undefined) return [];
		const calls = callsBelow(span, agent?.name ?? "", 0, "own");
		return [{ number: step, thought, calls, ...(output === undefined ? {} : { output }), span }];
	});
}

/**
 * The spans in which agents ran, the outermost first. Metrics for one agent of several read its own span.
 *
 * @example
 * agentSpans({ name: "desk", kind: "step", attributes: { agent: { tools: [], collaborators: [] } }, children: [] }).map(({ name }) => name) // => ["desk"]
 */
export function agentSpans(trace: Span): readonly Span[] {
	return walk(trace).filter(isAgent);
}

/**
 * Whether a run was one agent's or a supervisor's with agents among its tools, used or not.
 *
 * @returns null where no agent ran
 * @example
 * agentTag({ name: "desk", kind: "step", attributes: { agent: { tools: ["sql"], collaborators: ["sql"] } }, children: [] }) // => "MULTI-AGENT"
 */
export function agentTag(trace: Span): "SINGLE-AGENT" | "MULTI-AGENT" | null {
	const agents = agentSpans(trace);
	if (agents.length === 0) return null;
	const supervised = agents.some(({ attributes }) => {
		const { collaborators = [] } = attributes.agent as { collaborators?: readonly string[] };
		return collaborators.length > 0;
	});
	return supervised || agents.length > 1 ? "MULTI-AGENT" : "SINGLE-AGENT";
}

function isAgent({ attributes }: Span): boolean {
	return typeof attributes.agent === "object" && attributes.agent !== null;
}

function walk(span: Span): Span[] {
	return [span, ...span.children.flatMap(walk)];
}

function callsBelow(span: Span, agent: string, depth: number, whose: "own" | "all"): TracedToolCall[] {
	return span.children.flatMap((child) => {
		const caller = isAgent(child) ? child.name : agent;
		if (child.kind !== "tool") return callsBelow(child, caller, depth, whose);
		const below = whose === "own" ? [] : callsBelow(child, caller, depth + 1, whose);
		return [tracedCall(child, agent, depth), ...below];
	});
}

function tracedCall({ name, attributes, error }: Span, agent: string, depth: number): TracedToolCall {
	const said = attributes as { name?: string; input?: unknown; output?: unknown; error?: string };
	const failed = said.error ?? error?.message;
	return {
		name: said.name ?? name,
		input: said.input,
		...(failed === undefined && said.output !== undefined ? { output: said.output } : {}),
		...(failed === undefined ? {} : { error: failed }),
		agent,
		depth,
	};
}

function textsIn(value: unknown): string[] {
	return Array.isArray(value) ? value.filter((text): text is string => typeof text === "string") : [];
}
