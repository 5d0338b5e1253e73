import type { SyntaxNode } from "./parse-sql.ts";

/** What names stand for where an expression is. */
export interface Scope {
	/** A table's alias or name → its canonical name. */
	readonly tables: ReadonlyMap<string, string>;
	/** The only table of FROM, whose columns need not be qualified. */
	readonly only: string | undefined;
	/** Names of the result's columns → what they are; where ORDER BY, GROUP BY and HAVING may use them. */
	readonly aliases: ReadonlyMap<string, string>;
	readonly literals: readonly string[];
	readonly select: (node: SyntaxNode, scope: Scope) => string;
}

/** Syntax for which there is no canonical form. */
export class UnknownSyntax extends Error {}

/** The canonical text of an expression; see `canonicalForm`. */
export function canonicalExpression(node: SyntaxNode, scope: Scope): string {
	const write = (each: unknown) => canonicalExpression(each as SyntaxNode, scope);
	if (typeof node === "object" && node.ast !== undefined) return `(${scope.select(node.ast as SyntaxNode, scope)})`;
	switch (node.type) {
		case "column_ref":
			return column(node, scope);
		case "double_quote_string":
			return column({ column: node.value }, scope);
		case "single_quote_string":
			return text(node, scope);
		case "number":
			return number(node.value);
		case "null":
			return "null";
		case "bool":
			return node.value === true ? "1" : "0"; // SQLite's TRUE and FALSE are these
		case "star":
			return "*";
		case "expr_list":
			return `(${items(node).map(write).join(", ")})`;
		case "binary_expr":
			return binary(node, scope);
		case "unary_expr":
			return `${lower(node.operator)} (${write(node.expr)})`;
		case "cast":
			return `cast(${write(node.expr)} as ${types(node.target)})`;
		case "case":
			return `case ${[...(node.expr === null || node.expr === undefined ? [] : [write(node.expr)]), ...items({ value: node.args }).map((arm) => (arm.type === "when" ? `when ${write(arm.cond)} then ${write(arm.result)}` : `else ${write(arm.result)}`))].join(" ")} end`;
		case "function":
		case "aggr_func":
			return call(node, scope);
		default:
			throw new UnknownSyntax(String(node.type));
	}
}

/** The conditions that hold together, each in its canonical text. */
canonicalExpression.conjuncts = (node: SyntaxNode, scope: Scope): string[] => {
	const chain = isLogical(node) ? regroup(node) : { operator: "", parts: [node] };
	if (chain.operator === "and") return chain.parts.flatMap((part) => canonicalExpression.conjuncts(part, scope));
	if (node.type === "binary_expr" && lower(node.operator) === "between") {
		const [low, high] = items(node.right as SyntaxNode).map((end) => canonicalExpression(end, scope));
		const middle = canonicalExpression(node.left as SyntaxNode, scope);
		return [`(${low} <= ${middle})`, `(${middle} <= ${high})`];
	}
	return [canonicalExpression(node, scope)];
};

function column({ table, column: said }: SyntaxNode, { tables, only, aliases }: Scope): string {
	const name = lower(typeof said === "string" ? said : ((said as SyntaxNode)?.expr as SyntaxNode | undefined)?.value);
	if (name === "") throw new UnknownSyntax("column");
	if (typeof table === "string") return `${tables.get(lower(table)) ?? lower(table)}.${name}`;
	return aliases.get(name) ?? (only === undefined ? name : `${only}.${name}`);
}

function text({ value }: SyntaxNode, { literals }: Scope): string {
	const literal = literals[Number(String(value).slice(1))];
	if (literal === undefined) throw new UnknownSyntax("string");
	return JSON.stringify(literal);
}

// 1 and 1.0 stay apart: 3 / 2 is 1, and 3 / 2.0 is 1.5
function number(value: unknown): string {
	const isReal = /[.eE]/.test(String(value)) && !/^0x/i.test(String(value));
	return isReal && Number.isInteger(Number(value)) ? `${Number(value)}.0` : String(Number(value));
}

const turned: Readonly<Record<string, string>> = { ">": "<", ">=": "<=" };
const sameEitherWay = ["=", "!=", "+", "*", "is", "is not"];
const comparing = ["=", "!=", "<", "<=", "like", "not like", "in", "not in", "glob"];

