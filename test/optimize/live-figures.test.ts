import { expect, test } from "vitest";
import type { LiveState } from "../../src/optimize/live.ts";
import { bestWords, limitUses, toGoMs, trialValue } from "../../src/optimize/live-figures.ts";
import { standing, trial } from "./outcome.ts";

const state = (own: object): LiveState =>
	({
		metric: { name: "exact", direction: "higher", unit: "percent" },
		budget: { calls: 100 },
		spent: { calls: 20, tokens: 2000, usd: 0.1, seconds: 10 },
		forecast: { calls: 60 },
		replayed: 0,
		trials: [],
		...own,
	}) as unknown as LiveState;

test("limits come most used first, never beyond all", () => {
	const uses = limitUses(state({ budget: { calls: 100, tokens: 2500, usd: 0.05, seconds: 3600 } }));
	expect(uses.map(({ kind, share }) => [kind, share])).toEqual([
		["usd", 1],
		["tokens", 0.8],
		["calls", 0.2],
		["seconds", 10 / 3600],
	]);
	expect(uses[2]?.text).toBe("20/100 calls");
	expect(limitUses(state({ budget: {} }))).toEqual([]);
});

test("time to go is by the pace of this run's own calls, and not beyond the time limit", () => {
	expect(toGoMs(state({}), 10_000)).toBe(20_000);
	expect(toGoMs(state({ replayed: 10 }), 10_000)).toBe(40_000);
	expect(toGoMs(state({ budget: { calls: 100, seconds: 15 } }), 10_000)).toBe(5000);
	expect(toGoMs(state({ replayed: 20 }), 10_000)).toBeNull(); // nothing sent yet: no pace
	expect(toGoMs(state({ forecast: { calls: 20 } }), 10_000)).toBeNull();
	expect(toGoMs(state({}), 0)).toBeNull();
});

test("the best is named with the start beside it; a look at some rows says on how many", () => {
	const [start, better] = [standing(0), standing(1, { value: 0.625 })];
	expect(bestWords(state({}))).toBeUndefined();
	expect(bestWords(state({ trials: [trial(start, 24)] }))).toBe("exact 50.0 % (start)");
	expect(bestWords(state({ trials: [trial(start, 24), trial(better, 48)] }))).toBe(
		"exact 62.5 % (candidate 1; start 50.0 %)",
	);
	const { metric } = state({});
	expect(trialValue(trial(better, 48), metric)).toBe("62.5 %");
	expect(trialValue(trial(better, 48, { rows: 8, complete: false }), metric)).toBe("62.5 % on 8");
	expect(trialValue(trial(better, 48, { value: null }), metric)).not.toContain("null");
});
