import { expect, test } from "vitest";
import { random } from "../../../src/core/random.ts";
import { covariances, matches } from "../../../src/optimize/search/kernel.ts";
import { drawLandscape } from "../../../src/optimize/search/landscape.ts";

const kernel = { base: 0.5, match: 1, pair: 0.25, cell: 0 };
const sizes = [2, 3, 2];

test("draws vary as the kernel says: their covariances are its own", () => {
	const cells = [
		[0, 0, 0],
		[0, 0, 1],
		[0, 2, 1],
		[1, 1, 1],
	];
	const draws = random("landscapes");
	const n = 4000;
	const values = Array.from({ length: n }, () => {
		const { at } = drawLandscape(kernel, sizes, draws);
		return cells.map(at);
	});
	const byMatches = covariances(kernel, sizes.length);
	cells.forEach((a, i) => {
		cells.forEach((b, j) => {
			const found = values.reduce((sum, row) => sum + (row[i] as number) * (row[j] as number), 0) / n;
			const expected = byMatches[matches(a, b)] as number;
			const variance = byMatches[sizes.length] as number;
			expect(Math.abs(found - expected)).toBeLessThan(5 * Math.sqrt((variance ** 2 + expected ** 2) / n));
		});
	});
});

test("raising a cell raises every other by their covariance", () => {
	const landscape = drawLandscape(kernel, sizes, random(1));
	const cells = [
		[0, 0, 0],
		[0, 0, 1],
		[1, 2, 1],
	];
	const before = cells.map(landscape.at);
	landscape.raise([0, 0, 0], 2);
	const byMatches = covariances(kernel, sizes.length);
	cells.forEach((cell, index) => {
		const rise = landscape.at(cell) - (before[index] as number);
		expect(rise).toBeCloseTo(2 * (byMatches[matches(cell, [0, 0, 0])] as number), 12);
	});
});
