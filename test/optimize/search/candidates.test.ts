import { expect, test } from "vitest";
import { random } from "../../../src/core/random.ts";
import { candidates } from "../../../src/optimize/search/candidates.ts";

const seen = (cell: number[], mean: number) => ({ cell, mean, noise: 0.1, n: 1 });

test("a small table is looked at whole, what was seen first, no cell twice", () => {
	const cells = candidates({ a: 3, b: 2 }, [seen([2, 1], 0.5), seen([0, 1], 0.9)], random(0));
	expect(cells.slice(0, 2)).toEqual([
		[2, 1],
		[0, 1],
	]);
	expect(cells).toHaveLength(6);
	expect(new Set(cells.map(String)).size).toBe(6);
});

test("of a large one some thousand are drawn, about half of them one choice away from the best seen", () => {
	const variables = Object.fromEntries(Array.from({ length: 6 }, (_, index) => [`v${index}`, 10]));
	const best = [1, 2, 3, 4, 5, 6];
	const cells = candidates(variables, [seen(best, 0.9)], random(0));
	expect(cells.length).toBeLessThanOrEqual(1 + 4096);
	expect(new Set(cells.map(String)).size).toBe(cells.length);
	const away = (cell: readonly number[]) => cell.filter((choice, index) => choice !== best[index]).length;
	expect(cells.filter((cell) => away(cell) === 1).length).toBe(54); // 6 variables of 9 other choices, all of them met
	expect(cells.filter((cell) => away(cell) >= 4).length).toBeGreaterThan(1000);
	expect(candidates(variables, [], random(0)).length).toBeGreaterThan(4000);
});
