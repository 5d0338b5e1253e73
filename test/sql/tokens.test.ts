import { describe, expect, it } from "vitest";
import { statementsOf, tokensOf } from "../../src/sql/tokens.ts";

const words = (sql: string) => tokensOf(sql).map(({ kind, value }) => `${kind}:${value}`);

// Expected values follow SQLite's documentation of its lexical rules (sqlite.org/lang_expr.html, lang_keywords.html).
describe("tokensOf", () => {
	it.each([
		["", []],
		["  \n\t", []],
		["SELECT 1", ["word:SELECT", "number:1"]],
		["'it''s'", ["string:it's"]],
		["'a\\' b", ["string:a\\", "word:b"]], // a backslash is no escape
		['"say ""hi"""', ['quoted:say "hi"']],
		["[a b]`c``d`", ["quoted:a b", "quoted:c`d"]],
		["x'00ff' X", ["blob:x'00ff'", "word:X"]],
		["1.5e-3 .5 0x1F 1_000", ["number:1.5e-3", "number:.5", "number:0x1F", "number:1_000"]],
		["?1 :a @b $c ?", ["parameter:?1", "parameter::a", "parameter:@b", "parameter:$c", "parameter:?"]],
		["a->>'$.x'||b", ["word:a", "sign:->>", "string:$.x", "sign:||", "word:b"]],
		["a-- b\nc/* d */e", ["word:a", "word:c", "word:e"]],
		["/* never closed", []], // SQLite takes the end of the text for the end of the comment
		["größe", ["word:größe"]],
	])("%j", (sql, expected) => {
		expect(words(sql)).toEqual(expected);
	});

	it("says where a token begins", () => {
		expect(tokensOf(" a  'b'").map(({ start }) => start)).toEqual([1, 4]);
	});

	it.each([
		["SELECT 'open", "the quote ' to be closed"],
		['SELECT\n"open', "in line 2"],
		["SELECT {", "expected SQL"],
		["SELECT 1 \u0000; DROP TABLE t", "expected SQL"], // the engine would stop reading at the zero
	])("refuses %j", (sql, message) => {
		expect(() => tokensOf(sql)).toThrow(message);
	});
});

describe("statementsOf", () => {
	it.each([
		["", 0],
		[";;", 0],
		["SELECT 1;", 1],
		["SELECT ';' -- ;\n", 1],
		["SELECT 1; SELECT 2", 2],
		["SELECT '\\'; DROP TABLE t; --'", 2],
	])("%j holds %i", (sql, count) => {
		expect(statementsOf(sql)).toHaveLength(count);
	});
});
