import { describe, expect, it } from "vitest";
import { type CompareResultsOptions, compareResultSets } from "../../src/sql/compare-result-sets.ts";
import type { SqlValue } from "../../src/sql/result-set.ts";

type Rows = readonly (readonly SqlValue[])[];
const result = (rows: Rows, width = rows[0]?.length ?? 1) => ({
	columns: Array.from({ length: width }, (_, index) => `c${index}`),
	rows,
});
const compare = (reference: Rows, candidate: Rows, options: CompareResultsOptions = {}) =>
	compareResultSets(result(reference), result(candidate), options);

describe("results that are equal", () => {
	const cases: [string, Rows, Rows][] = [
		["none", [], []],
		["one value", [[1]], [[1]]],
		["rows in another order", [[1], [2], [2]], [[2], [1], [2]]],
		[
			"columns in another order",
			[
				["a", 1],
				["b", 2],
			],
			[
				[1, "a"],
				[2, "b"],
			],
		],
		[
			"columns alike as bags but not as rows",
			[
				[1, 2, "a"],
				[2, 1, "b"],
			],
			[
				[2, 1, "a"],
				[1, 2, "b"],
			],
		],
		[
			"a column twice",
			[
				[1, 1],
				[2, 2],
			],
			[
				[1, 1],
				[2, 2],
			],
		],
		["NULLs", [[null, 1]], [[null, 1]]],
		["sums in another order", [[0.1 + 0.2]], [[0.3]]],
		["a whole number as real", [[2]], [[2.0]]],
		["zeros", [[0]], [[-0]]],
		["a number as text", [["2024", 1]], [[2024, 1]]],
		["dates", [["2024-03-01"]], [["2024-03-01"]]],
		["bytes", [[new Uint8Array([1, 2])]], [[new Uint8Array([1, 2])]]],
		["numbers beyond doubles", [[9007199254740993n]], [[9007199254740993n]]],
	];
	it.each(cases)("%s", (_, reference, candidate) => {
		expect(compare(reference, candidate)).toMatchObject({ equal: true, score: 1 });
	});
});

describe("results that differ, with F1 = 2m / (a + b) by hand", () => {
	const cases: [string, Rows, Rows, number][] = [
		["another value", [[1]], [[2]], 0],
		[
			"one row of two",
			[
				["a", 1],
				["b", 2],
			],
			[
				["a", 1],
				["c", 2],
			],
			0.5,
		],
		["a row too few", [[1], [2], [3]], [[1], [2]], 0.8],
		["a row too many", [[1]], [[1], [2], [3]], 0.5],
		["a row counted once that occurs twice", [[1], [1]], [[1]], 2 / 3],
		["nothing found", [[1]], [], 0],
		["something where nothing was expected", [], [[1]], 0],
		["NULL is not 0", [[null]], [[0]], 0],
		["NULL is not an empty text", [[null]], [[""]], 0],
		["nor a text of that name", [[null]], [["null"]], 0],
		["letter case", [["Arlen"]], [["arlen"]], 0],
		["a text that only looks like a number", [["007"]], [[7]], 0],
		["whole numbers next to each other", [[10_000_000_000]], [[10_000_000_001]], 0],
		["neighbours beyond doubles", [[9007199254740993n]], [[9007199254740995n]], 0],
		[
			"values that are alike by column but not by row",
			[
				["a", 1],
				["b", 2],
			],
			[
				["a", 2],
				["b", 1],
			],
			0,
		],
		["a column too many", [["a"]], [["a", 1]], 0],
	];
	it.each(cases)("%s", (_, reference, candidate, score) => {
		const found = compare(reference, candidate);
		expect(found.equal).toBe(false);
		expect(found.score).toBeCloseTo(score, 12);
	});

	it("say which rows", () => {
		expect(
			compare(
				[
					["a", 1],
					["b", null],
				],
				[
					["a", 1],
					["c", 2],
				],
			).reason,
		).toBe("1 of 2 expected rows found; missing (b, NULL); not expected (c, 2)");
		expect(compareResultSets(result([[1]]), result([[1, 2]])).reason).toBe("expected 1 column, found 2");
		expect(compareResultSets(result([], 2), result([], 3)).reason).toBe("expected 2 columns, found 3");
		expect(compare([[1]], []).reason).toBe("expected 1 row, found none");
	});
});

describe("tolerance", () => {
	it("is the wider of the two, and never joins whole numbers", () => {
		expect(compare([[10.04]], [[10]]).equal).toBe(false);
		expect(compare([[10.04]], [[10]], { absolute: 0.05 }).equal).toBe(true);
		expect(compare([[1000.4]], [[1000.9]], { relative: 0.001 }).equal).toBe(true);
		expect(compare([[10]], [[11]], { absolute: 5 }).equal).toBe(false);
	});
});

describe("order, where it counts", () => {
	const sorted: Rows = [
		["a", 3],
		["b", 2],
		["c", 2],
		["d", 1],
	];

	it("is compared row by row", () => {
		expect(compare(sorted, sorted, { order: "same" })).toMatchObject({ equal: true, score: 1 });
		const moved = compare(
			sorted,
			[
				["b", 2],
				["c", 2],
				["d", 1],
				["a", 3],
			],
			{ order: "same" },
		);
		expect(moved).toMatchObject({
			equal: false,
			score: 0.75,
			reason: "the same rows in another order: 75.0 % in place",
		});
	});

	it("lets rows that the sorting does not tell apart change places", () => {
		const tied: Rows = [
			["a", 3],
			["c", 2],
			["b", 2],
			["d", 1],
		];
		expect(compare(sorted, tied, { order: "same" }).equal).toBe(false);
		expect(compare(sorted, tied, { order: [1] }).equal).toBe(true);
		expect(compare(sorted, [...sorted].reverse(), { order: [1] }).equal).toBe(false);
	});

	it("does not hide rows that differ", () => {
		expect(compare(sorted, [["a", 3]], { order: [1] }).score).toBeCloseTo(0.4, 12);
	});
});

it("refuses a result that was cut off", () => {
	const cut = { ...result([[1]]), truncated: true };
	expect(() => compareResultSets(cut, result([[1]]))).toThrow("found one cut off after 1 row. Raise maxRows.");
});

it("finds the columns of a wide result in any order, quickly", () => {
	const rows = Array.from({ length: 200 }, (_, row) =>
		Array.from({ length: 20 }, (_, column) => (row * 7 + column) % 10),
	);
	const turned = rows.map((row) => [...row].reverse());
	expect(compare(rows, turned).equal).toBe(true);
});
