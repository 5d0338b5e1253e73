import { readFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { addWorkingDays } from "../../datasets/support-shop/calendar.ts";
import { makeShop } from "../../datasets/support-shop/shop.ts";
import { formatCsv } from "../../src/data/csv.ts";
import { sqlite } from "../../src/sql/database.ts";

const shop = sqlite.shipped("support-shop");
afterAll(() => shop.close());
const ask = async (sql: string) => (await shop.query(sql)).rows;

describe("support-shop", () => {
	it("is what its seed makes", () => {
		for (const [table, rows] of Object.entries(makeShop(20262))) {
			const file = readFileSync(new URL(`../../datasets/support-shop/${table}.csv`, import.meta.url), "utf8");
			expect(file, table).toBe(formatCsv(rows));
		}
	});

	it("has the rows that its README says", async () => {
		const readme = readFileSync(new URL("../../datasets/support-shop/README.md", import.meta.url), "utf8");
		for (const table of ["customers", "products", "orders", "order_items", "tickets", "refunds"]) {
			const [[count] = []] = await ask(`SELECT count(*) FROM ${table}`);
			expect(readme).toContain(`| ${table} | ${count} |`);
		}
	});

	it("has numbers where the schema says so, and NULL for empty cells", async () => {
		expect(await ask("SELECT DISTINCT typeof(price), typeof(stock) FROM products")).toEqual([["real", "integer"]]);
		expect(await ask("SELECT DISTINCT typeof(discontinued_on) FROM products ORDER BY 1")).toEqual([["null"], ["text"]]);
	});
});

const goods = "(SELECT sum(quantity * unit_price) FROM order_items WHERE order_id = o.id)";

// Each counts breaches of a rule of the handbook.
describe("the rules of the handbook hold", () => {
	it.each([
		[
			"standard delivery",
			`SELECT count(*) FROM orders o JOIN customers c ON c.id = o.customer_id WHERE delivery = 'standard' AND delivery_charge <> iif(plus_member OR ${goods} >= 50, 0, 5.9)`,
		],
		["express", "SELECT count(*) FROM orders WHERE delivery = 'express' AND delivery_charge <> 12.9"],
		[
			"islands",
			"SELECT count(*) FROM orders o JOIN customers c ON c.id = o.customer_id WHERE (region = 'island') <> (delivery = 'islands') OR delivery = 'islands' AND delivery_charge <> iif(plus_member, 7.45, 14.9)",
		],
		[
			"heavy goods",
			"SELECT count(*) FROM orders o WHERE channel = 'online' AND delivery NOT IN ('heavy', 'islands') AND EXISTS (SELECT 1 FROM order_items i JOIN products p ON p.id = i.product_id WHERE i.order_id = o.id AND weight_kg > 20)",
		],
		["instalments from 150 euros", `SELECT count(*) FROM orders o WHERE payment = 'instalments' AND ${goods} < 150`],
		["no shop on Sundays", "SELECT count(*) FROM orders WHERE channel = 'shop' AND strftime('%w', ordered_on) = '0'"],
		[
			"chat alone on Sundays",
			"SELECT count(*) FROM tickets WHERE channel <> 'chat' AND strftime('%w', opened_at) = '0'",
		],
		[
			"damage within 3 days",
			"SELECT count(*) FROM tickets t JOIN orders o ON o.id = t.order_id WHERE topic = 'damaged' AND julianday(date(opened_at)) - julianday(delivered_on) > 3",
		],
		[
			"late express gives its charge back",
			"SELECT count(*) FROM refunds r JOIN orders o ON o.id = r.order_id WHERE reason = 'late express' AND (amount <> 12.9 OR julianday(delivered_on) - julianday(ordered_on) < 2)",
		],
		[
			"no more than was paid",
			`SELECT count(*) FROM refunds r JOIN orders o ON o.id = r.order_id WHERE amount > ${goods} + delivery_charge + 0.001 OR amount <= 0`,
		],
		[
			"what is not delivered has no day",
			"SELECT count(*) FROM orders WHERE (status = 'delivered') <> (delivered_on IS NOT NULL)",
		],
		[
			"open tickets are not closed",
			"SELECT count(*) FROM tickets WHERE (status = 'open') <> (closed_at IS NULL) OR closed_at < opened_at",
		],
		[
			"a ticket is about its customer's order",
			"SELECT count(*) FROM tickets t JOIN orders o ON o.id = t.order_id WHERE o.customer_id <> t.customer_id",
		],
	])("%s", async (_, sql) => {
		expect(await ask(sql)).toEqual([[0]]);
	});

	it("refunds are paid within 7 working days", async () => {
		for (const [asked, paid] of await ask("SELECT requested_on, paid_on FROM refunds WHERE paid_on IS NOT NULL")) {
			expect(String(paid) <= addWorkingDays(String(asked), 7)).toBe(true);
		}
	});
});

it("has the cases that questions need: each kind of refund, open tickets, customers without orders", async () => {
	expect(await ask("SELECT count(DISTINCT reason) FROM refunds")).toEqual([[5]]);
	expect(await ask("SELECT count(*) > 0 FROM tickets WHERE status = 'open'")).toEqual([[1]]);
	expect(await ask("SELECT count(*) >= 8 FROM customers WHERE id NOT IN (SELECT customer_id FROM orders)")).toEqual([
		[1],
	]);
});
