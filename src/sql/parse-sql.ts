import { DataError, messageOf } from "../core/errors.ts";
import { loadPeer } from "../core/peer.ts";
import type { Token } from "./tokens.ts";

/** A node of a statement's syntax tree, as the parser makes it. */
export type SyntaxNode = Readonly<Record<string, unknown>>;

export interface Parsed {
	readonly tree: SyntaxNode;
	/** What the strings, bytes and parameters said for which the tree holds 's0', 's1', … */
	readonly literals: readonly string[];
	/** False when the tree leaves something out or says it otherwise, since the parser has no word for it. */
	readonly exact: boolean;
}

/**
 * One statement's syntax tree, by node-sql-parser in its SQLite dialect.
 *
 * The parser is given the tokens anew and not the text: it has rules of its own about backslashes and comments, and lacks some of
 * SQLite's words. EXCEPT and INTERSECT are put to it as UNION; NULLS FIRST, COLLATE, FILTER (…) and ESCAPE are left out. That is
 * enough to see what kind of statement it is; where the meaning counts, look at `exact`.
 *
 * @throws DataError with the parser's message when it cannot read the statement; MissingDependencyError without node-sql-parser
 */
export async function parseSql(statement: readonly Token[]): Promise<Parsed> {
	const { default: peer } = await loadPeer(
		"node-sql-parser",
		"reading SQL",
		() => import("node-sql-parser/build/sqlite.js"),
	);
	const { pieces, literals, exact } = reworded(statement);
	let tree: unknown;
	try {
		tree = new peer.Parser().astify(pieces.map(({ text }) => text).join(" "), { database: "sqlite" });
	} catch (error) {
		throw unreadable(error, pieces);
	}
	return { tree: (Array.isArray(tree) ? tree[0] : tree) as SyntaxNode, literals, exact };
}

interface Piece {
	readonly text: string;
	/** What it stands for. */
	readonly token: Token;
}

function reworded(tokens: readonly Token[]) {
	const pieces: Piece[] = [];
	const literals: string[] = [];
	let exact = true;
	const word = (index: number) => (tokens[index]?.kind === "word" ? (tokens[index]?.text.toUpperCase() ?? "") : "");
	for (let index = 0; index < tokens.length; index++) {
		const token = tokens[index] as Token;
		const skipped = lengthOfUnknown(tokens, index, word);
		if (skipped > 0) {
			index += skipped - 1;
			exact = false;
		} else if (["EXCEPT", "INTERSECT"].includes(word(index))) {
			pieces.push({ text: "UNION", token });
			exact = false;
		} else if (token.kind === "string" || token.kind === "blob" || token.kind === "parameter") {
			const literal = `${token.kind}:${token.value}`;
			if (!literals.includes(literal)) literals.push(literal);
			pieces.push({ text: `'s${literals.indexOf(literal)}'`, token });
		} else if (token.kind === "quoted") {
			pieces.push({ text: `"${token.value.replaceAll(/["\\]/g, "_")}"`, token });
		} else if (["FROM", "JOIN"].includes(word(index - 1)) && token.kind === "word" && tokens[index + 1]?.text !== "(") {
			pieces.push({ text: `\`${token.text}\``, token }); // a table may be named as a word of the parser's other dialects (SHOW)
		} else if (!isIdleDistinct(tokens, index, word)) pieces.push({ text: token.text, token });
	}
	return { pieces, literals, exact };
}

type WordAt = (index: number) => string;

/** How many tokens from here on the parser has no word for. */
function lengthOfUnknown(tokens: readonly Token[], index: number, word: WordAt): number {
	if (word(index) === "NULLS" && ["FIRST", "LAST"].includes(word(index + 1))) return 2;
	if (word(index) === "COLLATE") return 2;
	if (word(index) === "ESCAPE" && tokens[index + 1]?.kind === "string") return 2;
	if (word(index) !== "FILTER" || tokens[index + 1]?.text !== "(" || word(index + 2) !== "WHERE") return 0;
	let depth = 0;
	for (let end = index + 1; end < tokens.length; end++) {
		if (tokens[end]?.text === "(") depth++;
		if (tokens[end]?.text === ")" && --depth === 0) return end + 1 - index;
	}
	return 0;
}

// MAX(DISTINCT x) is MAX(x); the parser refuses the longer way of saying it
function isIdleDistinct(tokens: readonly Token[], index: number, word: WordAt): boolean {
	return word(index) === "DISTINCT" && tokens[index - 1]?.text === "(" && ["MAX", "MIN"].includes(word(index - 2));
}

function unreadable(error: unknown, pieces: readonly Piece[]): DataError {
	const at = (error as { readonly location?: { readonly start?: { readonly offset?: number } } }).location?.start
		?.offset;
	let end = 0;
	const stuck = pieces.find(({ text }) => {
		end += text.length + 1;
		return at !== undefined && at < end - 1; // a space stands between two pieces
	});
	const place = stuck === undefined ? "its end" : JSON.stringify(stuck.token.text);
	const message = messageOf(error);
	const said = message.length > 160 ? message.slice(message.lastIndexOf(" but ") + 5) : message;
	return new DataError(`SQL: the parser cannot read on at ${place} (${said})`, { cause: error });
}
