import { describe, expect, it } from "vitest";
import { random } from "../../../src/core/random.ts";
import { fit } from "../../../src/optimize/search/fit.ts";
import { drawLandscape } from "../../../src/optimize/search/landscape.ts";
import { posteriorDraw } from "../../../src/optimize/search/posterior-draw.ts";
import { allCells } from "../../../src/optimize/search/variables.ts";

const draws = 4000;

/** Means and covariances of columns. */
function moments(rows: readonly (readonly number[])[]) {
	const width = rows[0]?.length ?? 0;
	const mean = Array.from({ length: width }, (_, a) => rows.reduce((sum, row) => sum + (row[a] ?? 0), 0) / rows.length);
	const covariance = (a: number, b: number) =>
		rows.reduce((sum, row) => sum + ((row[a] ?? 0) - (mean[a] ?? 0)) * ((row[b] ?? 0) - (mean[b] ?? 0)), 0) /
		rows.length;
	return { mean, covariance };
}

describe("a landscape", () => {
	it("has the covariances of its kernel, over many draws", () => {
		const kernel = { base: 1, match: 0.5, pair: 0.25, cell: 0 };
		const source = random(3);
		const cells = [
			[0, 0, 0],
			[0, 0, 1],
			[1, 1, 1],
		];
		const rows = Array.from({ length: draws }, () => {
			const { at } = drawLandscape(kernel, [2, 2, 2], source);
			return cells.map(at);
		});
		const { covariance } = moments(rows);
		const near = (value: number) => expect.closeTo(value, 0); // within ½; below, four standard errors
		expect([covariance(0, 0), covariance(0, 1), covariance(0, 2)]).toEqual([near(3.25), near(2.25), near(1)]);
		const error = 4 * 3.25 * Math.sqrt(2 / draws);
		expect(Math.abs(covariance(0, 0) - 3.25)).toBeLessThan(error);
		expect(Math.abs(covariance(0, 1) - 2.25)).toBeLessThan(error);
		expect(Math.abs(covariance(0, 2) - 1)).toBeLessThan(error);
	});

	it("raises each other cell by the covariance", () => {
		const landscape = drawLandscape({ base: 1, match: 0.5, pair: 0.25, cell: 9 }, [3, 3, 3], random(1));
		const [a, b] = [
			[0, 1, 2],
			[0, 1, 1],
		];
		const before = [landscape.at(a), landscape.at(b)];
		landscape.raise(a, 2);
		expect(landscape.at(a) - (before[0] ?? 0)).toBeCloseTo(2 * (1 + 1.5 + 0.75), 12);
		expect(landscape.at(b) - (before[1] ?? 0)).toBeCloseTo(2 * (1 + 1 + 0.25), 12);
	});
});

describe("draws of what is believed", () => {
	it("have the mean and variance of the process, at cells seen and not", () => {
		const variables = { a: 2, b: 2 };
		const observations = [
			{ choice: { a: 0, b: 0 }, mean: 0.3, n: 35 },
			{ choice: { a: 1, b: 0 }, mean: 0.7, n: 300 },
		];
		const fitted = fit(variables, observations);
		const cells = [[0, 0], [1, 0], ...allCells(variables).filter(([, b]) => b === 1)];
		const source = random(9);
		const rows = Array.from({ length: draws }, () => posteriorDraw(fitted, [2, 2], cells, source));
		const { mean, covariance } = moments(rows);
		for (const [index, cell] of cells.entries()) {
			const believed = fitted.process.at(cell);
			expect(Math.abs((mean[index] ?? 0) - believed.mean)).toBeLessThan(4 * Math.sqrt(believed.variance / draws));
			expect(Math.abs(covariance(index, index) / believed.variance - 1)).toBeLessThan(4 * Math.sqrt(2 / draws));
		}
	});
});
