import { DataError } from "../core/errors.ts";

/** A piece of a statement as SQLite reads it; comments and white space are none. */
export interface Token {
	readonly kind: "word" | "quoted" | "string" | "number" | "blob" | "parameter" | "sign";
	/** As it is written. */
	readonly text: string;
	/** What a string or quoted name says, quotes taken off; of the others their text. */
	readonly value: string;
	/** Where it begins in the statement, in UTF-16 units. */
	readonly start: number;
}

// One alternative a kind, in the order in which SQLite tries them. A quote within quotes is doubled; a backslash means nothing.
const piece = new RegExp(
	[
		String.raw`(?<space>[ \t\n\f\r\uFEFF]+|--[^\n]*|/\*[^]*?(?:\*/|$))`,
		String.raw`(?<blob>[xX]'[^']*')`,
		String.raw`(?<string>'(?:[^']|'')*')`,
		String.raw`(?<quoted>"(?:[^"]|"")*"|${"`"}(?:[^${"`"}]|${"``"})*${"`"}|\[[^\]]*\])`,
		String.raw`(?<number>0[xX][0-9a-fA-F]+|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?)`,
		String.raw`(?<parameter>\?\d*|[:@$][A-Za-z_]\w*)`,
		String.raw`(?<word>[A-Za-z_\u0080-\uFFFF][\w$\u0080-\uFFFF]*)`,
		String.raw`(?<sign>->>|->|\|\||<<|>>|<=|>=|<>|!=|==|[-+*/%&|~<>=(),.;])`,
	].join("|"),
	"y",
);

/**
 * The tokens of SQL by SQLite's rules, comments left out.
 *
 * A guard must see a text exactly as the engine will. Parsers made for several dialects do not: one that takes a backslash
 * for an escape reads `'\'; DROP TABLE t; --'` as one string, where SQLite reads a string, and then a second statement.
 *
 * @throws DataError when a quote is left open, or at a character that begins no token
 * @example
 * tokensOf("SELECT 'it''s' -- a note").map(({ kind, value }) => `${kind} ${value}`) // => ["word SELECT", "string it's"]
 */
export function tokensOf(sql: string): Token[] {
	const tokens: Token[] = [];
	for (let start = 0; start < sql.length; ) {
		piece.lastIndex = start;
		const found = piece.exec(sql);
		if (found === null) throw strange(sql, start);
		const [text] = found;
		const kind = Object.entries(found.groups ?? {}).find(([, group]) => group !== undefined)?.[0];
		if (kind !== "space") tokens.push({ kind: kind as Token["kind"], text, value: said(kind, text), start });
		start += text.length;
	}
	return tokens;
}

function said(kind: string | undefined, text: string): string {
	if (kind !== "string" && kind !== "quoted") return text;
	const close = text.at(-1) ?? "";
	const inner = text.slice(1, -1);
	return close === "]" ? inner : inner.replaceAll(close + close, close);
}

function strange(sql: string, start: number): DataError {
	const line = sql.slice(0, start).split("\n").length;
	const character = sql[start] ?? "";
	const what = `'"\`[`.includes(character) ? `the quote ${character} to be closed` : "SQL";
	return new DataError(`SQL: expected ${what}, found ${JSON.stringify(sql.slice(start, start + 40))} in line ${line}`);
}

/**
 * The statements of a text, each as its tokens; empty ones (a semicolon at the end) are none.
 *
 * @throws DataError as `tokensOf`
 * @example
 * statementsOf("SELECT ';'; -- done;\n").length // => 1
 */
export function statementsOf(sql: string): Token[][] {
	const statements: Token[][] = [[]];
	for (const token of tokensOf(sql)) {
		if (token.text === ";") statements.push([]);
		else statements.at(-1)?.push(token);
	}
	return statements.filter((statement) => statement.length > 0);
}
