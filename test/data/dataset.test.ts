import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { DataError } from "../../src/core/errors.ts";
import { formatCsv, parseCsv } from "../../src/data/csv.ts";
import { dataset } from "../../src/data/load.ts";
import { toTable } from "../../src/data/table.ts";

const spec = { input: ["text"], expected: ["label"] } as const;

async function file(name: string, text: string | Uint8Array): Promise<string> {
	const path = join(await mkdtemp(join(tmpdir(), "touchstone-")), name);
	await writeFile(path, text);
	return path;
}

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

	it("reads CSV and JSON lines, and says where they are broken", async () => {
		const csv = await file("good.csv", '\uFEFFtext,label\r\n"a, ""b""\nc",x\r\n');
		expect((await dataset.csv(csv, spec)).examples[0]?.input).toEqual({ text: 'a, "b"\nc' });
		const ragged = dataset.csv(await file("bad.csv", "text,label\na,x\nb\n"), spec);
		await expect(ragged).rejects.toThrow(/bad, row 2: expected 2 cells \(text, label\), found 1/);
		await expect(ragged).rejects.toBeInstanceOf(DataError);
		const open = dataset.csv(await file("open.csv", 'text,label\na,x\n"b,y\n'), spec);
		await expect(open).rejects.toThrow(/open, row 2: expected a closing quote/);
		const lines = dataset.jsonl(await file("x.jsonl", '{"text":"a","label":"x"}\n{"text":\n'), spec);
		await expect(lines).rejects.toThrow(/x, line 2: expected JSON/);
		await expect(dataset.csv("/nowhere.csv", spec)).rejects.toThrow(/cannot read/);
		await expect(parseCsv("a,a\n1,2\n")).rejects.toThrow(/found "a" twice/);
	});

	it("reads line ends of every kind in one file, and old ones", async () => {
		const rows = [
			{ a: "1", b: "2" },
			{ a: "3", b: "4\n5" },
			{ a: "6", b: "7" },
		];
		expect(await parseCsv('a,b\r\n1,2\n3,"4\n5"\r6,7\r\n')).toEqual(rows);
		expect(await parseCsv('a,b\n1,2\r\n3,"4\n5"\n6,7')).toEqual(rows);
		expect(await parseCsv("a,b\r1,2\r")).toEqual([{ a: "1", b: "2" }]);
	});

	it("names the columns that have no name", async () => {
		await expect(parseCsv("a,b,,\n1,2,,\n", "sheet")).rejects.toThrow(/^sheet: columns 3 and 4 have no name/);
		await expect(parseCsv("a, ,c\n1,2,3\n", "sheet")).rejects.toThrow(/^sheet: column 2 has no name/);
		await expect(parseCsv("__proto__,a\n1,2\n")).rejects.toThrow(/__proto__/);
	});

	it("reads JSON lines behind a byte-order mark", async () => {
		const lines = dataset.jsonl(await file("b.jsonl", '\uFEFF{"text":"a","label":"x"}\n'), spec);
		expect((await lines).length).toBe(1);
	});

	it.each([
		["Latin-1", Buffer.from("text,label\na,x\ncaf\u00e9,y\n", "latin1"), 3],
		["UTF-16", Buffer.from("\uFEFFtext,label\na,x\n", "utf16le"), 1],
	])("says that %s is no UTF-8, and where", async (_, bytes, line) => {
		const read = dataset.csv(await file("odd.csv", bytes), spec);
		await expect(read).rejects.toThrow(new RegExp(`odd: expected text in UTF-8, found other bytes in line ${line} of`));
		await expect(read).rejects.toBeInstanceOf(DataError);
	});

	it("writes CSV that it reads back", async () => {
		const rows = [{ a: 'quo"te', b: "line\nbreak", c: "1,5" }];
		expect(await parseCsv(formatCsv(rows))).toEqual(rows);
	});

	it("shows its first rows", () => {
		expect(dataset([{ text: "meow", label: "cat" }], { ...spec, name: "pets" }).view().text).toContain("pets: 1 rows");
	});

	it("knows what it ships", async () => {
		const unknown = dataset.load("nothing" as "product-relevance");
		await expect(unknown).rejects.toThrow(/expected one of product-relevance, news-summaries, support-qa/);
		const inherited = dataset.load("constructor" as "product-relevance");
		await expect(inherited).rejects.toThrow(/expected one of .*, found "constructor"/);
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
