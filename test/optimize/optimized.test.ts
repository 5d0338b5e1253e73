import { expect, test } from "vitest";
import { random } from "../../src/core/random.ts";
import type { Example } from "../../src/data/dataset.ts";
import { noUsage } from "../../src/model/usage.ts";
import { candidates } from "../../src/optimize/candidate.ts";
import type { ItemScore } from "../../src/optimize/item-score.ts";
import { leaderOf, promotedOf, type Standing, standings } from "../../src/optimize/optimized.ts";

interface Facts {
	readonly usd?: number | null;
	readonly latencyMs?: number;
	readonly tokens?: number;
}
type Given = number | null | "failed" | "not scored";

const score = () => ({ value: null });
const accuracy = { name: "accuracy", direction: "higher", range: [0, 1], score } as const;
const distance = { name: "distance", direction: "lower", range: [0, Infinity], score } as const;
const options = { level: 0.95, seed: 0 };
const error = { code: "output", name: "OutputError", message: "junk", facts: {} } as const;

const rows = (count: number): Example<unknown, unknown>[] =>
	Array.from({ length: count }, (_, index) => ({ id: String(index), input: { index }, expected: {} }));

/** Each list is one candidate's scores on the rows, the start's first; a shorter list was not run on the rest. */
function stand(
	metric: typeof accuracy | typeof distance,
	scores: readonly (readonly Given[])[],
	facts: readonly Facts[] = [],
): Standing[] {
	const validate = rows(scores[0]?.length ?? 0);
	const book = candidates({ label: { instructions: "candidate 0", demos: [] } });
	const judged = scores.map((list, number) => {
		const candidate = book.add({ label: { instructions: `candidate ${number}`, demos: [] } }, [], "made up");
		return {
			candidate,
			rows: list.map(
				(given, index) => [validate[index] as Example<unknown, unknown>, item(metric, given, facts[number])] as const,
			),
		};
	});
	return standings(judged, validate, metric, options);
}

function item(metric: typeof accuracy | typeof distance, given: Given, facts: Facts = {}): ItemScore {
	const worst = metric.direction === "higher" ? 0 : null; // the open end of a distance gives no worst value
	const value = given === "failed" ? worst : given === "not scored" ? null : given;
	return {
		value,
		utility: value === null ? null : metric.direction === "higher" ? value : -value,
		failed: given === "failed",
		...(typeof given === "string" ? { error } : {}),
		output: {},
		usage: { ...noUsage, inputTokens: facts.tokens ?? 10, costUsd: facts.usd === undefined ? 0 : facts.usd, calls: 1 },
		latencyMs: facts.latencyMs ?? 100,
		repairs: 0,
	};
}

const of = (right: number, wrong: number): number[] => [
	...Array.from({ length: right }, () => 1),
	...Array.from({ length: wrong }, () => 0),
];

test("a share is given with Wilson's interval", () => {
	const [start] = stand(accuracy, [of(15, 5)]);
	// statsmodels 0.14, proportion_confint(15, 20, method="wilson")
	expect(start?.value).toBe(0.75);
	expect(start?.low).toBeCloseTo(0.5313, 4);
	expect(start?.high).toBeCloseTo(0.8881, 4);
	expect([start?.rows, start?.complete, start?.evidence]).toEqual([20, true, undefined]);
});

test("evidence is McNemar's exact test against the start, after Holm over all that were looked at", () => {
	// start wrong on the first 10 of 16 rows
	const start = [...of(0, 10), ...of(6, 0)];
	const betterOn = (count: number) => start.map((score, row) => (row < count ? 1 : score));
	const all = stand(accuracy, [start, betterOn(6), betterOn(8), betterOn(2).slice(0, 4)]);
	// one-sided: 1/2^6, 1/2^8; the third was dropped on the way and counts with p = 1
	const near = (...values: number[]) => values.map((value) => expect.closeTo(value, 12));
	expect(all.slice(1).map(({ evidence }) => evidence?.pGreater)).toEqual(near(1 / 64, 1 / 256, 1 / 4));
	expect(all.slice(1).map(({ evidence }) => evidence?.adjustedP)).toEqual(near(2 / 64, 3 / 256, 1));
	expect(all.map(({ complete }) => complete)).toEqual([true, true, true, false]);
	expect(promotedOf(all, 0.1)?.number).toBe(2);
	expect(promotedOf(all, 0.01)).toBeUndefined();
});

test("equal candidates are never promoted, whatever is asked of the evidence", () => {
	const start = of(7, 5);
	const all = stand(accuracy, [start, start, [...start]]);
	expect(all.map(({ evidence }) => evidence?.adjustedP)).toEqual([undefined, 1, 1]);
	expect(promotedOf(all, 0.99)).toBeUndefined();
	expect(leaderOf(all)?.number).toBe(0);
});

