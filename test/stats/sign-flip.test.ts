import { describe, expect, it } from "vitest";
import { signFlip } from "../../src/stats/sign-flip.ts";

const a = [0.82, 0.64, 0.91, 0.55, 0.73, 0.88];
const b = [0.79, 0.6, 0.8, 0.57, 0.7, 0.71];

describe("signFlip", () => {
	it("equals scipy 1.17.1's permutation_test over all sign patterns", () => {
		expect(signFlip(a, b)).toMatchObject({ p: 0.0625, exact: true });
	});

	it("is unmoved by rows that do not differ", () => {
		expect(signFlip([...a, 1, 2], [...b, 1, 2]).p).toBe(0.0625);
		expect(signFlip(a, a)).toEqual({ meanDifference: 0, p: 1, pGreater: 1, exact: true });
	});

	it("has a one-sided p-value: all signs as seen is one pattern in eight, and the other way round all eight reach it", () => {
		expect(signFlip([1, 2, 3], [0, 0, 0]).pGreater).toBe(1 / 8);
		expect(signFlip([0, 0, 0], [1, 2, 3]).pGreater).toBe(1);
		expect(signFlip([1, 0], [0, 1]).pGreater).toBe(3 / 4); // sums 2, 0, 0, -2 against 0
	});

	it("draws from a seed when there are many rows, near the exact value and never 0", () => {
		// 20 differences of one size: the exact p of 15 against 5 is the sign test's, 0.04138946533203125
		const many = Array.from({ length: 20 }, (_, row) => (row < 15 ? 1 : -1));
		const none = many.map(() => 0);
		const drawn = signFlip(many, none, { seed: 1 });
		expect(drawn.exact).toBe(false);
		expect(Math.abs(drawn.p - 0.04138946533203125)).toBeLessThan(0.008); // four standard errors of 10,000 draws
		expect(signFlip(many, none, { seed: 1 })).toEqual(drawn);
		expect(
			signFlip(
				none.map(() => 1),
				none,
				{ resamples: 99 },
			).p,
		).toBeGreaterThanOrEqual(0.01);
	});
});
