import { describe, expect, it } from "vitest";
import { random } from "../../../src/core/random.ts";
import {
	allCells,
	cellCount,
	cellOf,
	checkVariables,
	choiceOf,
	randomCell,
} from "../../../src/optimize/search/variables.ts";

describe("variables", () => {
	it("count and list every combination once", () => {
		const variables = { a: 2, b: 3, c: 1 };
		const cells = allCells(variables);
		expect(cellCount(variables)).toBe(6);
		expect(cells).toHaveLength(6);
		expect(new Set(cells.map(String)).size).toBe(6);
		expect(cells.at(-1)).toEqual([1, 2, 0]);
	});

	it("go to a choice and back, whatever the order of its keys", () => {
		expect(choiceOf({ a: 2, b: 3 }, cellOf({ a: 2, b: 3 }, { b: 2, a: 1 }))).toEqual({ a: 1, b: 2 });
	});

	it("draw each choice about equally often", () => {
		const source = random(1);
		const counts = [0, 0, 0];
		for (let i = 0; i < 3000; i++) {
			const [choice = 0] = randomCell({ a: 3 }, source);
			counts[choice] = (counts[choice] ?? 0) + 1;
		}
		for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(4 * Math.sqrt(3000 * (1 / 3) * (2 / 3)));
	});

	it("refuse what leaves nothing to search", () => {
		expect(() => checkVariables("search", {})).toThrow("search: expected at least one variable, found none");
		expect(() => checkVariables("search", { a: 2, b: 0 })).toThrow('choices >= 1 for the variable "b", found 0');
		expect(() => checkVariables("search", { a: 1.5 })).toThrow("found 1.5");
		expect(() => checkVariables("search", { a: 1 })).not.toThrow();
	});

	it.each([[{}], [{ a: 2 }], [{ a: -1 }], [{ a: 0.5 }]])("refuse the choice %j of two", (choice) => {
		expect(() => cellOf({ a: 2 }, choice)).toThrow('a choice from 0 to 1 for the variable "a"');
	});
});