test("rows lost to failures or to the metric win nothing", () => {
	const start = of(8, 8);
	// without its eight hard rows it would be right on all there is
	for (const gap of ["failed", "not scored"] as const) {
		const all = stand(accuracy, [start, [...of(8, 0), ...Array.from({ length: 8 }, () => gap)]]);
		expect(all[1]?.evidence?.difference).toBe(0);
		expect([leaderOf(all)?.number, promotedOf(all, 0.99)]).toEqual([0, undefined]);
		expect(all[1]?.failed).toBe(gap === "failed" ? 8 : 0);
		expect(all[1]?.unscored).toBe(gap === "failed" ? 0 : 8);
		expect(all[1]?.value).toBe(gap === "failed" ? 0.5 : 1);
	}
	// the same where the worst value is open: the worst seen
	const far = stand(distance, [
		[1, 1, 1, 9, 9, 9],
		[1, 1, 1, "failed", "failed", "failed"],
	]);
	expect(far[1]?.value).toBe(1);
	expect(far[1]?.evidence?.difference).toBe(0);
	expect(leaderOf(far)?.number).toBe(0);
});

test("a metric that does not apply to a row leaves the pair out", () => {
	const all = stand(accuracy, [
		[0, 0, 0, 0, null],
		[1, 1, 1, null, 1],
	]);
	expect(all[1]?.evidence).toMatchObject({ n: 3, difference: 1, pGreater: expect.closeTo(1 / 8, 12) });
	expect(all.map(({ unscored }) => unscored)).toEqual([1, 1]);
	const none = stand(accuracy, [
		[null, null],
		[null, null],
	]);
	expect(none[0]).toMatchObject({ value: null, low: null, high: null });
	expect(none[1]?.evidence).toMatchObject({ n: 0, pGreater: 1, adjustedP: 1 });
	expect(leaderOf(none)).toBeUndefined();
});

test("lower is better: evidence and leader turn with the metric", () => {
	const start = [5, 4, 6, 5, 7, 5, 4, 6];
	const all = stand(distance, [start, start.map((value) => value - 1), start.map((value) => value + 1)]);
	expect(all.map(({ evidence }) => evidence?.difference)).toEqual([undefined, 1, -1]);
	// every sign pattern: one of 2^8
	expect(all[1]?.evidence?.pGreater).toBe(1 / 256);
	expect(leaderOf(all)?.number).toBe(1);
	expect(promotedOf(all, 0.05)?.number).toBe(1);
});

test("the front holds who is beaten by none in value, dollars, tokens and latency at once", () => {
	const all = stand(
		accuracy,
		[of(2, 2), of(3, 1), of(3, 1), of(1, 3), of(4, 0).slice(0, 2)],
		[
			{ usd: 1, latencyMs: 10, tokens: 5 },
			{ usd: 2, latencyMs: 20, tokens: 5 },
			{ usd: 3, latencyMs: 20, tokens: 5 }, // as good as the one before, dearer
			{ usd: 1, latencyMs: 9, tokens: 5 }, // worst, but fastest
			{ usd: 0, latencyMs: 1, tokens: 1 }, // not run on all rows
		],
	);
	expect(all.map(({ onFront }) => onFront)).toEqual([true, true, false, true, false]);
	expect(all.map(({ usdPerRow }) => usdPerRow)).toEqual([1, 2, 3, 1, 0]);
	const unknown = stand(accuracy, [of(1, 1)], [{ usd: null }]);
	expect(unknown[0]).toMatchObject({ usdPerRow: null, onFront: true });
});

test("the start alone, and no row at all", () => {
	expect(stand(accuracy, [[1]])).toMatchObject([{ value: 1, rows: 1, complete: true, onFront: true }]);
	expect(stand(accuracy, [[]])).toMatchObject([{ value: null, rows: 0, latencyP50Ms: null }]);
});

test("of equal candidates chosen by their first rows, no more are promoted than the evidence allows", () => {
	const [runs, count, seen, tried, finished] = [200, 60, 20, 8, 1];
	let promoted = 0;
	for (let run = 0; run < runs; run++) {
		const draws = random(run);
		const scores = () => Array.from({ length: count }, () => (draws.next() < 0.5 ? 1 : 0));
		const first = (list: readonly number[]) => list.slice(0, seen).reduce((sum, value) => sum + value, 0);
		const others = Array.from({ length: tried }, scores).sort((a, b) => first(b) - first(a));
		const all = stand(accuracy, [
			scores(),
			...others.map((list, place) => (place < finished ? list : list.slice(0, seen))),
		]);
		if (promotedOf(all, 0.1) !== undefined) promoted++;
	}
	// corrected over the finished one alone it would be about twice as many
	expect(promoted / runs).toBeLessThanOrEqual(0.1);
	expect(promoted).toBeGreaterThan(0);
});
