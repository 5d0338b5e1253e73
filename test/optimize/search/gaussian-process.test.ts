import { describe, expect, it } from "vitest";
import { gaussianProcess } from "../../../src/optimize/search/gaussian-process.ts";
import { covariances, matches } from "../../../src/optimize/search/kernel.ts";

describe("the kernel", () => {
	it("is the sum over what two cells share, counted one by one", () => {
		const kernel = { base: 1, match: 2, pair: 3, cell: 5 };
		const [a, b] = [
			[0, 1, 2, 0],
			[0, 1, 0, 0],
		];
		// the level, the variables 0, 1 and 3, and their pairs (0, 1), (0, 3) and (1, 3)
		expect(covariances(kernel, 4)[matches(a, b)]).toBe(1 + 3 * 2 + 3 * 3);
		expect(covariances(kernel, 4)[matches(a, a)]).toBe(1 + 4 * 2 + 6 * 3 + 5);
		expect(covariances(kernel, 4)[matches(a, [1, 0, 0, 1])]).toBe(1);
	});
});

describe("a Gaussian process", () => {
	// Two cells that share the level 1 of their variance 3; noises 1 and 2, so the matrix is [[4, 1], [1, 5]], its determinant 19
	const data = { cells: [[0], [1]], values: [1, -2], noises: [1, 2] };
	const process = gaussianProcess(data, [1, 3]);

	it("believes what the formulas give by hand", () => {
		// [[4, 1], [1, 5]]⁻¹ [1, −2] = [5 + 2, −1 − 8] / 19
		const [first, second] = [7 / 19, -9 / 19];
		expect(process.weights(data.values)[0]).toBeCloseTo(first, 12);
		expect(process.at([0]).mean).toBeCloseTo(3 * first + second, 12);
		expect(process.at([2]).mean).toBeCloseTo(first + second, 12);
		// 3 − [3, 1] [[5, −1], [−1, 4]] [3, 1]ᵀ / 19
		expect(process.at([0]).variance).toBeCloseTo(3 - (45 - 6 + 4) / 19, 12);
		expect(process.at([2]).variance).toBeCloseTo(3 - (5 - 2 + 4) / 19, 12);
	});

	it("has the likelihood of a normal distribution in two dimensions", () => {
		const square = (1 * 7 + 2 * 9) / 19; // the values in the inverse
		expect(process.logLikelihood).toBeCloseTo(-square / 2 - Math.log(19) / 2 - Math.log(2 * Math.PI), 12);
	});

	it("goes through exact values, and knows nothing where nothing was seen", () => {
		const exact = gaussianProcess({ cells: [[0]], values: [2], noises: [0] }, [1, 3]).at([0]);
		expect([exact.mean, exact.variance]).toEqual([expect.closeTo(2, 12), expect.closeTo(0, 12)]);
		const prior = gaussianProcess({ cells: [], values: [], noises: [] }, [1, 3]);
		expect([prior.at([0]), prior.logLikelihood]).toEqual([{ mean: 0, variance: 3 }, -0]);
	});
});
