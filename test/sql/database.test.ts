import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type Database, sqlite } from "../../src/sql/database.ts";

const opened: Database[] = [];
function open(...parts: Parameters<typeof sqlite>): Database {
	const database = sqlite(...parts);
	opened.push(database);
	return database;
}
afterAll(() => {
	for (const database of opened) database.close();
});

const schema =
	"CREATE TABLE city (name TEXT NOT NULL, people INTEGER);\nCREATE TABLE shop (id INTEGER PRIMARY KEY, city TEXT);";
const rows = {
	city: [
		{ name: "Arlen", people: 12_000 },
		{ name: "Corran", people: null },
	],
	shop: [{ id: 1, city: "Corran" }],
};
const tables = { schema, rows };

describe("a query", () => {
	const database = open(tables);

	it("gives names and typed values", async () => {
		const sql = "SELECT 1 AS one, 1.5 AS half, 'a' AS text, NULL AS none, x'0102' AS bytes, 9007199254740993 AS large";
		const { columns, rows: found, truncated, note } = await database.query(sql);
		expect(columns).toEqual(["one", "half", "text", "none", "bytes", "large"]);
		expect(found).toEqual([[1, 1.5, "a", null, new Uint8Array([1, 2]), 9007199254740993n]]);
		expect({ truncated, note }).toEqual({ truncated: false, note: undefined });
	});

	it("keeps columns of one name apart, and names that are numbers in their order", async () => {
		expect(await database.query('SELECT name, people AS name, 7, 2 AS "1" FROM city')).toMatchObject({
			columns: ["name", "name", "7", "1"],
			rows: [
				["Arlen", 12_000, 7, 2],
				["Corran", null, 7, 2],
			],
		});
	});

	it("knows the columns of no rows", async () => {
		expect(await database.query("SELECT * FROM city WHERE 0")).toMatchObject({ columns: ["name", "people"], rows: [] });
	});

	it("takes parameters by place and by name", async () => {
		expect((await database.query("SELECT name FROM city WHERE people > ?", [10])).rows).toEqual([["Arlen"]]);
		expect((await database.query("SELECT name FROM city WHERE name = :n", { ":n": "Corran" })).rows).toEqual([
			["Corran"],
		]);
	});

	it("leaves rows out beyond the limit, and says so", async () => {
		const result = await database.query("SELECT name FROM city", [], { maxRows: 1 });
		expect(result).toMatchObject({ rows: [["Arlen"]], truncated: true, note: "Only the first 1 row: there are more." });
		expect((await database.query("SELECT name FROM city", [], { maxRows: 2 })).truncated).toBe(false);
	});

	it("shows itself as a table", async () => {
		expect((await database.query("SELECT * FROM city")).view().text).toBe(
			"name    people\n──────  ──────\nArlen   12,000\nCorran       –",
		);
	});

	it("reads a name in double quotes that is no column as text, as SQLite always did, and says so", async () => {
		const result = await database.query('SELECT "name" FROM city WHERE name = "Corran" OR name = "Corran"');
		expect(result).toMatchObject({ rows: [["Corran"]], note: '"Corran" is no column here and was read as text.' });
	});

	it.each([
		["SELECT nam FROM city", 'no such column: nam. Did you mean "name"? It is in city.'],
		["SELECT * FROM citty", 'no such table: citty. Did you mean "city"? The tables are city, shop.'],
		["SELECT people FROM shop", "people is a column of city: name that table in FROM, or use its alias."],
		["SELECT nofunction(1)", "sqlite: no such function: nofunction"],
		["SELEC 1", "found SELEC"],
		["SELECT FROM", 'near "FROM": syntax error'],
		["SELECT 1; SELECT 2", "expected one statement, found 2"],
		[" -- nothing", "expected one statement, found none"],
		["SELECT 'open", "the quote ' to be closed"],
	])("%j fails in a sentence", async (sql, message) => {
		await expect(database.query(sql)).rejects.toMatchObject({
			code: "data",
			message: expect.stringContaining(message),
		});
	});

	it("gives the statements that made the tables", async () => {
		expect(await database.schema()).toBe(schema.replace(";\n", ";\n\n"));
	});
});

