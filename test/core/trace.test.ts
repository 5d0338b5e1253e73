import { describe, expect, it } from "vitest";
import type { Clock } from "../../src/core/clock.ts";
import { OutputError } from "../../src/core/errors.ts";
import { type Span, spansOf, startTrace } from "../../src/core/trace.ts";

/** A clock that moves on by 1 at every look. */
function ticking(): Clock {
	let now = 0;
	return { now: () => now++, sleep: async () => {} };
}

const names = (span: Span): unknown[] => [span.name, ...span.children.map(names)];

describe("startTrace", () => {
	it("times spans, each inside the one that opened it", async () => {
		const trace = startTrace("run", "program", ticking());
		const result = await trace.span("step", "step", async (step) => {
			await step.span("call", "model", async () => {});
			return "done";
		});
		expect(result).toBe("done");
		expect(trace.data).toEqual({
			name: "run",
			kind: "program",
			startMs: 0,
			endMs: 5,
			attributes: {},
			children: [
				{
					name: "step",
					kind: "step",
					startMs: 2,
					endMs: 5,
					attributes: {},
					children: [{ name: "call", kind: "model", startMs: 3, endMs: 4, attributes: {}, children: [] }],
				},
			],
		});
	});

	it("keeps the children of spans that run side by side apart", async () => {
		const trace = startTrace("run");
		let release = () => {};
		const gate = new Promise<void>((open) => {
			release = open;
		});
		const slow = trace.span("slow", "step", async (step) => {
			await gate;
			await step.span("late", "model", async () => {});
		});
		await trace.span("quick", "step", (step) => step.span("early", "model", async () => {}));
		release();
		await slow;
		expect(names(trace.data)).toEqual(["run", ["slow", ["late"]], ["quick", ["early"]]]);
	});

	it("adds facts to the span they are set on, the later one winning", async () => {
		const trace = startTrace("run");
		trace.set({ a: 1, b: 1 });
		trace.set({ b: 2 });
		await trace.span("step", "step", async (step) => step.set({ c: 3 }));
		expect(trace.data.attributes).toEqual({ a: 1, b: 2 });
		expect(trace.data.children[0]?.attributes).toEqual({ c: 3 });
	});

	it("records what is thrown, with its facts, closes the span, and throws it on", async () => {
		const trace = startTrace("run", "program", ticking());
		const error = new OutputError("no", { step: "s", issues: ["bad"], text: "junk" });
		await expect(trace.span("step", "step", () => Promise.reject(error))).rejects.toBe(error);
		const [step] = trace.data.children;
		expect(step?.error).toMatchObject({ code: "output", message: "no", facts: { text: "junk" } });
		expect([step?.startMs, step?.endMs]).toEqual([2, 3]);
		expect(trace.data.error).toBeUndefined();
	});

	it("is plain data, as a saved report holds it", async () => {
		const trace = startTrace("run");
		await trace.span("step", "tool", async () => 1);
		expect(JSON.parse(JSON.stringify(trace.data))).toEqual(trace.data);
	});
});

describe("spansOf", () => {
	const span = (name: string, kind: Span["kind"], ...children: Span[]): Span => ({
		name,
		kind,
		startMs: 0,
		endMs: 0,
		attributes: {},
		children,
	});

	it("finds every span of a kind in order, and looks into none that matched", () => {
		const tree = span("run", "program", span("a", "step", span("inner", "step")), span("t", "tool", span("b", "step")));
		expect(spansOf(tree, "step").map(({ name }) => name)).toEqual(["a", "b"]);
		expect(spansOf(tree, "program")).toEqual([tree]);
		expect(spansOf(tree, "judge")).toEqual([]);
	});
});
