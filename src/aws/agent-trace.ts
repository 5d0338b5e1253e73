import type { ErrorRecord } from "../core/errors.ts";
import type { Span } from "../core/trace.ts";
import type { Price } from "../model/model.ts";
import { costOf } from "../model/prices.ts";
import { type ModelSpanFacts, noUsage } from "../model/usage.ts";
import { type AgentTracePart, type OrchestrationEvent, readCall, readResult } from "./agent-events.ts";

interface OpenSpan {
	name: string;
	kind: Span["kind"];
	startMs: number;
	endMs: number;
	attributes: Record<string, unknown>;
	error?: ErrorRecord;
	children: OpenSpan[];
}

/** One agent while its trace comes in. */
interface OpenAgent {
	readonly span: OpenSpan;
	step: OpenSpan | null;
	readonly calls: OpenSpan[];
	model: string;
}

export interface AgentTraceReader {
	/** Takes the next part of the stream's trace. */
	read(part: AgentTracePart): void;
	/** The trace so far: the agent's span, its steps, their calls, and in those the collaborators' spans. */
	end(nowMs: number): Span;
}

/**
 * Turns the trace that a Bedrock agent streams into spans as our own agents leave them, so that the same metrics and views read
 * both: a span an agent, a span a step with its rationale as the thought, a tool span a call, passages in `contexts`; a
 * collaborator's span lies in the call that asked it.
 *
 * Which tools an agent has is not in the trace, only those that it used; so a supervisor that asked nobody looks like one
 * agent.
 *
 * @param price of the agent's models; without it their cost is unknown
 */
export function agentTraceReader(name: string, price: Price | null, startMs: number): AgentTraceReader {
	const outermost = openAgent(name, startMs);
	const collaborators = new Map<string, OpenAgent>();

	function agentFor({ collaboratorName }: AgentTracePart): OpenAgent {
		return (collaboratorName === undefined ? undefined : collaborators.get(collaboratorName)) ?? outermost;
	}

	return {
		read(part) {
			const agent = agentFor(part);
			const atMs = part.eventTime?.getTime() ?? agent.span.endMs;
			const failure = part.trace?.failureTrace?.failureReason;
			if (failure !== undefined) agent.span.error = { code: "model", name: "Failure", message: failure, facts: {} };
			const event = part.trace?.orchestrationTrace;
			if (event !== undefined) readEvent(agent, event, atMs, price, collaborators);
		},
		end(nowMs) {
			outermost.span.endMs = Math.max(outermost.span.endMs, nowMs);
			return {
				...outermost.span,
				name: `bedrock ${name}`,
				kind: "program",
				attributes: {},
				children: [outermost.span],
			};
		},
	};
}

function openAgent(name: string, startMs: number): OpenAgent {
	const span = openSpan(name, "step", startMs, { agent: { tools: [], collaborators: [] } });
	return { span, step: null, calls: [], model: "unknown" };
}

function openSpan(name: string, kind: Span["kind"], startMs: number, attributes: Record<string, unknown>): OpenSpan {
	return { name, kind, startMs, endMs: startMs, attributes, children: [] };
}

function readEvent(
	agent: OpenAgent,
	event: OrchestrationEvent,
	atMs: number,
	price: Price | null,
	collaborators: Map<string, OpenAgent>,
): void {
	const { rationale, modelInvocationInput, modelInvocationOutput, invocationInput, observation } = event;
	agent.span.endMs = Math.max(agent.span.endMs, atMs);
	if (modelInvocationInput !== undefined) {
		agent.model = modelInvocationInput.foundationModel ?? agent.model;
		beginStep(agent, atMs);
	}
	if (modelInvocationOutput !== undefined) {
		const { usage, totalTimeMs } = modelInvocationOutput.metadata ?? {};
		const counts = {
			...noUsage,
			inputTokens: usage?.inputTokens ?? 0,
			outputTokens: usage?.outputTokens ?? 0,
			calls: 1,
		};
		const step = stepOf(agent, atMs);
		const latencyMs = totalTimeMs ?? Math.max(0, atMs - step.startMs);
		const facts: ModelSpanFacts = {
			model: agent.model,
			usage: { ...counts, costUsd: costOf(counts, price) },
			latencyMs,
			cached: false,
		};
		const call = openSpan(agent.model, "model", atMs - latencyMs, { ...facts });
		call.endMs = atMs;
		step.children.push(call);
	}
	if (rationale?.text !== undefined) {
		const step = agent.step?.attributes.thought === undefined ? stepOf(agent, atMs) : beginStep(agent, atMs);
		step.attributes.thought = rationale.text;
	}
	if (invocationInput !== undefined) beginCall(agent, invocationInput, atMs, collaborators);
	if (observation !== undefined) endCall(agent, observation, atMs);
	if (agent.step !== null) agent.step.endMs = Math.max(agent.step.endMs, atMs);
}

function beginStep(agent: OpenAgent, atMs: number): OpenSpan {
	const number = agent.span.children.length + 1;
	const step = openSpan(`step ${number}`, "step", atMs, { step: number });
	agent.span.children.push(step);
	agent.step = step;
	return step;
}

function stepOf(agent: OpenAgent, atMs: number): OpenSpan {
	return agent.step ?? beginStep(agent, atMs);
}

function beginCall(
	agent: OpenAgent,
	input: NonNullable<OrchestrationEvent["invocationInput"]>,
	atMs: number,
	collaborators: Map<string, OpenAgent>,
): void {
	const call = readCall(input);
	if (call === null) return;
	const span = openSpan(call.name, "tool", atMs, { name: call.name, input: call.input });
	stepOf(agent, atMs).children.push(span);
	agent.calls.push(span);
	const roster = agent.span.attributes.agent as { tools: string[]; collaborators: string[] };
	if (!roster.tools.includes(call.name)) roster.tools.push(call.name);
	if (!call.collaborator) return;
	if (!roster.collaborators.includes(call.name)) roster.collaborators.push(call.name);
	const asked = openAgent(call.name, atMs);
	span.children.push(asked.span);
	collaborators.set(call.name, asked);
}

function endCall(agent: OpenAgent, observation: NonNullable<OrchestrationEvent["observation"]>, atMs: number): void {
	if (observation.finalResponse !== undefined) {
		const output = observation.finalResponse.text ?? "";
		stepOf(agent, atMs).attributes.output = output;
		agent.span.attributes.output = output;
		return;
	}
	const result = readResult(observation);
	const call = result === null ? undefined : agent.calls.shift(); // observations come in the order of the calls
	if (result === null || call === undefined) return;
	call.endMs = atMs;
	Object.assign(call.attributes, result);
}
