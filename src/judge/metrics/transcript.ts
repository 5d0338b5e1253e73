import type { Span } from "../../core/trace.ts";
import { stepsOf, type TracedToolCall, toolCallsOf } from "../../program/agent-trace.ts";

/** Longer arguments and results are cut: a judge needs to see what was done, not every row that came back. */
const longestText = 400;

/**
 * What an agent did, as a judge reads it: one numbered line a step, its thought and its tool calls with what they gave.
 *
 * Where no agent ran, the tool calls alone.
 *
 * @returns empty when there is neither a step nor a call
 * @example
 * const call = { name: "search", kind: "tool", attributes: { name: "search", input: { q: "moon" }, output: "rock" }, children: [] };
 * transcript({ name: "run", kind: "program", attributes: {}, children: [call] }) // => "Step 1: search({\"q\":\"moon\"}) gave: rock"
 */
export function transcript(trace: Span): string {
	const steps = stepsOf(trace).map(({ thought, calls }) => [thought, ...calls.map(callInWords)]);
	const calls = toolCallsOf(trace).map((call) => [callInWords(call)]);
	return (steps.length > 0 ? steps : calls)
		.map((parts) => parts.filter((part) => part.trim() !== "").join("; "))
		.filter((step) => step !== "")
		.map((step, index) => `Step ${index + 1}: ${step}`)
		.join("\n");
}

function callInWords({ name, input, output, error }: TracedToolCall): string {
	const came = error === undefined ? `gave: ${cut(output)}` : `failed: ${cut(error)}`;
	return `${name}(${cut(input)}) ${came}`;
}

function cut(value: unknown): string {
	const text = (typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing")).replace(/\s+/g, " ").trim();
	const characters = [...text];
	return characters.length <= longestText ? text : `${characters.slice(0, longestText).join("")}…`;
}
