import { existsSync } from "node:fs";
import { ConfigError, DataError } from "../core/errors.ts";
import { formatCount } from "../view/format.ts";
import type { Displayable } from "../view/view.ts";
import { type Connection, connect, type Reply, type Source, type SqlInput, type TableRows } from "./connection.ts";
import { type ResultSet, resultSet, type SqlValue } from "./result-set.ts";
import { shippedSource } from "./shipped.ts";
import { type Names, sqlError } from "./sql-error.ts";
import { statementsOf, type Token, tokensOf } from "./tokens.ts";

/** Values for `?` in order, or for `:name` by ":name". */
export type Parameters = readonly SqlInput[] | Readonly<Record<string, SqlInput>>;

export interface QueryLimits {
	readonly maxRows?: number;
	readonly deadlineMs?: number;
	readonly signal?: AbortSignal;
}

/** A database that answers SQL. */
export interface Database {
	readonly dialect: "sqlite";
	readonly readOnly: boolean;
	/**
	 * Runs one statement.
	 *
	 * @throws DataError when it fails, holds several statements, takes too long, or would write to a read-only database
	 */
	query(sql: string, parameters?: Parameters, limits?: QueryLimits): Promise<ResultSet & Displayable>;
	/** The statements that made its tables and views, as text. */
	schema(): Promise<string>;
	/** Frees its memory. A query afterwards is a ConfigError. */
	close(): void;
}

export interface SqliteOptions {
	/** Default true. False lets statements write: to the file, or to memory. */
	readonly readOnly?: boolean;
	/** Rows that a query returns at most; further ones are left out, and noted. Default 10,000. */
	readonly maxRows?: number;
	/** How long a statement may run before it is stopped, in milliseconds. Default 10,000. */
	readonly deadlineMs?: number;
}

/** Tables made by a schema, with rows by table. */
export interface SqliteTables {
	readonly schema: string;
	readonly rows?: TableRows;
}

/**
 * A SQLite database: a file, the bytes of a file, or tables given here. Nothing is opened before the first query.
 *
 * It runs in a thread of its own, so that a statement which takes too long can be stopped: SQLite itself cannot be
 * interrupted here, so the thread is ended and the next query starts another. A read-only database is opened on a private copy of
 * the file: it never locks or changes yours, and does not see what is written to it later. With `readOnly: false` and tables
 * in memory, a statement that is stopped takes with it what was written before.
 *
 * SQLite's old habit is kept: a name in double quotes that is no column is read as text (`WHERE city = "Corran"`), and the
 * result's note says so.
 *
 * @param source a path; bytes; or `{ schema, rows }`, rows as lists of records by table
 * @throws DataError, at the first query, when there is no such file or it is no database; MissingDependencyError without
 *   node-sqlite3-wasm
 * @example
 * const shop = sqlite({ schema: "CREATE TABLE item (name TEXT, price REAL)", rows: { item: [{ name: "kettle", price: 39 }] } });
 * (await shop.query("SELECT name, price FROM item WHERE price > ?", [20])).rows // => [["kettle", 39]]
 */
export function sqlite(source: string | Uint8Array | SqliteTables, options: SqliteOptions = {}): Database {
	return databaseOf(
		connect(async () => sourceOf(source), options.readOnly ?? true),
		options,
	);
}

/**
 * A database that ships with the package. "support-shop": customers, orders, tickets and refunds of the invented shop whose
 * handbook is the data set `support-qa`.
 */
sqlite.shipped = (name: "support-shop", options: SqliteOptions = {}): Database =>
	databaseOf(
		connect(() => shippedSource(name), options.readOnly ?? true),
		options,
	);

function sourceOf(source: string | Uint8Array | SqliteTables): Source {
	if (source instanceof Uint8Array) return { kind: "bytes", bytes: source };
	if (typeof source !== "string") return { kind: "memory", schema: source.schema, rows: source.rows ?? {} };
	if (existsSync(source)) return { kind: "file", path: source };
	throw new DataError(`sqlite: expected a database file at ${source}, found none. Check the path.`);
}

