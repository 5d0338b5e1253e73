import { describe, expect, it } from "vitest";
import type { LiveState } from "../../src/optimize/live.ts";
import { livePanel } from "../../src/optimize/live-panel.ts";
import { standing, trial } from "./outcome.ts";

const state: LiveState = {
	optimizer: "rewrite",
	program: "triage",
	metric: { name: "exact", direction: "higher", unit: "percent" },
	budget: { calls: 20 },
	spent: { calls: 2, tokens: 0, usd: 0, seconds: 0 },
	forecast: {
		rows: 0,
		proposals: 1,
		calls: 2,
		inputTokens: 0,
		outputTokens: 0,
		usd: 0,
		minutes: 1,
		uses: 0.1,
		basis: [],
	},
	replayed: 0,
	phase: "",
	candidates: [standing(0)],
	trials: [],
	status: "",
};
const moment = { elapsedMs: 1000, change: () => "as given" } as const;

describe("the panel of a run", () => {
	it("has no empty picture and table where a run ended without measuring anything", () => {
		const panel = livePanel(state, { ...moment, summary: "candidate 1 replaces the start" });
		expect(panel).toContain("candidate 1 replaces the start");
		expect(panel).not.toMatch(/<img|<table/);
	});

	it("keeps their place while it runs", () => {
		expect(livePanel(state, moment as never)).toMatch(/<img[\s\S]*<table/);
	});

	it("has them where something was measured", () => {
		const measured = { ...state, trials: [trial(standing(0), 2)] };
		expect(livePanel(measured, { ...moment, summary: "the start stays" })).toMatch(/<img[\s\S]*<table/);
	});
});
