import { expect, test } from "vitest";
import type { Span } from "../../../src/core/trace.ts";
import { transcript } from "../../../src/judge/metrics/transcript.ts";

const span = (name: string, facts: Partial<Span>): Span => ({
	name,
	kind: "step",
	startMs: 0,
	endMs: 1,
	attributes: {},
	children: [],
	...facts,
});
const call = (attributes: Span["attributes"]) => span("tool", { kind: "tool", attributes });

test("an agent's steps: thought and calls, errors as such, long results cut", () => {
	const steps = [
		span("step", {
			attributes: { step: 1, thought: "Look." },
			children: [call({ name: "find", input: { q: "moon" }, output: "x".repeat(500) })],
		}),
		span("step", { attributes: { step: 2 }, children: [call({ name: "read", input: "moon", error: "not\nthere" })] }),
		span("step", { attributes: { step: 3, thought: "", output: "done" } }),
	];
	const trace = span("agent", { attributes: { agent: { tools: [], collaborators: [] } }, children: steps });
	expect(transcript(trace)).toBe(
		`Step 1: Look.; find({"q":"moon"}) gave: ${"x".repeat(400)}…\nStep 2: read(moon) failed: not there`,
	);
});

test("without an agent, the calls; without a call, nothing", () => {
	expect(transcript(span("program", { children: [call({ name: "find", input: 1, output: { a: 2 } })] }))).toBe(
		'Step 1: find(1) gave: {"a":2}',
	);
	expect(transcript(span("program", {}))).toBe("");
});
