import { describe, expect, it } from "vitest";
import { canonicalForm } from "../../src/sql/canonical-form.ts";

describe("canonicalForm is the same for", () => {
	it.each([
		["case, white space and comments", "SELECT Name FROM City -- all\n;", "select name\nfrom city"],
		["an alias of a table", "SELECT c.name FROM city AS c", "SELECT name FROM city"],
		[
			"names of columns, and their order",
			"SELECT name AS n, count(*) AS k FROM t GROUP BY name",
			"SELECT count(*), name FROM t GROUP BY name",
		],
		["AND in another order", "SELECT a FROM t WHERE b = 1 AND c = 'x'", "SELECT a FROM t WHERE c = 'x' AND b = 1"],
		[
			"OR in another order",
			"SELECT a FROM t WHERE b = 1 OR c = 2 OR d = 3",
			"SELECT a FROM t WHERE d = 3 OR c = 2 OR b = 1",
		],
		["sides of an equation", "SELECT a FROM t WHERE b = c", "SELECT a FROM t WHERE c == b"],
		["a comparison turned round", "SELECT a FROM t WHERE b >= 3 AND c <> 1", "SELECT a FROM t WHERE 1 != c AND 3 <= b"],
		["BETWEEN", "SELECT a FROM t WHERE b BETWEEN 1 AND 5", "SELECT a FROM t WHERE b <= 5 AND b >= 1"],
		["a list", "SELECT a FROM t WHERE b IN (1, 2, 'x')", "SELECT a FROM t WHERE b IN ('x', 2, 1)"],
		[
			"joins",
			"SELECT a.x FROM a JOIN b ON a.id = b.id WHERE b.y = 1",
			"SELECT a.x FROM b, a WHERE b.y = 1 AND b.id = a.id",
		],
		[
			"a table joined with itself",
			"SELECT p.n FROM t p JOIN t q ON p.a = q.b",
			"SELECT x.n FROM t AS x INNER JOIN t AS y ON y.b = x.a",
		],
		[
			"ordinals",
			"SELECT city, count(*) FROM t GROUP BY 1 ORDER BY 2 DESC",
			"SELECT city, count(*) AS n FROM t GROUP BY city ORDER BY n DESC",
		],
		[
			"ASC, and LIMIT's two ways",
			"SELECT a FROM t ORDER BY a LIMIT 5 OFFSET 2",
			"SELECT a FROM t ORDER BY a ASC LIMIT 2, 5",
		],
		["spellings of a number", "SELECT a FROM t WHERE b > 1.50", "SELECT a FROM t WHERE b > 1.5"],
		["old quotes", 'SELECT a FROM t WHERE b = "x"', "SELECT a FROM t WHERE b = 'x'"],
		[
			"parentheses that change nothing",
			"SELECT a FROM t WHERE (b = 1) AND (c = 2)",
			"SELECT a FROM t WHERE b = 1 AND c = 2",
		],
		[
			"what the parser has no word for, case aside",
			"SELECT a FROM t EXCEPT SELECT a FROM u",
			"select A from T except select A from U",
		],
	])("%s", async (_, a, b) => {
		expect(await canonicalForm(a)).toBe(await canonicalForm(b));
	});
});

describe("canonicalForm differs for", () => {
	it.each([
		["a text's case", "SELECT a FROM t WHERE b = 'X'", "SELECT a FROM t WHERE b = 'x'"],
		["AND and OR", "SELECT a FROM t WHERE b = 1 AND c = 2", "SELECT a FROM t WHERE b = 1 OR c = 2"],
		// grouped from left to right by the parser, these two would be the same
		[
			"what binds tighter",
			"SELECT a FROM t WHERE b = 1 OR c = 2 AND d = 3",
			"SELECT a FROM t WHERE (b = 1 OR c = 2) AND d = 3",
		],
		["the sides of a comparison", "SELECT a FROM t WHERE b < c", "SELECT a FROM t WHERE c < b"],
		["DISTINCT", "SELECT DISTINCT a FROM t", "SELECT a FROM t"],
		["DISTINCT inside", "SELECT count(DISTINCT a) FROM t", "SELECT count(a) FROM t"],
		["directions", "SELECT a FROM t ORDER BY a DESC", "SELECT a FROM t ORDER BY a"],
		["the order of ORDER BY", "SELECT a FROM t ORDER BY a, b", "SELECT a FROM t ORDER BY b, a"],
		["kinds of join", "SELECT a.x FROM a LEFT JOIN b ON a.i = b.i", "SELECT a.x FROM a JOIN b ON a.i = b.i"],
		[
			"the tables of a LEFT JOIN",
			"SELECT 1 FROM a LEFT JOIN b ON a.i = b.i",
			"SELECT 1 FROM b LEFT JOIN a ON a.i = b.i",
		],
		["limits", "SELECT a FROM t LIMIT 1", "SELECT a FROM t LIMIT 2"],
		["division of whole and real numbers", "SELECT a / 2 FROM t", "SELECT a / 2.0 FROM t"],
		["subtraction", "SELECT a - b FROM t", "SELECT b - a FROM t"],
		["UNION and UNION ALL", "SELECT a FROM t UNION SELECT a FROM u", "SELECT a FROM t UNION ALL SELECT a FROM u"],
		["EXCEPT and UNION", "SELECT a FROM t EXCEPT SELECT a FROM u", "SELECT a FROM t UNION SELECT a FROM u"],
		["NULLS FIRST and LAST", "SELECT a FROM t ORDER BY a NULLS FIRST", "SELECT a FROM t ORDER BY a NULLS LAST"],
		["NOT", "SELECT a FROM t WHERE NOT (b = 1)", "SELECT a FROM t WHERE b = 1"],
		["parameters", "SELECT a FROM t WHERE b = :x", "SELECT a FROM t WHERE b = ':x'"],
	])("%s", async (_, a, b) => {
		expect(await canonicalForm(a)).not.toBe(await canonicalForm(b));
	});
});

it.each(["", "SELECT 1; SELECT 2", "SELECT a a a FROM t"])("refuses %j", async (sql) => {
	await expect(canonicalForm(sql)).rejects.toMatchObject({ code: "data" });
});
