/**
 * Writes product-relevance.csv from the source files: `npx tsx datasets/product-relevance/make.ts`.
 * Prints the counts and the baselines that the README quotes.
 */
import { writeFileSync } from "node:fs";
import { baselines } from "./baselines.ts";
import { buildRows, csvOf } from "./build.ts";
import { grouped } from "./grouped.ts";

const rows = buildRows();
writeFileSync(new URL("product-relevance.csv", import.meta.url), csvOf(rows));

for (const column of ["split", "label", "reason"] as const) {
	for (const [value, group] of grouped(rows, (row) => row[column])) console.log(column, value.padEnd(14), group.length);
}
for (const [cell, group] of [...grouped(rows, (row) => `${row.label} ${row.split}`)].sort()) console.log(cell.padEnd(20), group.length);
console.log("queries", new Set(rows.map((row) => row.query)).size);
for (const [name, accuracy] of Object.entries(baselines(rows))) console.log(name.padEnd(40), accuracy.toFixed(3));
