import { describe, expect, it } from "vitest";
import { z } from "zod";
import { dataset } from "../../src/data/load.ts";
import { toTable } from "../../src/data/table.ts";

const spec = { input: ["text"], expected: ["label"] } as const;

describe("dataset", () => {
	it("has a content hash that follows ids, inputs and expected values, not the name", () => {
		const rows = [{ text: "a", label: "x" }];
		expect(dataset(rows, { ...spec, name: "one" }).hash).toBe(dataset(rows, { ...spec, name: "two" }).hash);
		expect(dataset([{ text: "b", label: "x" }], spec).hash).not.toBe(dataset(rows, spec).hash);
	});

	it("refuses no rows, a missing column and a duplicate id, naming row and column", () => {
		expect(() => dataset([], spec)).toThrow(/dataset data: expected at least one row/);
		expect(() => dataset([{ text: "a", label: "x" }, { text: "b" }], spec)).toThrow(
			expect.objectContaining({ code: "data", row: 2, column: "label" }),
		);
		const twice = [
			{ id: "7", text: "a", label: "x" },
			{ id: "7", text: "b", label: "x" },
		];
		expect(() => dataset(twice, { ...spec, id: "id" })).toThrow(/found "7" in rows 1 and 2/);
	});

	it("validates and converts by shapes", () => {
		const shapes = { input: { n: z.coerce.number() }, expected: { label: z.enum(["x", "y"]) } };
		expect(dataset([{ n: "4", label: "x" }], shapes).examples[0]?.input).toEqual({ n: 4 });
		expect(() => dataset([{ n: "4", label: "z" }], { ...shapes, name: "d" })).toThrow(
			/dataset d, row 1, column "label": /,
		);
	});

	it("reads an Arquero table", async () => {
		const table = await toTable([{ text: "a", label: "x" }]);
		expect(dataset(table, spec).examples[0]).toMatchObject({ input: { text: "a" }, expected: { label: "x" } });
	});

	it("shows its first rows", () => {
		expect(dataset([{ text: "meow", label: "cat" }], { ...spec, name: "pets" }).view().text).toContain("pets: 1 row\n");
	});

	it("does not take for a column what every object has", () => {
		expect(() => dataset([null as unknown as object], { input: ["a"], expected: ["a"] })).toThrow(
			/row 1: expected a column "a", found none/,
		);
		expect(() => dataset([{ a: 1 }], { input: ["constructor"], expected: ["a"] })).toThrow(
			/row 1: expected a column "constructor", found a/,
		);
		const shapes = { input: { toString: z.string().optional() }, expected: { a: z.number() } };
		expect(Object.keys(dataset([{ a: 1 }], shapes).examples[0]?.input ?? {})).toEqual([]);
	});
});
