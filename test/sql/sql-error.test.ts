import { expect, it } from "vitest";
import { sqlError } from "../../src/sql/sql-error.ts";

const names = { orders: ["id", "customer_id"], customers: ["id", "name"] };
const many = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`table_${n}`, ["x"]]));

it.each([
	["no such table: order", names, 'no such table: order. Did you mean "orders"? The tables are orders, customers.'],
	["no such table: zzz", many, "sqlite: no such table: zzz."],
	["no such column: o.customer", names, 'no such column: o.customer. Did you mean "customer_id"? It is in orders.'],
	["no such column: c.id", names, "id is a column of orders, customers: name that table in FROM, or use its alias."],
	["no such column: qqqqqqqqqq", names, "sqlite: no such column: qqqqqqqqqq."],
	["no such column: x", {}, "sqlite: no such column: x."],
	["ambiguous column name: id", names, "sqlite: ambiguous column name: id"],
])("%s", (message, known, expected) => {
	const { message: said } = sqlError(message, known);
	expect(said).toContain(expected);
	expect(said).toMatch(/^sqlite: /);
});
