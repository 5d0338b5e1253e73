import { expect, it } from "vitest";
import { resultSet, valueText } from "../../src/sql/result-set.ts";

it("shows fifty rows and says how many more there are", () => {
	const { text } = resultSet(
		["n"],
		Array.from({ length: 60 }, (_, n) => [n]),
		{ notes: ["A note."] },
	).view();
	expect(text.split("\n")).toHaveLength(2 + 50 + 2);
	expect(text).toMatch(/10 rows more\. A note\.$/);
});

it("shows no rows, and columns of one name", () => {
	expect(resultSet(["a", "a"], []).view().text).toBe("a  a\n─  ─\n(no rows)");
	expect(resultSet(["a", "a"], [[1, 2]]).view().text).toBe("a  a\n─  ─\n1  2");
});

it.each([
	[null, "NULL"],
	[0.1 + 0.2, "0.3"],
	[12, "12"],
	[9007199254740993n, "9007199254740993"],
	["", ""],
	[new Uint8Array(1), "(1 byte)"],
])("%s as text", (value, text) => {
	expect(valueText(value)).toBe(text);
});
