import { expect, test } from "vitest";
import { random } from "../../../src/core/random.ts";
import { parzen, recencyWeights } from "../../../src/optimize/search/parzen.ts";

const sizes = [3, 2];
const cells = [0, 1, 2].flatMap((a) => [0, 1].map((b) => [a, b]));

test.each([
	["no cell", []],
	["one", [[2, 1]]],
	[
		"repeats",
		[
			[2, 1],
			[2, 1],
			[0, 1],
		],
	],
	["thirty", Array.from({ length: 30 }, (_, index) => [index % 3, index % 2])],
])("after %s it is a density: the cells' shares add up to 1, and draws follow them", (_words, seen) => {
	const density = parzen(seen, sizes);
	const shares = cells.map((cell) => Math.exp(density.logDensity(cell)));
	expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
	const draws = random("parzen");
	const counts = new Map<string, number>();
	const n = 6000;
	for (let draw = 0; draw < n; draw++) {
		const cell = String(density.draw(draws));
		counts.set(cell, (counts.get(cell) ?? 0) + 1);
	}
	cells.forEach((cell, index) => {
		const share = shares[index] as number;
		const away = Math.abs((counts.get(String(cell)) ?? 0) / n - share);
		expect(away).toBeLessThan(4.5 * Math.sqrt((share * (1 - share)) / n));
	});
});

test("without a cell it is uniform; a cell seen is likelier than its neighbours", () => {
	for (const cell of cells) expect(parzen([], sizes).logDensity(cell)).toBeCloseTo(Math.log(1 / 6), 12);
	const { logDensity } = parzen([[2, 1]], sizes);
	expect(logDensity([2, 1])).toBeGreaterThan(logDensity([2, 0]));
	expect(logDensity([2, 0])).toBeGreaterThan(logDensity([0, 0]));
	expect(parzen([], []).logDensity([])).toBe(0);
});

test("many variables do not underflow", () => {
	const many = Array.from({ length: 2000 }, () => 10);
	const { logDensity } = parzen([many.map(() => 3)], many);
	expect(logDensity(many.map(() => 5))).toBeGreaterThan(-Infinity);
});

test("the newest 25 count whole, older ones from 1/n on", () => {
	expect([recencyWeights(0), recencyWeights(1)]).toEqual([[], [1]]);
	const weights = recencyWeights(30);
	expect(weights[0]).toBeCloseTo(1 / 30, 12);
	expect(weights.slice(5)).toEqual(Array.from({ length: 25 }, () => 1));
	expect([...weights].sort((a, b) => a - b)).toEqual(weights);
});
