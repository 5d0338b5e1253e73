import { isTouchstoneError, messageOf } from "../core/errors.ts";
import { parseSql, type SyntaxNode } from "./parse-sql.ts";
import { statementsOf, type Token } from "./tokens.ts";

/** A statement that may run, or why it may not. */
export type Guarded =
	| { readonly allowed: true; readonly statement: string }
	| {
			readonly allowed: false;
			/** "unreadable": not known to write, but the parser cannot tell. */
			readonly because: "forbidden" | "unreadable";
			readonly reason: string;
	  };

// Words that SQLite keeps for statements that write, so that none of them can be a plain name in one that reads.
const writing = ["INSERT", "UPDATE", "DELETE", "CREATE", "DROP", "ALTER", "INTO"];

// Functions that read or write files or load code. The engine used here has none of them; another build may.
const reaching = [
	...["load_extension", "readfile", "writefile", "edit", "fsdir", "lsmode", "zipfile", "fts3_tokenizer"],
	...["sqlite_compileoption_get", "csv_read", "eval"],
];

/**
 * Lets one statement through that reads and nothing else: a SELECT, with or without WITH.
 *
 * For SQL that a model wrote. Refused are several statements, everything that writes, changes the schema or the connection
 * (ATTACH, PRAGMA, VACUUM), functions that reach files or load code, and what the parser cannot read. Comments hide nothing: the
 * text is cut into tokens by SQLite's own rules first. The guard is one wall; open the database read-only for the second.
 *
 * @throws MissingDependencyError without node-sql-parser
 * @example
 * await readOnlyGuard("SELECT name FROM customers;") // => { allowed: true, statement: "SELECT name FROM customers;" }
 * await readOnlyGuard("SELECT 1; /* tidy up *\/ DROP TABLE customers")
 * // => { allowed: false, because: "forbidden", reason: "expected one statement, found 2" }
 */
export async function readOnlyGuard(sql: string): Promise<Guarded> {
	try {
		const statements = statementsOf(sql);
		const [statement] = statements;
		if (statement === undefined) return refused("expected a SELECT statement, found none");
		if (statements.length > 1) return refused(`expected one statement, found ${statements.length}`);
		const reason = forbidden(statement) ?? writesIn((await parseSql(statement)).tree);
		return reason === undefined ? { allowed: true, statement: sql } : refused(reason);
	} catch (error) {
		if (isTouchstoneError(error) && error.code === "data")
			return { ...refused(messageOf(error)), because: "unreadable" };
		throw error;
	}
}

const refused = (reason: string) => ({ allowed: false, because: "forbidden", reason }) as const;

function forbidden(statement: readonly Token[]): string | undefined {
	const first = statement[0]?.text.toUpperCase() ?? "";
	if (first !== "SELECT" && first !== "WITH")
		return `expected a SELECT statement, found ${first}: only reading is allowed`;
	for (const [index, { kind, text, value }] of statement.entries()) {
		const word = kind === "word" ? text.toUpperCase() : "";
		if (writing.includes(word)) return `expected a statement that only reads, found ${word} in it`;
		const isCall = (kind === "word" || kind === "quoted") && statement[index + 1]?.text === "(";
		if (isCall && reaching.includes(value.toLowerCase())) {
			return `expected functions of values only, found ${value}, which reaches files or loads code`;
		}
	}
	return undefined;
}

/** What the tree holds besides reading, however deep. */
function writesIn(tree: SyntaxNode): string | undefined {
	if (tree.type !== "select") return `expected a SELECT statement, found ${String(tree.type).toUpperCase()}`;
	const inner = (value: unknown): string | undefined => {
		if (typeof value !== "object" || value === null) return undefined;
		const { ast } = value as { readonly ast?: SyntaxNode };
		const found = ast !== undefined && ast.type !== "select" ? String(ast.type).toUpperCase() : undefined;
		if (found !== undefined) return `expected a statement that only reads, found ${found} in it`;
		for (const child of Object.values(value)) {
			const reason = inner(child);
			if (reason !== undefined) return reason;
		}
		return undefined;
	};
	return inner(tree);
}
