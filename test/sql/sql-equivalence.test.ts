import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { DataError } from "../../src/core/errors.ts";
import { startTrace } from "../../src/core/trace.ts";
import type { Metric } from "../../src/metric/metric.ts";
import { type Database, sqlite } from "../../src/sql/database.ts";
import { sqlEquivalence } from "../../src/sql/sql-equivalence.ts";

const opened: Database[] = [];
const open = (source: Parameters<typeof sqlite>[0], options = {}): Database => {
	const database = sqlite(source, options);
	opened.push(database);
	return database;
};
afterAll(() => {
	for (const database of opened) database.close();
});

const schema = "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT, price REAL, line TEXT)";
const filling = (...rows: [string, number | null, string][]) => ({
	schema,
	rows: { item: rows.map(([name, price, line], id) => ({ id, name, price, line })) },
});
const database = open(filling(["kettle", 39, "Brook"], ["toaster", 45, "Brook"], ["machine", 590, "Ember"]));
const context = { seed: 0, trace: startTrace("test") };

function score<E extends { sql: string }>(metric: Metric<unknown, E, { sql: string }>, reference: string, sql: string) {
	return metric.score(
		{ input: {}, expected: { sql: reference } as E, output: { sql }, trace: startTrace("row").data },
		context,
	);
}

const judge: Metric = {
	name: "judge",
	direction: "higher",
	range: [0, 1],
	score: () => ({ value: 0.75, raw: "asked", reason: "looks alike" }),
};

describe("execution decides", () => {
	const metric = sqlEquivalence({ database, judge });

	it.each([
		["the same", "SELECT name FROM item", "SELECT i.name AS n FROM item AS i", 1],
		["another way to ask", "SELECT max(price) FROM item", "SELECT price FROM item ORDER BY price DESC LIMIT 1", 1],
		["columns turned round", "SELECT name, price FROM item", "SELECT price, name FROM item", 1],
		["another question", "SELECT name FROM item", "SELECT line FROM item", 0],
		["a missing condition", "SELECT name FROM item WHERE line = 'Brook'", "SELECT name FROM item", 0],
		["order lost", "SELECT name FROM item ORDER BY price DESC", "SELECT name FROM item", 0],
		[
			"order kept among ties",
			"SELECT name, line FROM item ORDER BY line",
			"SELECT name, line FROM item ORDER BY line, name DESC",
			1,
		],
		["SQL that fails", "SELECT name FROM item", "SELECT nam FROM item", 0],
		["old quotes", "SELECT name FROM item WHERE line = 'Ember'", 'SELECT name FROM item WHERE line = "Ember"', 1],
		[
			"words the parser lacks",
			"SELECT name FROM item EXCEPT SELECT 'kettle'",
			"SELECT name FROM item WHERE name <> 'kettle'",
			1,
		],
	])("%s", async (_, reference, sql, value) => {
		expect(await score(metric, reference, sql)).toMatchObject({ value, raw: { tier: "execution" } });
	});

	it("and gives the share of rows, and why", async () => {
		expect(await score(metric, "SELECT name FROM item", "SELECT name FROM item WHERE line = 'Brook'")).toMatchObject({
			value: 0,
			raw: { rowF1: 0.8, ran: 1 },
			reason: "execution: 2 of 3 expected rows found; missing (machine)",
		});
		expect((await score(metric, "SELECT name FROM item", "SELECT nam FROM item")).reason).toContain(
			'Did you mean "name"?',
		);
	});

	it("on several databases, which tell apart what agrees on one by accident", async () => {
		const [reference, sql] = [
			"SELECT name FROM item WHERE price > 39.5",
			"SELECT name FROM item WHERE price > 45 OR line = 'Brook' AND price > 40",
		];
		expect(await score(metric, reference, sql)).toMatchObject({ value: 1 });
		const second = open(filling(["iron", 39.75, "Brook"], ["pot", 20, "Meadow"]));
		const both = sqlEquivalence({ database, databases: [second] });
		expect(await score(both, reference, sql)).toMatchObject({ value: 0, raw: { ran: 2, rowF1: 0 } });
		expect((await score(both, reference, reference)).reason).toBe("execution: the same rows on 2 databases");
	});

	it("against a statement that does not end", async () => {
		const hasty = sqlEquivalence({ database: open(filling(), { deadlineMs: 400 }) });
		const endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n";
		expect(await score(hasty, "SELECT count(*) FROM item", endless)).toMatchObject({
			value: 0,
			reason: expect.stringContaining("was stopped"),
		});
	});

	it("against one that returns more rows than the limit", async () => {
		const narrow = sqlEquivalence({ database: open(filling(["a", 1, "b"], ["c", 2, "d"]), { maxRows: 1 }) });
		expect((await score(narrow, "SELECT 1", "SELECT name FROM item")).reason).toBe("execution: more than 1 row");
	});
});

describe("the guard decides", () => {
	it.each(["DROP TABLE item", "SELECT 1; DELETE FROM item", "SELECT load_extension('x')", ""])(
		"%j is refused",
		async (sql) => {
			const refused = await score(sqlEquivalence({ database, judge }), "SELECT name FROM item", sql);
			expect(refused).toMatchObject({ value: 0, raw: { tier: "guard", rowF1: null, ran: 0 } });
			expect(refused.reason).toMatch(/^guard: refused: expected/);
			expect((await database.query("SELECT count(*) FROM item")).rows).toEqual([[3]]);
		},
	);
});

