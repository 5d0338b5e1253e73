import { describe, expect, it } from "vitest";
import { ConfigError, DataError } from "../../src/core/errors.ts";
import { random } from "../../src/core/random.ts";
import { pairedEvidence } from "../../src/stats/paired-evidence.ts";

describe("pairedEvidence", () => {
	it("is McNemar's exact test where all scores are 0 or 1", () => {
		// 10 rows only other passed, 2 only base, 8 both: binomial tail of at most 2 in 12 is 79 / 4096
		const base = [...Array(10).fill(0), 1, 1, ...Array(8).fill(1)];
		const other = [...Array(10).fill(1), 0, 0, ...Array(8).fill(1)];
		const found = pairedEvidence(base, other);
		expect(found).toMatchObject({ n: 20, difference: 0.4, test: "McNemar, exact", moreRows: 0 });
		expect(found.pGreater).toBeCloseTo(79 / 4096, 12);
		expect(found.pTwoSided).toBeCloseTo(158 / 4096, 12);
		expect(found.low).toBeGreaterThan(0);
		// the other way round: at most 10 in 12, all but 13 / 4096
		expect(pairedEvidence(other, base).pGreater).toBeCloseTo(1 - 13 / 4096, 12);
	});

	it("gives pass/fail the p-values of all sign patterns", () => {
		const base = [0, 1, 0, 0, 1, 0, 1];
		const other = [1, 1, 1, 0, 0, 1, 1];
		// the same differences as scores outside {0, 1} go through the sign flip, which tries every pattern
		const shifted = pairedEvidence(
			base.map((score) => score + 1),
			other.map((score) => score + 1),
		);
		const counted = pairedEvidence(base, other);
		expect(shifted.test).toBe("sign flip, exact");
		expect(counted.pGreater).toBeCloseTo(shifted.pGreater, 12);
		expect(counted.pTwoSided).toBeCloseTo(shifted.pTwoSided, 12);
		expect(counted.pGreater).toBeCloseTo(5 / 16, 12);
	});

	it("is the sign-flip test for scores, as scipy 1.17.1's permutation_test", () => {
		const a = [0.82, 0.64, 0.91, 0.55, 0.73, 0.88];
		const b = [0.79, 0.6, 0.8, 0.57, 0.7, 0.71];
		expect(pairedEvidence(b, a)).toMatchObject({ pTwoSided: 0.0625, pGreater: 0.03125, test: "sign flip, exact" });
	});

	it("leaves rows out in pairs", () => {
		expect(pairedEvidence([0.5, null, 0.2, 0.1], [0.75, 1, null, 0.35])).toMatchObject({ n: 2, difference: 0.25 });
	});

	it("draws for many rows, the same for one seed, never 0", () => {
		const draw = random(3);
		const base = Array.from({ length: 60 }, () => draw.next());
		const other = base.map((score) => score + draw.next());
		const found = pairedEvidence(base, other, { resamples: 99, seed: 4 });
		expect(found).toMatchObject({ test: "sign flip, drawn", pGreater: 0.01, moreRows: 0 });
		expect(pairedEvidence(base, other, { resamples: 99, seed: 4 })).toEqual(found);
	});

	it("says nothing without rows, and has no interval where no spread was seen", () => {
		const nothing = { difference: null, low: null, high: null, pGreater: 1, pTwoSided: 1, moreRows: null };
		expect(pairedEvidence([], [])).toMatchObject({ n: 0, ...nothing });
		expect(pairedEvidence([null, 1], [1, null])).toMatchObject({ n: 0, ...nothing });
		expect(pairedEvidence([0.2], [0.7])).toMatchObject({ n: 1, low: null, pGreater: 0.5, moreRows: null });
		expect(pairedEvidence([0.2, 0.4], [0.2, 0.4])).toMatchObject({ difference: 0, low: null, pTwoSided: 1 });
	});

	it("forecasts the rows that would decide: three of three passes want three more", () => {
		expect(pairedEvidence([0, 0, 0], [1, 1, 1]).moreRows).toBe(3);
		expect(pairedEvidence([0.1, 0.1, 0.1], [0.3, 0.3, 0.3]).moreRows).toBe(3);
	});

	it("refuses lists that are no pairs, NaN and a level outside (0, 1)", () => {
		expect(() => pairedEvidence([1], [1, 0])).toThrow(DataError);
		expect(() => pairedEvidence([Number.NaN], [1])).toThrow(DataError);
		expect(() => pairedEvidence([1], [1], { level: 95 })).toThrow(ConfigError);
	});

	it("calls equal programs different in at most one case of twenty", () => {
		const draw = random(11);
		let alarms = 0;
		for (let repeat = 0; repeat < 300; repeat++) {
			const easy = Array.from({ length: 40 }, () => draw.next());
			const score = () => easy.map((chance) => Math.min(1, Math.max(0, chance + 0.2 * draw.normal())));
			if (pairedEvidence(score(), score(), { seed: repeat, resamples: 199 }).pGreater <= 0.05) alarms++;
		}
		expect(alarms / 300).toBeLessThanOrEqual(0.05 + 3 * Math.sqrt((0.05 * 0.95) / 300));
	});
});
