// SQL that a model writes: run behind a guard, and scored by what it returns.
// You want this before a model may query a database: what would write is refused, what never ends is stopped.
import { dataset, evaluate, predict, scripted, signature, sql } from "touchstone";
import { z } from "zod";

const shop = sql.sqlite.shipped("support-shop");
const toSql = signature({
	name: "to_sql",
	instructions: `Write one SQLite SELECT for the question. The tables:\n${await shop.schema()}`,
	input: { question: z.string() },
	output: { sql: z.string() },
});
const rows = [
	{ question: "Which lines do we sell?", sql: "SELECT DISTINCT line FROM products" },
	{
		question: "What are the two dearest kettles?",
		sql: "SELECT name FROM products WHERE category = 'kettle' ORDER BY price DESC LIMIT 2",
	},
	{ question: "How many tickets are open?", sql: "SELECT count(*) FROM tickets WHERE status = 'open'" },
	{ question: "Who is in Plus?", sql: "SELECT name FROM customers WHERE plus_member = 1" },
];
const data = dataset(rows, { name: "shop questions", input: ["question"], expected: ["sql"] });

// local("qwen2.5-coder-1.5b") would go here.
const answers = [
	"SELECT line FROM products GROUP BY line", // another way to ask
	"SELECT name, price FROM products WHERE category = 'kettle' ORDER BY price LIMIT 2", // a column too many
	"SELECT count(*) FROM tickets WHERE statu = 'open'", // no such column
	"DELETE FROM customers WHERE plus_member = 0; SELECT name FROM customers", // would write
];
const model = scripted(answers.map((text) => JSON.stringify({ sql: text })));
const report = await evaluate(predict(toSql).using(model), data, [sql.sqlEquivalence({ database: shop })], {
	cache: false,
	concurrency: 1,
});
for (const { scores } of report.rows) console.log(scores["SQL equivalence"]?.value, scores["SQL equivalence"]?.reason);

console.log(await shop.query("SELECT line, min(price) AS least FROM products GROUP BY line"));
shop.close();

// Prints:
// 1 execution: the same rows
// 0 execution: expected 1 column, found 2
// 0 execution: sqlite: no such column: statu. Did you mean "status"? It is in orders, tickets.
// 0 guard: refused: expected one statement, found 2
// line     least
// ──────  ──────
// Brook   39.900
// Ember    8.500
// Meadow      59
