import { describe, expect, it } from "vitest";
import { cautions, headline } from "../../src/optimize/optimized-headline.ts";
import { evidence, outcome, standing } from "./outcome.ts";

const start = standing(0);
const others = [4, 5, 6, 7, 8, 9].map((number) => standing(number, { evidence: evidence(0, 1, null) }));

describe("headline", () => {
	it("gives the evidence on which a candidate replaces the start", () => {
		const best = standing(3, { value: 0.625, evidence: evidence(0.125, 0.02) });
		expect(headline(outcome([start, best, ...others], { chosen: best, leader: best, promoted: true }))).toBe(
			"candidate 3 replaces the start: +12.5 points [+3.1, +21.9], p = 0.020 after Holm over 7 candidates",
		);
		const unlooked = standing(2, { complete: false, rows: 0 });
		expect(headline(outcome([start, best, unlooked], { chosen: best, leader: best, promoted: true }))).toBe(
			"candidate 3 replaces the start: +12.5 points [+3.1, +21.9], p = 0.020",
		);
	});

	it("says how many more rows would decide where the evidence does not reach", () => {
		const best = standing(3, { value: 0.54, evidence: evidence(0.04, 0.3, 58) });
		expect(headline(outcome([start, best, ...others], { leader: best }))).toBe(
			"no candidate has the evidence to replace the start; the best, candidate 3, is +4.0 points [-5.4, +13.4], p = 0.30 after Holm over 7 candidates; about 58 more validation rows would decide if that difference is real",
		);
	});

	it("does not promise a decision that only one candidate alone would get", () => {
		const best = standing(3, { value: 0.625, evidence: evidence(0.125, 0.2, 0) });
		expect(headline(outcome([start, best, ...others], { leader: best }))).toMatch(
			/; these rows would decide for one candidate, not for the best of several$/,
		);
	});

	it("turns the sign where lower is better: the difference goes the way of the values", () => {
		const metric = { name: "latency", direction: "lower", unit: "ms" } as const;
		const slow = standing(0, { value: 900 });
		const fast = standing(1, {
			value: 780,
			evidence: { ...evidence(0, 0.001), difference: 120, low: 100, high: 140 } as never,
		});
		expect(headline(outcome([slow, fast], { metric, chosen: fast, leader: fast, promoted: true }))).toBe(
			"candidate 1 replaces the start: -120 ms [-140 ms, -100 ms], p = 0.001",
		);
	});

	it("owns up to a choice without evidence", () => {
		const blind = standing(1, { rows: 0, complete: false, value: null, low: null, high: null });
		expect(headline(outcome([start, blind], { chosen: blind, promoted: true }))).toBe(
			"candidate 1 replaces the start without evidence: gepa chooses without measuring",
		);
		const weak = standing(1, { value: 0.54, evidence: evidence(0.04, 0.3) });
		expect(headline(outcome([start, weak], { chosen: weak, leader: weak, promoted: true }))).toBe(
			"candidate 1 replaces the start as gepa chose, without the evidence: +4.0 points [-5.4, +13.4], p = 0.30",
		);
	});

	it("stands for no candidate, none that is complete, and none that is better", () => {
		expect(headline(outcome([start]))).toBe("the start stays: no candidate was made");
		const cut = standing(1, { complete: false, rows: 6 });
		expect(headline(outcome([start, cut]))).toBe("the start stays: no candidate was run on all rows of validate");
		expect(headline(outcome([start, standing(1, { evidence: evidence(0, 1, null) })]))).toBe(
			"the start stays: the one candidate did not do better on 24 validation rows",
		);
		expect(headline(outcome([start, ...others]))).toBe(
			"the start stays: none of 6 candidates did better on 24 validation rows",
		);
	});
});

describe("cautions", () => {
	it("says that a selected value flatters, and only where one was selected", () => {
		const best = standing(3, { value: 0.625, evidence: evidence(0.125, 0.02) });
		expect(cautions(outcome([start, best], { chosen: best, leader: best, promoted: true }))).toEqual([
			"The best value was selected on the rows that measured it, so it flatters: test rows will say less. Measure them: evaluate(result.program, test, metrics).",
		]);
		expect(cautions(outcome([start]))).toEqual([]);
	});

	it("counts the candidates that could not be chosen, and passes the run's own notes on", () => {
		const cut = standing(1, { complete: false, rows: 6 });
		expect(cautions(outcome([start, cut], { notes: ["A class is missing from train."] }))).toEqual([
			"1 candidate did not get to all rows of validate and could not be chosen.",
			"A class is missing from train.",
		]);
	});
});