describe("canonical form decides", () => {
	it("without a database", async () => {
		const metric = sqlEquivalence({});
		expect(
			await score(metric, "SELECT a FROM t WHERE b = 1 AND c = 2", "select a from T where c=2 and 1=b"),
		).toMatchObject({
			value: 1,
			raw: { tier: "canonical", ran: 0 },
		});
		expect(await score(metric, "SELECT a FROM t", "SELECT b FROM t")).toMatchObject({
			value: 0,
			raw: { tier: "canonical" },
		});
	});

	it("where both return no rows, or the reference does not run", async () => {
		const metric = sqlEquivalence({ database });
		expect(
			await score(metric, "SELECT name FROM item WHERE price > 900", "SELECT name FROM item WHERE 900 < price"),
		).toMatchObject({
			value: 1,
			raw: { tier: "canonical", ran: 1 },
		});
		expect(await score(metric, "SELECT a FROM elsewhere", "SELECT e.a FROM elsewhere e")).toMatchObject({
			value: 1,
			raw: { tier: "canonical" },
		});
	});
});

describe("the judge decides", () => {
	it("what neither running nor spelling does", async () => {
		const metric = sqlEquivalence({ database, judge });
		expect(
			await score(metric, "SELECT name FROM item WHERE price > 900", "SELECT name FROM item WHERE price > 901"),
		).toMatchObject({
			value: 0.75,
			raw: { tier: "judge", judged: "asked" },
		});
		expect(await score(metric, "SELECT a FROM elsewhere", "SELECT b FROM elsewhere")).toMatchObject({
			raw: { tier: "judge" },
		});
	});

	it("with the model that `using` gives it", () => {
		const asked: string[] = [];
		const withModel: Metric = {
			...judge,
			using: () => ({ ...judge, name: "other", score: () => ({ value: asked.push("other") }) }),
		};
		const bound = sqlEquivalence({ database, judge: withModel }).using?.(() => undefined);
		expect(bound?.name).toBe("SQL equivalence");
		expect(sqlEquivalence({ database }).using).toBeUndefined();
	});
});

describe("nothing decides", () => {
	it("no rows on both sides count as agreement, and the reason says so", async () => {
		expect(
			await score(
				sqlEquivalence({ database }),
				"SELECT name FROM item WHERE price > 900",
				"SELECT name FROM item WHERE 0",
			),
		).toMatchObject({
			value: 1,
			raw: { tier: "execution" },
			reason: "execution: both returned no rows, which is weak evidence",
		});
	});

	it("a reference that does not run is an error of the score, not a zero", async () => {
		const { value, error } = await score(
			sqlEquivalence({ database }),
			"SELECT a FROM elsewhere",
			"SELECT name FROM item",
		);
		expect(value).toBeNull();
		expect(error).toBeInstanceOf(DataError);
	});
});

it("reads from other places", async () => {
	const metric = sqlEquivalence({
		database,
		reads: { sql: (c) => (c.output as { q: string }).q, reference: (c) => c.expected as string },
	});
	const found = await metric.score(
		{ input: {}, expected: "SELECT 1", output: { q: "SELECT 1" }, trace: startTrace("row").data },
		context,
	);
	expect(found.value).toBe(1);
});

it("wants read-only databases, and texts", async () => {
	expect(() => sqlEquivalence({ database: open(filling(), { readOnly: false }) })).toThrow(
		"expected read-only databases",
	);
	await expect(score(sqlEquivalence({}), "SELECT 1", undefined as unknown as string)).rejects.toMatchObject({
		code: "data",
	});
});

const folder = new URL("../../../shared/datasets/nl2sql/", import.meta.url);
const here = existsSync(folder);

describe.skipIf(!here)(
	`public gold queries${here ? "" : " (skipped: the folder ../shared/datasets is absent)"}`,
	() => {
		it.each([
			["geoquery", "geoquery"],
			["olympics_questions", "olympics"],
		])("of %s equal themselves, by execution or form", { timeout: 180_000 }, async (name, file) => {
			const rows = readFileSync(new URL(`${name}.jsonl`, folder), "utf8")
				.trim()
				.split("\n")
				.map((line) => JSON.parse(line) as { gold_sql: string; gold_row_count: number });
			const metric = sqlEquivalence({
				database: open(fileURLToPath(new URL(`${file}.sqlite`, folder)), { deadlineMs: 60_000 }),
			});
			const statements = [...new Set(rows.map(({ gold_sql }) => gold_sql))].slice(0, 120);
			const found = [];
			for (const sql of statements) found.push(await score(metric, sql, sql));
			expect(found.filter(({ value }) => value !== 1)).toEqual([]);
		});

		it("return the rows that were counted for them", { timeout: 120_000 }, async () => {
			const lines = readFileSync(new URL("olympics_questions.jsonl", folder), "utf8").trim().split("\n");
			const olympics = open(fileURLToPath(new URL("olympics.sqlite", folder)), { deadlineMs: 60_000 });
			for (const line of lines) {
				const { gold_sql, gold_rows } = JSON.parse(line);
				expect((await olympics.query(gold_sql)).rows).toEqual(gold_rows);
			}
		});
	},
);
