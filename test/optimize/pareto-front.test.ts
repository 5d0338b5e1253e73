import { expect, test } from "vitest";
import { random } from "../../src/core/random.ts";
import { drawByWeight, paretoCounts } from "../../src/optimize/pareto-front.ts";

test("a candidate counts once for each row on which no other beats it", () => {
	expect(paretoCounts([[1, 0, 0.5]])).toEqual([3]);
	expect(
		paretoCounts([
			[1, 0, 0.5],
			[0, 1, 0.5],
		]),
	).toEqual([2, 2]);
});

test("who is best only where others are too is dropped, the weakest first", () => {
	// the third shares the front of the last row with both others
	expect(
		paretoCounts([
			[1, 0, 1],
			[0, 1, 1],
			[0, 0, 1],
		]),
	).toEqual([2, 2, 0]);
	// of two that are alike one stays
	expect(
		paretoCounts([
			[1, 1],
			[1, 1],
		]),
	).toEqual([2, 0]);
});

test("rows that were not run are no fronts; nothing run is nothing drawn", () => {
	expect(
		paretoCounts([
			[1, null],
			[null, 0],
			[0, null],
		]),
	).toEqual([1, 1, 0]);
	expect(paretoCounts([[], []])).toEqual([0, 0]);
	expect(paretoCounts([])).toEqual([]);
	expect(paretoCounts([[1, 0], [1]])).toEqual([2, 0]);
});

test("the draw is in proportion to the weights", () => {
	const source = random(1);
	const drawn = Array.from({ length: 4000 }, () => drawByWeight([1, 0, 3], source));
	expect(drawn.filter((one) => one === 1)).toHaveLength(0);
	expect(drawn.filter((one) => one === 2).length / 4000).toBeCloseTo(0.75, 1);
	expect(drawByWeight([], source)).toBeUndefined();
	expect(drawByWeight([0, 0], source)).toBeUndefined();
});
