import { DataError } from "../core/errors.ts";
import { nearestName } from "../core/nearest-name.ts";

/** The columns of each table and view, by its name. */
export type Names = Readonly<Record<string, readonly string[]>>;

const manyTables = 12;

/**
 * What the engine says of a statement that failed, as a sentence with what might have been meant.
 *
 * @param message in SQLite's words, such as "no such column: T1.nam"
 * @example
 * sqlError("no such table: custmers", { customers: ["id", "name"] }).message
 * // => 'sqlite: no such table: custmers. Did you mean "customers"? The tables are customers.'
 */
export function sqlError(message: string, names: Names): DataError {
	const tables = Object.keys(names);
	const [, kind, said = ""] = /^no such (table|column): "?([^"]+)/.exec(message) ?? [];
	if (kind === undefined) return new DataError(`sqlite: ${message}`);
	const name = said.split(".").at(-1) ?? said;
	if (kind === "table") {
		const few = tables.length <= manyTables ? ` The tables are ${tables.join(", ")}.` : "";
		return new DataError(`sqlite: no such table: ${said}.${meant(nearestName(name, tables))}${few}`);
	}
	const owners = tables.filter((table) => names[table]?.some((column) => same(column, name)));
	if (owners.length > 0) {
		return new DataError(
			`sqlite: no such column: ${said}. ${name} is a column of ${owners.join(", ")}: name that table in FROM, or use its alias.`,
		);
	}
	const near = nearestName(name, [...new Set(Object.values(names).flat())]);
	const where = near === null ? [] : tables.filter((table) => names[table]?.includes(near));
	return new DataError(
		`sqlite: no such column: ${said}.${meant(near)}${near === null ? "" : ` It is in ${where.join(", ")}.`}`,
		{ column: said },
	);
}

const meant = (near: string | null) => (near === null ? "" : ` Did you mean "${near}"?`);

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
