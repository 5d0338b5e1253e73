import { describe, expect, it } from "vitest";
import { parseSql } from "../../src/sql/parse-sql.ts";
import { tokensOf } from "../../src/sql/tokens.ts";

const parse = (sql: string) => parseSql(tokensOf(sql));

describe("parseSql", () => {
	it("keeps what literals say out of the parser's hands", async () => {
		const { literals, exact } = await parse("SELECT 'a\\', x'00', :p, 'a\\'");
		expect({ literals, exact }).toEqual({ literals: ["string:a\\", "blob:x'00'", "parameter::p"], exact: true });
	});

	it.each([
		["SELECT a FROM t", true],
		["SELECT MAX(DISTINCT a) FROM show", true],
		["SELECT a FROM t UNION SELECT a FROM u", true],
		["SELECT a FROM t EXCEPT SELECT a FROM u", false],
		["SELECT a FROM t INTERSECT SELECT a FROM u", false],
		["SELECT count(*) FILTER (WHERE (a) > 1), b FROM t", false],
		["SELECT a FROM t ORDER BY a COLLATE NOCASE", false],
		["SELECT a FROM t ORDER BY a NULLS LAST", false],
		["SELECT a FROM t WHERE a LIKE 'x' ESCAPE 'y'", false],
	])("says whether the tree holds everything: %s", async (sql, exact) => {
		const parsed = await parse(sql);
		expect(parsed.exact).toBe(exact);
		expect(parsed.tree.type).toBe("select");
	});

	it("says where the parser stopped, in the statement's own words", async () => {
		await expect(parse("SELECT a FROM t WHERE 'x' 'y z'")).rejects.toMatchObject({
			code: "data",
			message: expect.stringContaining(`the parser cannot read on at "'y z'"`),
		});
		await expect(parse("SELECT a FROM t WHERE")).rejects.toThrow("cannot read on at its end");
	});
});
