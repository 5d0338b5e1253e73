/** Writes the CSV files of the tables. Run: npx tsx datasets/support-shop/make.ts */
import { writeFileSync } from "node:fs";
import { formatCsv } from "../../src/data/csv.ts";
import { makeShop } from "./shop.ts";

for (const [table, rows] of Object.entries(makeShop(20262))) {
	writeFileSync(new URL(`./${table}.csv`, import.meta.url), formatCsv(rows));
	console.log(`${table}: ${rows.length} rows`);
}
