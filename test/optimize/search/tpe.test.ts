import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { random } from "../../../src/core/random.ts";
import { parzen, recencyWeights } from "../../../src/optimize/search/parzen.ts";
import { splitCells, tpe } from "../../../src/optimize/search/tpe.ts";
import { choiceOf, keyOf } from "../../../src/optimize/search/variables.ts";

interface Case {
	readonly sizes: number[];
	readonly trials: { readonly cell: number[]; readonly mean: number }[];
	/** The numbers of the trials of the best tenth. */
	readonly best: number[];
	readonly cells: number[][];
	readonly logBest: number[];
	readonly logRest: number[];
	/** How often each cell was suggested. */
	readonly suggested: number[];
}

// Made by optuna-tpe.py from Optuna 5.0.0
const optuna: { suggestions: number; cases: Case[] } = JSON.parse(
	readFileSync(new URL("./optuna-tpe_5.0.0.json", import.meta.url), "utf8"),
);
const draws = 1000;
const named = (sizes: readonly number[]) => Object.fromEntries(sizes.map((size, index) => [`v${index}`, size]));

describe.each(optuna.cases)("with the $trials.length trials in $sizes, as Optuna", (given) => {
	const variables = named(given.sizes);
	const observations = given.trials.map(({ cell, mean }) => ({ choice: choiceOf(variables, cell), mean, n: 35 }));
	const split = splitCells(variables, observations);

	it("splits off the best tenth", () => {
		expect(split.best).toEqual(given.best.map((trial) => given.trials[trial]?.cell));
		expect(split.rest).toHaveLength(given.trials.length - given.best.length);
	});

	it("computes both densities of every cell", () => {
		const best = parzen(split.best, given.sizes);
		const rest = parzen(split.rest, given.sizes);
		given.cells.forEach((cell, index) => {
			expect(best.logDensity(cell)).toBeCloseTo(given.logBest[index] ?? 0, 10);
			expect(rest.logDensity(cell)).toBeCloseTo(given.logRest[index] ?? 0, 10);
		});
	});

	it("suggests each cell as often", () => {
		const counts = new Map<string, number>();
		for (let seed = 0; seed < draws; seed++) {
			const key = keyOf(Object.values(tpe.suggest(variables, observations, random(seed))));
			counts.set(key, (counts.get(key) ?? 0) + 1);
		}
		given.cells.forEach((cell, index) => {
			const ours = counts.get(keyOf(cell)) ?? 0;
			const theirs = given.suggested[index] ?? 0;
			const share = (ours + theirs) / (draws + optuna.suggestions);
			const deviation = Math.sqrt(share * (1 - share) * (1 / draws + 1 / optuna.suggestions));
			// some forty cells are compared: one beyond 4 would come up once in 400 such tests
			expect(Math.abs(ours / draws - theirs / optuna.suggestions)).toBeLessThanOrEqual(4 * deviation);
		});
	});
});

describe("a Parzen estimator", () => {
	it("sums to 1 over all cells, of none seen too", () => {
		for (const cells of [[], [[0, 1]], Array.from({ length: 40 }, () => [1, 2])]) {
			const density = parzen(cells, [2, 3]);
			let sum = 0;
			for (let a = 0; a < 2; a++) for (let b = 0; b < 3; b++) sum += Math.exp(density.logDensity([a, b]));
			expect(sum).toBeCloseTo(1, 12);
		}
	});

	it("draws as often as its density says", () => {
		const density = parzen(
			[
				[0, 1],
				[1, 2],
				[1, 1],
			],
			[2, 3],
		);
		const source = random(5);
		const draws = 20_000;
		const counts = new Map<string, number>();
		for (let i = 0; i < draws; i++) {
			const key = keyOf(density.draw(source));
			counts.set(key, (counts.get(key) ?? 0) + 1);
		}
		for (const cell of [
			[0, 0],
			[0, 1],
			[0, 2],
			[1, 0],
			[1, 1],
			[1, 2],
		]) {
			const expected = draws * Math.exp(density.logDensity(cell));
			expect(Math.abs((counts.get(keyOf(cell)) ?? 0) - expected)).toBeLessThan(4 * Math.sqrt(expected));
		}
	});

	it("survives hundreds of variables", () => {
		const sizes = new Array<number>(500).fill(10);
		expect(parzen([sizes.map(() => 1)], sizes).logDensity(sizes.map(() => 2))).toBeLessThan(-1000);
		expect(Number.isFinite(parzen([], sizes).logDensity(sizes.map(() => 2)))).toBe(true);
	});

	it("counts the newest 25 fully and the older less", () => {
		expect(recencyWeights(24)).toEqual(new Array(24).fill(1));
		const weights = recencyWeights(28);
		expect(weights[0]).toBeCloseTo(1 / 28, 12);
		expect(weights[1]).toBeCloseTo((1 / 28 + 1) / 2, 12);
		expect(weights.slice(2)).toEqual(new Array(26).fill(1));
		expect(recencyWeights(0)).toEqual([]);
	});
});

describe("tpe", () => {
	it("draws the first ten uniformly, whatever was seen", () => {
		const choice = { a: 1 };
		const nine = Array.from({ length: 9 }, () => ({ choice, mean: 1, n: 1 }));
		for (let seed = 0; seed < 20; seed++) {
			expect(tpe.suggest({ a: 9 }, nine, random(seed))).toEqual(tpe.suggest({ a: 9 }, [], random(seed)));
		}
	});

	it("tells apart observations that are one and the same value in memory", () => {
		const observation = { choice: { a: 1 }, mean: 1, n: 1 };
		const split = splitCells({ a: 2 }, new Array(12).fill(observation));
		expect([split.best.length, split.rest.length]).toEqual([2, 10]);
	});
});
