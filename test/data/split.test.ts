import { describe, expect, it } from "vitest";
import { datasetOf } from "../../src/data/dataset.ts";
import { sample, split } from "../../src/data/split.ts";

const data = datasetOf(
	Array.from({ length: 100 }, (_, n) => ({ n, label: n % 10 < 7 ? "common" : n % 10 < 9 ? "rare" : "rarest" })),
	{ input: ["n"], expected: ["label"] },
);
const stratify = (example: { expected: { label: string } }) => example.expected.label;

describe("split", () => {
	it("gives every row to one part", () => {
		const parts = split(data, { train: 0.25, validate: 0.25, test: 0.5 }, { seed: 3 });
		const ids = Object.values(parts).flatMap((part) => part.examples.map((example) => example.id));
		expect(ids.length).toBe(100);
		expect(new Set(ids).size).toBe(100);
		expect(Object.values(parts).map((part) => part.length)).toEqual([25, 25, 50]);
	});

	it("keeps the share of every class within a row", () => {
		const { train } = split(data, { train: 0.3, test: 0.7 }, { seed: 1, stratify });
		const count = (label: string) => train.examples.filter((example) => example.expected.label === label).length;
		expect(count("common")).toBe(21);
		expect(count("rare")).toBe(6);
		expect(count("rarest")).toBe(3);
	});

	it("marks each part by its name, and a sample of it too", () => {
		const { test } = split(data, { train: 0.5, test: 0.5 });
		expect([data.part, test.part, sample(test, 5).part]).toEqual([undefined, "test", "test"]);
	});

	it("gives every part its share of every class, rounded up or down, whatever the sizes", () => {
		const label = (n: number) => `class ${Math.floor(Math.sqrt(n * 7))}`; // classes of 1 to 21 rows
		const uneven = datasetOf(
			Array.from({ length: 1500 }, (_, n) => ({ n, label: label(n) })),
			{ input: ["n"], expected: ["label"] },
		);
		const counts = (rows: Iterable<{ expected: { label: string } }>) => {
			const found = new Map<string, number>();
			for (const { expected } of rows) found.set(expected.label, (found.get(expected.label) ?? 0) + 1);
			return found;
		};
		const shares = { train: 0.7, validate: 0.15, test: 0.15 };
		for (const seed of [1, 2, 3]) {
			const parts = split(uneven, shares, { seed, stratify });
			for (const [name, share] of Object.entries(shares)) {
				const part = parts[name as keyof typeof shares];
				expect(Math.abs(part.length - share * 1500)).toBeLessThan(1.5);
				const found = counts(part);
				for (const [of, rows] of counts(uneven)) {
					const got = found.get(of) ?? 0;
					expect(got, `${name}, ${of}`).toBeGreaterThanOrEqual(Math.floor(share * rows + 1e-9));
					expect(got, `${name}, ${of}`).toBeLessThanOrEqual(Math.ceil(share * rows - 1e-9));
				}
			}
		}
	});

	it("says which classes a part has no row of, and how many have one row only", () => {
		const labels = ["a", "a", "a", "a", "b", "b", "c", "d"];
		const few = datasetOf(
			labels.map((label, n) => ({ n, label })),
			{ input: ["n"], expected: ["label"] },
		);
		const { one, two } = split(few, { one: 0.5, two: 0.5 }, { stratify });
		expect([...one.notes, ...two.notes].sort()).toEqual([
			"Holds no row of 1 of the 4 strata, 1 of which have a single row in all: c.",
			"Holds no row of 1 of the 4 strata, 1 of which have a single row in all: d.",
		]);
		expect(one.view().text).toContain("Holds no row of 1 of the 4 strata");
		expect(split(few, { one: 0.5, two: 0.5 }).one.notes).toEqual([]);
		expect(split(data, { one: 0.5, two: 0.5 }, { stratify }).one.notes).toEqual([]);
	});

	it("depends on the seed and on nothing else", () => {
		const ids = (seed: number) => split(data, { a: 0.5, b: 0.5 }, { seed }).a.examples.map((example) => example.id);
		expect(ids(1)).toEqual(ids(1));
		expect(ids(1)).not.toEqual(ids(2));
	});

	it("refuses ratios that do not sum to 1, and a part without rows", () => {
		expect(() => split(data, { a: 0.6, b: 0.6 })).toThrow("split: expected ratios summing to 1, found 1.2");
		expect(() => split(data, { a: 1, b: 0 })).toThrow(/above 0/);
		const one = datasetOf([{ n: 1 }], { input: ["n"], expected: ["n"] });
		expect(() => split(one, { a: 0.5, b: 0.5 })).toThrow(/found none for "b"/);
	});
});

describe("sample", () => {
	it("takes exactly n rows in the data's order", () => {
		const ids = sample(data, 40, { seed: 1, stratify }).examples.map((example) => Number(example.id));
		expect(ids.length).toBe(40);
		expect(ids).toEqual([...ids].sort((a, b) => a - b));
		expect(sample(data, 500).length).toBe(100);
		expect(() => sample(data, 0)).toThrow(/whole number of rows >= 1, found 0/);
	});
});
