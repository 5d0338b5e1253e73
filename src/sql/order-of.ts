import { isTouchstoneError } from "../core/errors.ts";
import { parseSql, type SyntaxNode } from "./parse-sql.ts";
import { statementsOf, type Token } from "./tokens.ts";

/**
 * What a statement says about the order of its rows: nothing; the columns of its result by which it sorts, from 0; or "same"
 * when it sorts by something that its result does not show, so that ties cannot be told.
 *
 * @example
 * await orderOf("SELECT city, count(*) AS n FROM shop GROUP BY city ORDER BY n DESC") // => [1]
 */
export async function orderOf(sql: string): Promise<"any" | "same" | readonly number[]> {
	const [statement = []] = statementsOf(sql);
	if (!sortsWhole(statement)) return "any";
	try {
		return columnsOf((await parseSql(statement)).tree);
	} catch (error) {
		if (isTouchstoneError(error) && error.code === "data") return "same";
		throw error;
	}
}

/** ORDER BY outside all parentheses. */
function sortsWhole(statement: readonly Token[]): boolean {
	let depth = 0;
	return statement.some(({ kind, text }, index) => {
		if (text === "(") depth++;
		if (text === ")") depth--;
		return depth === 0 && kind === "word" && /^order$/i.test(text) && /^by$/i.test(statement[index + 1]?.text ?? "");
	});
}

function columnsOf(tree: SyntaxNode): "same" | readonly number[] {
	const columns = (Array.isArray(tree.columns) ? tree.columns : []) as readonly SyntaxNode[];
	const terms = (Array.isArray(tree.orderby) ? tree.orderby : []) as readonly SyntaxNode[];
	const text = (node: unknown) =>
		JSON.stringify(node, (key, value) => (key === "loc" ? undefined : value)).toLowerCase();
	const places = terms.map(({ expr }) => {
		const { type, value, column, table } = expr as SyntaxNode;
		if (type === "number") return Number(value) - 1;
		const named = columns.findIndex(
			({ as }) =>
				typeof as === "string" && !table && typeof column === "string" && as.toLowerCase() === column.toLowerCase(),
		);
		return named >= 0 ? named : columns.findIndex((each) => text(each.expr) === text(expr));
	});
	// a star may stand for any number of columns, and a compound's last part alone carries its ORDER BY
	const isStar = columns.some(({ expr }) => text(expr).includes('"column":"*"'));
	return places.length === 0 || isStar || tree._next || places.some((place) => !(place in columns)) ? "same" : places;
}
