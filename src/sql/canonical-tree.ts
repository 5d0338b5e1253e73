import { canonicalExpression, type Scope, UnknownSyntax } from "./canonical-expression.ts";
import type { Parsed, SyntaxNode } from "./parse-sql.ts";

export { UnknownSyntax };

/** The canonical text of a parsed SELECT; see `canonicalForm`. */
export function canonicalTree({ tree, literals }: Parsed): string {
	return select(tree, { tables: new Map(), only: undefined, literals, aliases: new Map(), select: inner }, true);
}

const inner = (node: SyntaxNode, scope: Scope) => select(node, scope, false);

const known = [
	"with",
	"type",
	"options",
	"distinct",
	"columns",
	"into",
	"from",
	"where",
	"groupby",
	"having",
	"orderby",
	"limit",
];
const alsoKnown = [
	"_next",
	"set_op",
	"_orderby",
	"_limit",
	"parentheses",
	"parentheses_symbol",
	"_parentheses",
	"window",
	"loc",
];

/** @param isTop where the columns' names and order do not count */
function select(node: SyntaxNode, outer: Scope, isTop: boolean): string {
	const strange = Object.keys(node).find(
		(key) => !known.includes(key) && !alsoKnown.includes(key) && isThere(node[key]),
	);
	if (node.type !== "select" || strange !== undefined || isThere(node.window))
		throw new UnknownSyntax(strange ?? "select");
	const ctes = list(node.with).map((each) => cte(each, outer));
	const { sources, scope, conditions } = from(list(node.from), outer);
	const expression = (each: unknown) => canonicalExpression(each as SyntaxNode, scope);

	const columns = list(node.columns).map(({ expr, as }) => ({ text: expression(expr), as: lower(as) }));
	const aliased = {
		...scope,
		aliases: new Map(columns.flatMap(({ text, as }) => (as === "" ? [] : [[as, text] as const]))),
	};
	const withAliases = (each: unknown) => {
		const { type, value } = each as SyntaxNode;
		return (
			(type === "number" ? columns[Number(value) - 1]?.text : undefined) ??
			canonicalExpression(each as SyntaxNode, aliased)
		);
	};
	const isFree = isTop && !isThere(node._next);
	const shown = columns.map(({ text, as }) => (isTop || as === "" ? text : `${text} as ${as}`));
	const where = [...(isThere(node.where) ? canonicalConjuncts(node.where as SyntaxNode, scope) : []), ...conditions];
	const groups = list((node.groupby as SyntaxNode | null)?.columns).map(withAliases);
	const order = list(node.orderby).map(({ expr, type }) => withAliases(expr) + (lower(type) === "desc" ? " desc" : ""));
	return [
		...ctes,
		isThere(node.distinct) ? "select distinct" : "select",
		(isFree ? shown.sort() : shown).join(", "),
		...(sources.length === 0 ? [] : [`from ${sources.join(", ")}`]),
		...(where.length === 0 ? [] : [`where ${[...new Set(where)].sort().join(" and ")}`]),
		...(groups.length === 0 ? [] : [`group by ${groups.sort().join(", ")}`]),
		...(isThere(node.having)
			? [
					`having ${canonicalConjuncts(node.having as SyntaxNode, aliased)
						.sort()
						.join(" and ")}`,
				]
			: []),
		...(order.length === 0 ? [] : [`order by ${order.join(", ")}`]),
		...limit(node.limit as SyntaxNode | null),
		...(isThere(node._next) ? [lower(node.set_op), select(node._next as SyntaxNode, outer, false)] : []),
	].join(" ");
}

const canonicalConjuncts = (node: SyntaxNode, scope: Scope): string[] => canonicalExpression.conjuncts(node, scope);

function cte({ name, stmt, columns }: SyntaxNode, scope: Scope): string {
	const names = list(columns).map((column) => lower(column.column));
	return `with ${lower((name as SyntaxNode).value)}(${names.join(", ")}) as (${inner((stmt as SyntaxNode).ast as SyntaxNode, scope)})`;
}

/** The tables of FROM under names of their own, sorted where the order of joins does not count. */
function from(nodes: readonly SyntaxNode[], outer: Scope) {
	const tables = new Map(outer.tables);
	const named = nodes.map((node) => {
		const name = isThere(node.table) ? lower(node.table) : source(node.expr as SyntaxNode, outer);
		const taken = [...tables.values()].filter((other) => other.split("#")[0] === name).length;
		const unique = taken === 0 ? name : `${name}#${taken + 1}`; // the same table joined twice
		tables.set(isThere(node.as) ? lower(node.as) : name, unique);
		return { node, unique };
	});
	const only = named.length === 1 ? named[0]?.unique : undefined;
	const scope: Scope = { ...outer, tables, only, aliases: new Map() };
	const isInner = nodes.every(
		({ join, using }) => !isThere(using) && ["", "inner join", "cross join", "join"].includes(lower(join)),
	);
	const on = ({ node }: { readonly node: SyntaxNode }) =>
		isThere(node.on) ? canonicalConjuncts(node.on as SyntaxNode, scope) : [];
	if (isInner) return { sources: named.map(({ unique }) => unique).sort(), scope, conditions: named.flatMap(on) };
	const sources = named.map(({ node, unique }) => {
		const using = list(node.using).map(({ value }) => lower(value));
		const condition =
			using.length > 0 ? ` using ${using.sort().join(", ")}` : ` on ${on({ node }).sort().join(" and ")}`;
		return `${lower(node.join)} ${unique}${isThere(node.join) ? condition : ""}`;
	});
	return { sources, scope, conditions: [] };
}

function source(node: SyntaxNode, scope: Scope): string {
	return isThere(node.ast) ? `(${inner(node.ast as SyntaxNode, scope)})` : canonicalExpression(node, scope);
}

function limit(node: SyntaxNode | null): string[] {
	const values = list(node?.value).map(({ value }) => Number(value));
	if (values.length === 0) return [];
	const [count, offset = 0] = node?.seperator === "," ? [values[1], values[0]] : values; // the parser's spelling
	return [`limit ${count} offset ${offset}`];
}

function list(value: unknown): readonly SyntaxNode[] {
	return Array.isArray(value) ? value : [];
}

function isThere(value: unknown): boolean {
	return value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0) && value !== false;
}

function lower(value: unknown): string {
	return typeof value === "string" ? value.toLowerCase() : "";
}
