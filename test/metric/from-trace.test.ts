import { expect, it } from "vitest";
import { startTrace, type Trace } from "../../src/core/trace.ts";
import { cost } from "../../src/metric/cost.ts";
import { formatCorrectness } from "../../src/metric/format-correctness.ts";
import { latency } from "../../src/metric/latency.ts";
import { noUsage } from "../../src/model/usage.ts";
import { context } from "./case-of.ts";

interface Step {
	readonly repairs?: number;
	readonly calls?: readonly {
		readonly latencyMs: number;
		readonly costUsd: number | null;
		readonly cached?: boolean;
	}[];
	readonly throws?: boolean;
}

async function rowOf(steps: readonly Step[]) {
	const trace = startTrace("program");
	const runStep = async (span: Trace, step: Step) => {
		for (const { latencyMs, costUsd, cached = false } of step.calls ?? []) {
			const usage = { ...noUsage, costUsd, calls: 1 };
			await span.span("model", "model", async (call) => call.set({ model: "m", usage, latencyMs, cached }));
		}
		if (step.throws) throw new Error("junk");
		if (step.repairs !== undefined) span.set({ repairs: step.repairs });
	};
	for (const [i, step] of steps.entries()) {
		await trace.span(`step ${i + 1}`, "step", (span) => runStep(span, step)).catch(() => undefined);
	}
	return { input: null, expected: null, output: null, trace: trace.data };
}

it("finds formats that were not met at once", async () => {
	const score = async (steps: readonly Step[]) => formatCorrectness().score(await rowOf(steps), context);
	expect(await score([{ repairs: 0 }, { repairs: 0 }])).toEqual({ value: 1 });
	expect(await score([{ repairs: 0 }, { repairs: 1 }])).toEqual({
		value: 0,
		reason: "not met at the first try: step 2",
	});
	expect(await score([{ throws: true }])).toMatchObject({ value: 0 });
	expect(await score([])).toMatchObject({ value: null });
});

it("adds up the time at the models, cached or not", async () => {
	const calls = [
		{ latencyMs: 120, costUsd: 0 },
		{ latencyMs: 30, costUsd: 0, cached: true },
	];
	const score = async (steps: readonly Step[]) => latency().score(await rowOf(steps), context);
	expect(await score([{ calls }, { calls }])).toEqual({ value: 300 });
	expect(await score([{ repairs: 0 }])).toMatchObject({ value: null });
	expect(latency()).toMatchObject({ direction: "lower", whenFailed: null });
});

it("adds up the cost, unknown when one price is", async () => {
	const score = async (...prices: (number | null)[]) =>
		cost().score(await rowOf([{ calls: prices.map((costUsd) => ({ latencyMs: 1, costUsd })) }]), context);
	expect(await score(0.25, 0.5)).toMatchObject({ value: 0.75 });
	expect(await score(0.25, null)).toMatchObject({ value: null, reason: "the price of a model is unknown" });
	expect(await score()).toMatchObject({ value: 0 });
	expect(cost()).toMatchObject({ direction: "lower", whenFailed: null });
});
