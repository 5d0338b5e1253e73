import { readFile } from "node:fs/promises";
import { DataError } from "../core/errors.ts";
import { parseCsv } from "../data/csv.ts";
import { shippedFile } from "../data/shipped.ts";
import type { Source, SqlInput } from "./connection.ts";

/** The tables of each shipped database: `schema.sql` and a CSV file a table, in the package's `datasets` folder. */
const tablesOf = {
	"support-shop": ["customers", "products", "orders", "order_items", "tickets", "refunds"],
} as const;

/** Reads a shipped database. An empty cell is NULL; a column's type in the schema makes numbers of texts. */
export async function shippedSource(name: keyof typeof tablesOf): Promise<Source> {
	const schema = await read(name, "schema.sql");
	const tables = tablesOf[name].map(async (table) => {
		const records = await parseCsv(await read(name, `${table}.csv`), `${name}, ${table}`);
		return [table, records.map(emptyIsNull)] as const;
	});
	return { kind: "memory", schema, rows: Object.fromEntries(await Promise.all(tables)) };
}

function emptyIsNull(record: Readonly<Record<string, string>>): Record<string, SqlInput> {
	return Object.fromEntries(Object.entries(record).map(([column, text]) => [column, text === "" ? null : text]));
}

async function read(name: string, file: string): Promise<string> {
	const found = shippedFile(`${name}/${file}`);
	if (found !== undefined) return readFile(found, "utf8");
	throw new DataError(
		`database ${name}: expected ${file} in the package's datasets folder, found none. Reinstall touchstone.`,
		{ dataset: name },
	);
}
