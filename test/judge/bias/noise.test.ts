import { expect, test } from "vitest";
import { judgeNoise } from "../../../src/judge/bias/noise.ts";

test("the pooled deviation of repeats, the rows that stayed, and alpha", () => {
	const found = judgeNoise([
		[1, 1, 1],
		[0, 1, 1],
		[0, 0, 0],
	]);
	expect(found).toMatchObject({ rows: 3, repeats: 3, selfAgreement: { count: 2, of: 3 } });
	expect(found?.standardDeviation).toBeCloseTo(Math.sqrt((4 / 9 + 2 / 9) / 6), 12);
	// by the formula of Krippendorff 2011 for two values: 1 − (n − 1) Σ o_01 / (n_0 n_1) with o_01 = 2, n = 9, n_0 = 4, n_1 = 5
	expect(found?.alpha).toBeCloseTo(1 - ((8 * 2) / (2 * 4 * 5)) * 1, 12);
});

test("a row that could not be judged again is left out; nothing repeated, nothing known", () => {
	expect(judgeNoise([[1], [0, 0]])).toMatchObject({ rows: 1, standardDeviation: 0, alpha: null });
	expect(judgeNoise([[1], []])).toBeNull();
	expect(judgeNoise([])).toBeNull();
});
