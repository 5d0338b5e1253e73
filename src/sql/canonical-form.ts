import { DataError } from "../core/errors.ts";
import { canonicalTree, UnknownSyntax } from "./canonical-tree.ts";
import { parseSql } from "./parse-sql.ts";
import { statementsOf, type Token } from "./tokens.ts";

/**
 * A SELECT in one of its many spellings: two statements with the same canonical form ask the same.
 *
 * Alike become: letter case, white space, comments, table aliases, names of the result's columns and their order, the order of
 * AND, OR, = and joined tables, ON and WHERE of inner joins, `>` turned round, BETWEEN, `==` and `<>`, ordinals in ORDER BY and GROUP
 * BY. A column without its table is given the only one there is; where there are several it stays as it is, so that the form
 * may differ for statements that mean the same: only equality is evidence. What the parser has no word for (EXCEPT, FILTER, …)
 * is compared as it is written, case and white space aside.
 *
 * @throws DataError when it is not one statement or the parser cannot read it; MissingDependencyError without node-sql-parser
 * @example
 * const a = await canonicalForm("SELECT c.name FROM city AS c WHERE c.people > 10 AND c.state = 'x'");
 * a === (await canonicalForm("select name from City where 'x' = state and 10 < people")) // => true
 */
export async function canonicalForm(sql: string): Promise<string> {
	const statements = statementsOf(sql);
	const [statement] = statements;
	if (statement === undefined || statements.length > 1) {
		throw new DataError(`canonicalForm: expected one statement, found ${statements.length}`);
	}
	const parsed = await parseSql(statement);
	if (!parsed.exact) return asWritten(statement);
	try {
		return canonicalTree(parsed);
	} catch (error) {
		if (error instanceof UnknownSyntax) return asWritten(statement);
		throw error;
	}
}

function asWritten(statement: readonly Token[]): string {
	return statement
		.map(({ kind, text, value }) => (kind === "quoted" ? value : kind === "string" ? text : text.toLowerCase()))
		.join(" ");
}
