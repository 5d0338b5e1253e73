import { describe, expect, it } from "vitest";
import { spanAt } from "../../src/agents/agent-report.ts";
import type { Span } from "../../src/core/trace.ts";

const span = (name: string, children: readonly Span[] = []): Span => ({
	name,
	kind: "step",
	startMs: 0,
	endMs: 0,
	attributes: {},
	children,
});

describe("spanAt", () => {
	const trace = span("run", [span("one"), span("two", [span("sub-agent")])]);

	it("follows the way from the root", () => {
		expect(spanAt(trace, [1, 0]).name).toBe("sub-agent");
	});

	it("is the whole run for an empty way and for one that leads nowhere", () => {
		expect(spanAt(trace, []).name).toBe("run");
		expect(spanAt(trace, [4, 2]).name).toBe("run");
	});
});
