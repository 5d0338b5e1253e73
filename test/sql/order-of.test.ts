import { expect, it } from "vitest";
import { orderOf } from "../../src/sql/order-of.ts";

it.each([
	["SELECT a FROM t", "any"],
	["SELECT a FROM (SELECT a FROM t ORDER BY a LIMIT 3)", "any"],
	["SELECT 'order by' FROM t", "any"],
	["SELECT a, b FROM t ORDER BY b", [1]],
	["SELECT a, t.b AS x FROM t ORDER BY x DESC, 1", [1, 0]],
	["SELECT count(*), city FROM t GROUP BY city ORDER BY COUNT(*)", [0]],
	["SELECT a FROM t ORDER BY b", "same"],
	["SELECT * FROM t ORDER BY a", "same"],
	["SELECT a FROM t ORDER BY 7", "same"],
	["SELECT a FROM t UNION SELECT a FROM u ORDER BY a", "same"],
	["this is no SQL ORDER BY a", "same"],
] as const)("%s: %j", async (sql, order) => {
	expect(await orderOf(sql)).toEqual(order);
});