describe("a read-only database", () => {
	const folder = mkdtempSync(join(tmpdir(), "touchstone-sql-test-"));
	const database = open(tables);

	it.each([
		"INSERT INTO city VALUES ('x', 1)",
		"WITH a AS (SELECT 1) DELETE FROM city",
		"WITH a AS (SELECT 1) INSERT INTO city SELECT 'x', 1",
		"DROP TABLE city",
		"CREATE TEMP TABLE t (a)",
		"PRAGMA query_only = OFF",
		`ATTACH '${folder}/attached.sqlite' AS other`,
		`VACUUM INTO '${folder}/copy.sqlite'`,
		"/* SELECT */ UPDATE city SET people = 0",
	])("refuses %s", async (sql) => {
		await expect(database.query(sql)).rejects.toMatchObject({
			code: "data",
			message: expect.stringMatching(/read-?only/),
		});
		expect((await database.query("SELECT count(*), sum(people) FROM city")).rows).toEqual([[2, 12_000]]);
		expect(readdirSync(folder)).toEqual([]);
	});
});

describe("a database that may be written to", () => {
	it("writes to its file, which others then read from the path or the bytes", async () => {
		const path = join(mkdtempSync(join(tmpdir(), "touchstone-sql-test-")), "new.sqlite");
		await expect(open(path).query("SELECT 1")).rejects.toThrow("expected a database file at");
		writeFileSync(path, "");
		const writable = sqlite(path, { readOnly: false });
		await writable.query("CREATE TABLE note (text TEXT)");
		await writable.query("INSERT INTO note VALUES ('kept')");
		writable.close();
		expect((await open(path).query("SELECT * FROM note")).rows).toEqual([["kept"]]);
		expect((await open(new Uint8Array(readFileSync(path))).query("SELECT * FROM note")).rows).toEqual([["kept"]]);
		expect(existsSync(`${path}.lock`)).toBe(false);
	});

	it("can be in memory", async () => {
		const database = open(tables, { readOnly: false });
		await database.query("DELETE FROM city WHERE name = 'Arlen'");
		expect((await database.query("SELECT count(*) FROM city")).rows).toEqual([[1]]);
	});
});

describe("what can go wrong", () => {
	const endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n";

	it("a statement without end is stopped at its deadline, and the next one runs", async () => {
		const database = open(tables, { deadlineMs: 300 });
		await expect(database.query(endless)).rejects.toThrow("ran for more than 0.3 s and was stopped");
		expect((await database.query("SELECT count(*) FROM city", [], { deadlineMs: 20_000 })).rows).toEqual([[2]]);
	});

	it("the reader's stop ends a statement", async () => {
		const stop = new AbortController();
		const running = open(tables).query(endless, [], { signal: stop.signal });
		setTimeout(() => stop.abort(), 50);
		await expect(running).rejects.toMatchObject({ code: "abort" });
	});

	it("a file that is no database", async () => {
		await expect(
			open(new TextEncoder().encode("name,people\nArlen,12000\n".repeat(50))).query("SELECT 1"),
		).rejects.toThrow("cannot open the database: file is not a database");
	});

	it.each([
		[{ schema: "CREATE TABEL x (a)" }, 'near "TABEL": syntax error'],
		[{ schema, rows: { city: [{ name: null }] } }, "table city, row 1: NOT NULL constraint failed"],
		[{ schema, rows: { town: [{ name: "x" }] } }, "no such table: town"],
		[
			{
				schema: "CREATE TABLE a (b INTEGER REFERENCES c (id)); CREATE TABLE c (id INTEGER PRIMARY KEY)",
				rows: { a: [{ b: 7 }] },
			},
			"table a, row 1: expected it to name a row of c, found none",
		],
	])("tables that do not fit: %j", async (source, message) => {
		await expect(open(source).query("SELECT 1")).rejects.toThrow(message);
	});

	it("a database that is closed", async () => {
		const database = sqlite(tables);
		database.close();
		await expect(database.query("SELECT 1")).rejects.toMatchObject({ code: "config" });
	});

	it("options out of range", () => {
		expect(() => sqlite(tables, { maxRows: 0 })).toThrow("expected maxRows of 1 or more");
	});

	it("many queries at once are answered one after the other", async () => {
		const database = open(tables);
		const answers = await Promise.all([1, 2, 3, 4].map((n) => database.query("SELECT ?", [n])));
		expect(answers.map(({ rows: [row] }) => row?.[0])).toEqual([1, 2, 3, 4]);
	});
});
