import { describe, expect, it } from "vitest";
import { startTrace } from "../../src/core/trace.ts";
import { asTool } from "../../src/sql/as-tool.ts";
import { sqlite } from "../../src/sql/database.ts";

const tables = { schema: "CREATE TABLE n (x INTEGER)", rows: { n: Array.from({ length: 30 }, (_, x) => ({ x })) } };
const context = { seed: 0, trace: startTrace("test") };

describe("asTool", () => {
	const query = asTool(sqlite(tables));

	it("is named query and takes SQL", () => {
		expect(query).toMatchObject({
			name: "query",
			inputSchema: { properties: { sql: { type: "string" } }, required: ["sql"] },
		});
	});

	it("gives a small table", async () => {
		expect(await query.run({ sql: "SELECT min(x) AS least, max(x) FROM n" }, context)).toBe("least | max(x)\n0 | 29");
	});

	it("limits rows, and says so", async () => {
		const lines = (await query.run({ sql: "SELECT x FROM n" }, context)).split("\n");
		expect(lines).toHaveLength(22);
		expect(lines.at(-1)).toBe("(Only the first 20 rows: there are more.)");
	});

	it.each([
		["DELETE FROM n", "query: refused: expected a SELECT statement, found DELETE"],
		["SELECT y FROM n", "no such column: y"],
		["SELECT 1; SELECT 2", "refused: expected one statement, found 2"],
	])("tells the model why %s did not run", async (sql, message) => {
		await expect(query.run({ sql }, context)).rejects.toMatchObject({
			code: "data",
			message: expect.stringContaining(message),
		});
	});

	it("wants a read-only database", () => {
		expect(() => asTool(sqlite(tables, { readOnly: false }))).toThrow("expected a read-only database");
	});
});
