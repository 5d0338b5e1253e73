import { expect, it } from "vitest";
import { bestSoFar } from "../../src/optimize/best-so-far.ts";
import { standing, trial } from "./outcome.ts";

const values = [0.5, 0.4, 0.6, null, 0.6, 0.7];
const trials = values.map((value, index) => trial(standing(index, { value }), 10 * index));

it("keeps the trials that beat all before them, the first of equals", () => {
	expect(bestSoFar(trials, "higher")).toEqual([
		{ calls: 0, value: 0.5, candidate: 0 },
		{ calls: 20, value: 0.6, candidate: 2 },
		{ calls: 50, value: 0.7, candidate: 5 },
	]);
	expect(bestSoFar(trials, "lower").map(({ candidate }) => candidate)).toEqual([0, 1]);
});

it("leaves trials on some rows out, and stands for none", () => {
	expect(bestSoFar([trial(standing(1, { complete: false, value: 1 }), 5)], "higher")).toEqual([]);
	expect(bestSoFar([], "higher")).toEqual([]);
});
