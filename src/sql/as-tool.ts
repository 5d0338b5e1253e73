import { ConfigError, DataError } from "../core/errors.ts";
import { textSchema } from "../core/text-schema.ts";
import { type Tool, tool } from "../program/tool.ts";
import { formatCount } from "../view/format.ts";
import type { Database } from "./database.ts";
import { readOnlyGuard } from "./read-only-guard.ts";
import { textTable } from "./text-table.ts";

export interface QueryToolOptions {
	/** Default "query". */
	readonly name?: string;
	/** What the model is told of the tool. Put the schema here (`await database.schema()`) when the instructions do not hold it. */
	readonly description?: string;
	/** Rows that the model sees at most. Default 20. */
	readonly maxRows?: number;
	/** Characters that it sees at most. Default 2,000. */
	readonly maxCharacters?: number;
}

/**
 * A database as a tool for an agent: the model writes a SELECT, and gets the rows as a small table in text.
 *
 * What it writes goes through `readOnlyGuard`, and the database must be read-only as well. SQL that is refused or fails is
 * an error which the model is told, with the nearest name for one that does not exist, so that it can try again.
 *
 * @throws ConfigError when the database may be written to
 * @example
 * const shop = sql.sqlite({ schema: "CREATE TABLE item (name TEXT, price REAL)", rows: { item: [{ name: "kettle", price: 39.5 }] } });
 * await asTool(shop).run({ sql: "SELECT name, price FROM item" }, { seed: 0 }) // => "name | price\nkettle | 39.5"
 */
export function asTool(database: Database, options: QueryToolOptions = {}): Tool<{ sql: string }, string> {
	const { name = "query", maxRows = 20, maxCharacters = 2_000 } = options;
	const limits = `Returns at most ${formatCount(maxRows, "row")}.`;
	const description = options.description ?? `Runs one SQLite SELECT statement on the database. ${limits}`;
	if (!database.readOnly) {
		throw new ConfigError(
			"asTool: expected a read-only database, found one that may be written to. Open it with readOnly: true.",
		);
	}
	return tool({
		name,
		description,
		input: { sql: textSchema("One SELECT statement in SQLite's dialect") },
		async run({ sql }, { signal }) {
			const guarded = await readOnlyGuard(sql);
			if (!guarded.allowed) throw new DataError(`${name}: refused: ${guarded.reason}`);
			const result = await database.query(guarded.statement, [], {
				maxRows,
				...(signal === undefined ? {} : { signal }),
			});
			return textTable(result, maxCharacters);
		},
	});
}
