import { expect, test } from "vitest";
import { seenCells } from "../../../src/optimize/search/seen.ts";

const variables = { instruction: 3, demos: 2 };
const at = (instruction: number, demos: number, mean: number, n: number, variance?: number) => ({
	choice: { instruction, demos },
	mean,
	n,
	...(variance === undefined ? {} : { variance }),
});

test("repeats are weighted by their precision: for equal variances that is the mean of all items", () => {
	const [cell, other] = seenCells(variables, [at(1, 0, 0.5, 10, 1), at(2, 1, 0.9, 5, 1), at(1, 0, 0.8, 30, 1)], 0);
	expect(cell).toEqual({
		cell: [1, 0],
		mean: expect.closeTo((0.5 * 10 + 0.8 * 30) / 40, 12),
		noise: expect.closeTo(1 / 40, 12),
		n: 40,
	});
	expect(other).toMatchObject({ cell: [2, 1], mean: 0.9, n: 5 });
});

test("a noisier one counts less; exact ones are averaged by their items; nothing seen is nothing", () => {
	const [cell] = seenCells(variables, [at(0, 0, 0, 10, 1), at(0, 0, 1, 10, 9)], 0);
	// variances of few items are drawn towards the usual one, 5, as if seen on 10 items more: 3 and 7, noises 0.3 and 0.7
	expect(cell?.mean).toBeCloseTo(0.3, 12);
	expect(cell?.noise).toBeCloseTo(0.21, 12);
	expect(seenCells(variables, [at(0, 0, 0.2, 1, 0), at(0, 0, 0.8, 3, 0)], 0)[0]).toMatchObject({
		mean: expect.closeTo(0.65, 12),
		noise: 0,
		n: 4,
	});
	expect(seenCells(variables, [], 0)).toEqual([]);
});
