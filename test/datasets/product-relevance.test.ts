import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { baselines } from "../../datasets/product-relevance/baselines.ts";
import { buildRows, csvOf, type Row, readPairs } from "../../datasets/product-relevance/build.ts";
import { labelOfReason, pairsOf } from "../../datasets/product-relevance/rows.ts";
import { parseCsv } from "../../src/data/csv.ts";
import { dataset } from "../../src/data/load.ts";

const text = readFileSync(new URL("../../datasets/product-relevance/product-relevance.csv", import.meta.url), "utf8");
const rows = (await parseCsv(text)) as unknown as readonly Row[];
const labels = ["positive", "moderate", "negative"];
const sizes = { train: 120, validate: 120, test: 240 };

function share(part: readonly Row[], label: string): number {
	return part.filter((row) => row.label === label).length / part.length;
}

describe("product-relevance.csv", () => {
	it("holds 480 rows over 30 categories, 16 each", () => {
		expect(rows).toHaveLength(480);
		const categories = [...new Set(rows.map((row) => row.category))];
		expect(categories).toHaveLength(30);
		for (const category of categories) expect(rows.filter((row) => row.category === category)).toHaveLength(16);
	});

	it("has parts of 120, 120 and 240 rows, in each of which the labels are level", () => {
		for (const [split, size] of Object.entries(sizes)) {
			const part = rows.filter((row) => row.split === split);
			expect(part).toHaveLength(size);
			for (const label of labels) {
				expect(share(part, label)).toBeGreaterThan(0.28);
				expect(share(part, label)).toBeLessThan(0.4);
			}
		}
	});

	it("gives each category the same share of every part", () => {
		const count = new Map<string, number>();
		for (const { category, split } of rows)
			count.set(`${category} ${split}`, (count.get(`${category} ${split}`) ?? 0) + 1);
		expect(count.size).toBe(90);
		for (const [cell, found] of count) expect([cell, found]).toEqual([cell, cell.endsWith("test") ? 8 : 4]);
	});

	it("keeps a query in one part and writes no pair twice", () => {
		const splitOfQuery = new Map<string, string>();
		for (const { query, split } of rows) {
			expect(splitOfQuery.get(query) ?? split).toBe(split);
			splitOfQuery.set(query, split);
		}
		expect(new Set(rows.map((row) => row.id)).size).toBe(480);
		expect(new Set(rows.map((row) => `${row.query}\n${row.product}`)).size).toBe(480);
		expect(new Set(rows.map((row) => row.product)).size).toBe(480);
	});

	it("gives every row the label that follows from its reason", () => {
		for (const row of rows) expect(row.label).toBe(labelOfReason[row.reason]);
		expect(new Set(rows.map((row) => row.reason)).size).toBe(Object.keys(labelOfReason).length);
	});

	it("is what the source files and the seed make, byte for byte", () => {
		expect(csvOf(buildRows())).toBe(text);
	});

	it("cannot be solved by counting words or letters", () => {
		const found = baselines(rows);
		expect(found["majority label"]).toBeLessThan(0.4);
		expect(found["word overlap, two thresholds"]).toBeLessThan(0.6);
		expect(found["naive Bayes on the product's words"]).toBeLessThan(0.45);
		expect(found["product length, two thresholds"]).toBeLessThan(0.45);
	});

	it("loads as three parts with query, product and label", async () => {
		const parts = await dataset.load("product-relevance");
		expect([parts.train.length, parts.validate.length, parts.test.length]).toEqual([120, 120, 240]);
		const [first] = parts.test;
		expect(Object.keys(first?.input ?? {})).toEqual(["query", "product"]);
		expect(labels).toContain(first?.expected.label);
	});
});

describe("what the maker refuses", () => {
	const pairs = readPairs();

	it("refuses a missing row, and says which category is short", () => {
		expect(() => buildRows(pairs.slice(1))).toThrow(
			/expected 480 rows, found 479[\s\S]*baby: expected 16 rows, found 15/,
		);
	});

	it("refuses two products that say nearly the same", () => {
		const copied = pairs.map((pair, index) => (index === 1 ? { ...pair, product: `${pairs[0]?.product}, new` } : pair));
		expect(() => buildRows(copied)).toThrow(/baby-01 and baby-02 share \d+ % of their words/);
	});

	it("refuses a label that runs away with the rows", () => {
		const lopsided = pairs.map((pair) => ({ ...pair, label: "positive" as const }));
		expect(() => buildRows(lopsided)).toThrow(/positive: expected a share of 0.28 to 0.40, found 1.000/);
	});

	it("refuses a word that gives the label away", () => {
		const telling = pairs.map((pair) =>
			pair.label === "moderate" ? { ...pair, product: `${pair.product}, alas` } : pair,
		);
		expect(() => buildRows(telling)).toThrow(/"ala" gives the label away: 159 of 159/);
	});

	it("refuses a source line without a known mark, and a product before any query", () => {
		expect(() => pairsOf("office", "? stapler\n* Red stapler")).toThrow(/office.txt line 2: expected "\? query"/);
		expect(() => pairsOf("office", "+ Red stapler")).toThrow(/office.txt line 1/);
		expect(pairsOf("office", "")).toEqual([]);
	});
});
