import { expect, test } from "vitest";
import { agreement, nearest } from "../../src/judge/agreement.ts";

// Cohen 1960's form on the textbook table 20, 5, 10, 15 (Wikipedia, "Cohen's kappa"): kappa 0.4
const labels = [...Array(25).fill(1), ...Array(25).fill(0)];
const judge = [...Array(20).fill(1), ...Array(5).fill(0), ...Array(10).fill(1), ...Array(15).fill(0)];

test("kappa, sensitivity, specificity and base rates of a known table, and an interval about kappa", () => {
	const found = agreement(labels, judge, { levels: [0, 1] });
	expect(found.kappa).toBeCloseTo(0.4, 12);
	expect(found.same.value).toBe(0.7);
	expect(found.sensitivity).toMatchObject({ count: 20, of: 25 });
	expect(found.specificity).toMatchObject({ count: 15, of: 25 });
	expect(found.baseRates).toEqual({ labels: [0.5, 0.5], judge: [0.4, 0.6] });
	expect(found.weights).toBe("none");
	// about 1.96 standard errors of 0.127 (Fleiss, Cohen & Everitt 1969) to both sides
	expect(found.low).toBeGreaterThan(0.1);
	expect(found.low).toBeLessThan(0.2);
	expect(found.high).toBeGreaterThan(0.6);
	expect(found.high).toBeLessThan(0.7);
});

test("on a scale near misses count less, and values between levels go to the nearest", () => {
	const levels = [0.2, 0.4, 0.6, 0.8, 1];
	const near = agreement([0.2, 0.4, 0.6, 0.8], [0.45, 0.4, 0.62, 1], { levels });
	expect(near.weights).toBe("quadratic");
	expect(near.confusion.counts[0]).toEqual([0, 1, 0, 0, 0]);
	const far = agreement([0.2, 0.4, 0.6, 0.8], [1, 0.4, 0.6, 0.8], { levels });
	expect(near.kappa ?? 0).toBeGreaterThan(far.kappa ?? 0);
	expect(nearest(0.30000000000000004, levels)).toBe(0.2);
});

test("where all rows agree the interval narrows with their number, as the rule of three has it", () => {
	const low = (n: number) =>
		agreement(labels.slice(25 - n, 25 + n), labels.slice(25 - n, 25 + n), { levels: [0, 1] }).low;
	expect(low(25)).toBeCloseTo(1 - (1 - 0.9287) / 0.5, 3); // Wilson of 50 of 50: 0.9287
	expect(low(2)).toBeLessThan(0.4);
});

test("no rows, one row, one label throughout", () => {
	expect(agreement([], [], { levels: [0, 1] })).toMatchObject({ n: 0, kappa: null, low: null, error: null });
	expect(agreement([1], [1], { levels: [0, 1] })).toMatchObject({ n: 1, kappa: null, low: null });
	expect(agreement([1, 1], [1, 1], { levels: [0, 1] }).specificity).toMatchObject({ of: 0, value: null });
	expect(() => agreement([1], [], { levels: [0, 1] })).toThrow(/one length/);
});
