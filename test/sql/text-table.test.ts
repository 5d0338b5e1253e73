import { describe, expect, it } from "vitest";
import { textTable } from "../../src/sql/text-table.ts";

const columns = ["a", "b"];

describe("textTable", () => {
	it("names the columns of no rows", () => {
		expect(textTable({ columns, rows: [], truncated: false }, 100)).toBe("(no rows; columns: a, b)");
	});

	it("leaves out whole rows, keeps the first and says how many", () => {
		const rows = [
			["x".repeat(50), 1],
			["y", 2],
			["z", 3],
		];
		expect(textTable({ columns, rows, truncated: false }, 10)).toBe(`a | b\n${"x".repeat(50)} | 1\n(2 rows left out.)`);
	});

	it("shortens long cells and keeps a row on one line", () => {
		const [, line = ""] = textTable(
			{ columns: ["a"], rows: [[`one\n  two${"x".repeat(300)}`]], truncated: false },
			1000,
		).split("\n");
		expect(line).toHaveLength(200);
		expect(line).toMatch(/^one two.*…$/);
	});
});
