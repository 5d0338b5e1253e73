import { expect, it } from "vitest";
import { random } from "../../src/core/random.ts";
import { assign } from "../../src/metric/assignment.ts";

const total = (worth: readonly (readonly number[])[], pairs: readonly (readonly [number, number])[]) =>
	pairs.reduce((sum, [row, column]) => sum + (worth[row]?.[column] ?? Number.NaN), 0);

// Every way to pair: slow and plain
function bestOfAll(worth: readonly (readonly number[])[], row = 0, taken = new Set<number>()): number {
	const values = worth[row];
	if (values === undefined) return 0;
	const options = values.flatMap((value, column) =>
		taken.has(column) ? [] : [value + bestOfAll(worth, row + 1, new Set([...taken, column]))],
	);
	const spare = worth.length - row > values.length - taken.size ? [bestOfAll(worth, row + 1, taken)] : [];
	return Math.max(...options, ...spare);
}

it("finds the best pairing of all, wide, tall and square", () => {
	const draw = random(11);
	for (let round = 0; round < 200; round++) {
		const [rows, columns] = [1 + draw.integer(5), 1 + draw.integer(5)];
		const worth = Array.from({ length: rows }, () => Array.from({ length: columns }, () => draw.integer(7) / 3 - 1));
		const pairs = assign(worth);
		expect(pairs).toHaveLength(Math.min(rows, columns));
		expect(new Set(pairs.map(([row]) => row)).size).toBe(pairs.length);
		expect(new Set(pairs.map(([, column]) => column)).size).toBe(pairs.length);
		expect(total(worth, pairs)).toBeCloseTo(bestOfAll(worth), 10);
	}
});

it("takes nothing, and refuses what is ragged or not finite", () => {
	expect(assign([])).toEqual([]);
	expect(assign([[], []])).toEqual([]);
	expect(() => assign([[1], [1, 2]])).toThrow("expected 1 finite numbers in each row");
	expect(() => assign([[Number.NaN]])).toThrow("finite");
});