function databaseOf(connection: Connection, options: SqliteOptions): Database {
	const { readOnly = true, maxRows = 10_000, deadlineMs = 10_000 } = options;
	if (!(maxRows >= 1) || !(deadlineMs > 0)) {
		throw new ConfigError(
			`sqlite: expected maxRows of 1 or more and deadlineMs above 0, found ${maxRows}, ${deadlineMs}`,
		);
	}

	async function query(sql: string, parameters: Parameters = [], limits: QueryLimits = {}) {
		onlyStatement(sql, readOnly);
		const most = limits.maxRows ?? maxRows;
		const ask = (text: string): Promise<Reply> =>
			connection.ask({ sql: text, parameters, maxRows: most }, limits.deadlineMs ?? deadlineMs, limits.signal);
		const { reply, asText } = await askWithOldQuotes(sql, ask);
		if ("error" in reply) throw sqlError(reply.error, await namesOf(connection, deadlineMs));
		const { columns, rows, truncated } = reply;
		const notes = [
			...(truncated ? [`Only the first ${formatCount(most, "row")}: there are more.`] : []),
			...asText.map((name) => `"${name}" is no column here and was read as text.`),
		];
		return resultSet(columns, rows, { truncated, notes });
	}

	return {
		dialect: "sqlite",
		readOnly,
		query,
		async schema() {
			const { rows } = await query(
				"SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid",
			);
			return rows.map(([statement]) => `${String(statement)};`).join("\n\n");
		},
		close: () => connection.close(),
	};
}

const reading = ["select", "with", "values", "explain"];

// The driver runs the first statement and drops the rest without a word. And a read-only connection can still make files, by
// ATTACH and VACUUM INTO, so the first word is looked at as well.
function onlyStatement(sql: string, readOnly: boolean): void {
	const statements = statementsOf(sql);
	const [first] = statements[0] ?? [];
	if (statements.length !== 1 || first === undefined) {
		const found = statements.length === 0 ? "none" : String(statements.length);
		throw new DataError(`sqlite: expected one statement, found ${found}. Run them one at a time.`);
	}
	if (readOnly && !reading.includes(first.text.toLowerCase())) {
		throw new DataError(
			`sqlite: expected a statement that reads, as the database is read-only, found ${first.text.toUpperCase()}. Open it with readOnly: false to write.`,
		);
	}
}

/** Asks; and asks again with a name in double quotes as text, where that name is no column. */
async function askWithOldQuotes(sql: string, ask: (sql: string) => Promise<Reply>) {
	const asText: string[] = [];
	for (let text = sql; ; ) {
		const reply = await ask(text);
		const [, name] = ("error" in reply && /^no such column: "(.*)" - should this be a string/s.exec(reply.error)) || [];
		if (name === undefined || asText.includes(name)) return { reply, asText };
		asText.push(name);
		text = withText(text, name);
	}
}

function withText(sql: string, name: string): string {
	const isIt = ({ kind, text, value }: Token) => kind === "quoted" && text.startsWith('"') && value === name;
	const places = tokensOf(sql).filter(isIt).reverse(); // from the end, so that positions before stay right
	return places.reduce(
		(text, { start, text: { length } }) =>
			`${text.slice(0, start)}'${name.replaceAll("'", "''")}'${text.slice(start + length)}`,
		sql,
	);
}

async function namesOf(connection: Connection, deadlineMs: number): Promise<Names> {
	const sql =
		"SELECT m.name, c.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c WHERE m.type IN ('table', 'view')";
	const reply = await connection.ask({ sql, parameters: [], maxRows: 10_000 }, deadlineMs);
	const names: Record<string, string[]> = {};
	for (const [table, column] of "error" in reply ? [] : reply.rows) {
		const columns = names[String(table)] ?? [];
		names[String(table)] = [...columns, String(column)];
	}
	return names;
}

export type { ResultSet, SqlValue };