function binary(node: SyntaxNode, scope: Scope): string {
	if (isLogical(node)) {
		const { operator, parts } = regroup(node);
		const texts =
			operator === "and"
				? canonicalExpression.conjuncts(node, scope)
				: parts.map((part) => canonicalExpression(part, scope));
		return `(${[...new Set(texts)].sort().join(` ${operator} `)})`;
	}
	const said = lower(node.operator);
	const operator = { "==": "=", "<>": "!=" }[said] ?? turned[said] ?? said;
	if (operator === "between") return `(${canonicalExpression.conjuncts(node, scope).sort().join(" and ")})`;
	const isComparing = comparing.includes(operator) || turned[said] !== undefined;
	// a name in double quotes on the right of a comparison is SQLite's old way to write a text
	const asText = (each: SyntaxNode) =>
		isComparing && each.type === "double_quote_string"
			? JSON.stringify(`string:${each.value}`)
			: canonicalExpression(each, scope);
	const left = canonicalExpression(node.left as SyntaxNode, scope);
	const right = node.right as SyntaxNode;
	if (right.type === "expr_list" && operator.endsWith("in"))
		return `(${left} ${operator} (${items(right).map(asText).sort().join(", ")}))`;
	const sides = [left, asText(right)];
	if (turned[said] !== undefined) sides.reverse();
	if (sameEitherWay.includes(operator)) sides.sort();
	return `(${sides.join(` ${operator} `)})`;
}

const isLogical = (node: SyntaxNode) => node.type === "binary_expr" && ["and", "or"].includes(lower(node.operator));

/**
 * A chain of AND and OR without parentheses, taken apart as SQL says. The parser groups such a chain from left to right,
 * `a OR b AND c` as `(a OR b) AND c`; here AND binds tighter again.
 */
function regroup(node: SyntaxNode): { readonly operator: string; readonly parts: SyntaxNode[] } {
	const operands: SyntaxNode[] = [];
	const operators: string[] = [];
	const walk = (each: SyntaxNode, isRoot: boolean) => {
		if (!isLogical(each) || (each.parentheses === true && !isRoot)) operands.push(each);
		else {
			walk(each.left as SyntaxNode, false);
			operators.push(lower(each.operator));
			walk(each.right as SyntaxNode, false);
		}
	};
	walk(node, true);
	if (!operators.includes("or")) return { operator: "and", parts: operands };
	const groups: SyntaxNode[][] = [[]];
	for (const [index, operand] of operands.entries()) {
		if (operators[index - 1] === "or") groups.push([]);
		groups.at(-1)?.push(operand);
	}
	const joined = (group: SyntaxNode[]) =>
		group.reduce((left, right) => ({ type: "binary_expr", operator: "AND", left, right }));
	return { operator: "or", parts: groups.map(joined) };
}

function call(node: SyntaxNode, scope: Scope): string {
	const write = (each: unknown) => canonicalExpression(each as SyntaxNode, scope);
	const strange = Object.keys(node).find(
		(key) => !["type", "name", "args", "over", "parentheses", "loc"].includes(key) && node[key],
	);
	if (strange !== undefined) throw new UnknownSyntax(strange);
	const name =
		typeof node.name === "string"
			? lower(node.name)
			: items({ value: (node.name as SyntaxNode).name })
					.map(({ value }) => lower(value))
					.join(".");
	const args = node.args as SyntaxNode | null | undefined;
	if (args?.orderby || args?.separator) throw new UnknownSyntax("function");
	const list = args?.type === "expr_list" ? items(args) : args?.expr === undefined ? [] : [args.expr as SyntaxNode];
	if (name === "not" && list.length === 1) return `not (${write(list[0])})`; // NOT (…), which the parser takes for a call
	return `${name}(${args?.distinct ? "distinct " : ""}${list.map(write).join(", ")})${node.over ? over(node.over as SyntaxNode, scope) : ""}`;
}

function over(node: SyntaxNode, scope: Scope): string {
	const window = ((node.as_window_specification as SyntaxNode | undefined)?.window_specification ?? node) as SyntaxNode;
	if (window.window_frame_clause || typeof node.as_window_specification === "string") throw new UnknownSyntax("window");
	const texts = (value: unknown) =>
		items({ value }).map(
			({ expr, type }) => canonicalExpression(expr as SyntaxNode, scope) + (lower(type) === "desc" ? " desc" : ""),
		);
	return ` over (partition by ${texts(window.partitionby).sort().join(", ")} order by ${texts(window.orderby).join(", ")})`;
}

function types(target: unknown): string {
	return items({ value: target })
		.map(({ dataType, length }) => `${lower(dataType)}${length ? `(${length})` : ""}`)
		.join(" ");
}

function items({ value }: { readonly value?: unknown }): readonly SyntaxNode[] {
	return Array.isArray(value) ? value : [];
}

function lower(value: unknown): string {
	return typeof value === "string" ? value.toLowerCase() : "";
}
