import { describe, expect, it } from "vitest";
import { cholesky, solveLower, solveUpper } from "../../../src/optimize/search/cholesky.ts";

// The matrix and its triangle from Wikipedia, "Cholesky decomposition"
const matrix = [
	[4, 12, -16],
	[12, 37, -43],
	[-16, -43, 98],
];

describe("cholesky", () => {
	it("gives the triangle of the textbook", () => {
		expect(cholesky(matrix).map((row) => [...row])).toEqual([[2], [6, 1], [-8, 5, 3]]);
	});

	it("solves A x = b", () => {
		const lower = cholesky(matrix);
		const x = solveUpper(lower, solveLower(lower, [1, 2, 3]));
		for (const [row, expected] of [1, 2, 3].entries()) {
			const product = (matrix[row] ?? []).reduce((sum, value, column) => sum + value * (x[column] ?? 0), 0);
			expect(product).toBeCloseTo(expected, 9);
		}
	});

	it("stays finite on a matrix that is just not positive definite, and takes an empty one", () => {
		const [, second] = cholesky([[1], [1, 1 - 1e-15]]);
		expect(second?.[1]).toBeGreaterThan(0);
		expect(cholesky([])).toEqual([]);
		expect([...solveUpper([], [])]).toEqual([]);
	});
});
