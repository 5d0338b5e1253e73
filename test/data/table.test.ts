import { desc, op } from "arquero";
import { describe, expect, it } from "vitest";
import { fromTable, isTable, toTable } from "../../src/data/table.ts";

const rows = [
	{ label: "cat", score: 1 },
	{ label: "dog", score: 0.5 },
	{ label: "cat", score: 0 },
];

describe("toTable", () => {
	it("makes an Arquero table that can be grouped and sorted", async () => {
		const table = await toTable(rows);
		const means = table
			.groupby("label")
			.rollup({ mean: op.mean("score") })
			.orderby(desc("label"));
		expect(means.objects()).toEqual([
			{ label: "dog", mean: 0.5 },
			{ label: "cat", mean: 0.5 },
		]);
	});

	it("keeps rows and columns in order, and leaves the rows alone", async () => {
		const frozen = Object.freeze(rows.map((row) => Object.freeze({ ...row })));
		const table = await toTable(frozen);
		expect(table.columnNames()).toEqual(["label", "score"]);
		expect(fromTable(table)).toEqual(rows);
		expect(fromTable(table)).not.toBe(frozen);
	});

	it("takes no rows, and one", async () => {
		expect(fromTable(await toTable([]))).toEqual([]);
		expect(fromTable(await toTable([{ a: null }]))).toEqual([{ a: null }]);
	});
});

describe("isTable", () => {
	it("knows tables, and what lists its rows as they do", async () => {
		expect(isTable(await toTable(rows))).toBe(true);
		expect(isTable({ objects: () => [] })).toBe(true);
	});

	it.each([[rows], [null], [undefined], ["objects"], [{ objects: [] }], [new Map()]])("%j is none", (value) => {
		expect(isTable(value)).toBe(false);
	});
});
