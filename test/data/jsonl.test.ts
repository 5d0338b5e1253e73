import { describe, expect, it } from "vitest";
import { DataError } from "../../src/core/errors.ts";
import { parseJsonl } from "../../src/data/jsonl.ts";

describe("parseJsonl", () => {
	it("reads one object a line, with or without a line end after the last", () => {
		const rows = [{ a: 1 }, { a: { b: [null, "x"] } }];
		expect(parseJsonl('{"a":1}\n{"a":{"b":[null,"x"]}}\n')).toEqual(rows);
		expect(parseJsonl(' {"a": 1}\r\n{"a":{"b":[null,"x"]}} ')).toEqual(rows);
	});

	it("skips blank lines and a byte-order mark; nothing gives no rows", () => {
		expect(parseJsonl('\uFEFF{"a":1}\n\n  \n{"a":2}\n')).toEqual([{ a: 1 }, { a: 2 }]);
		expect(parseJsonl("")).toEqual([]);
		expect(parseJsonl("\uFEFF\n")).toEqual([]);
	});

	it("does not end a line at what JSON lets a text hold", () => {
		// U+2028 and U+2029 are line ends to JavaScript's regular expressions, not to JSON lines
		expect(parseJsonl('{"a":"x\u2028y\u2029z\u0085"}')).toEqual([{ a: "x\u2028y\u2029z\u0085" }]);
	});

	it.each([
		['{"a":1}\n\n{"a":\n', 3, /^notes, line 3: expected JSON, found /],
		["{'a':1}", 1, /^notes, line 1: expected JSON, found /],
		['{"a":1}{"a":2}', 1, /^notes, line 1: expected JSON, found /],
		['{"a":NaN}', 1, /^notes, line 1: expected JSON, found /],
		["[1]", 1, "notes, line 1: expected a JSON object, found [1]"],
		['{"a":1}\nnull', 2, "notes, line 2: expected a JSON object, found null"],
		['"text"', 1, 'notes, line 1: expected a JSON object, found "text"'],
	])("says in which line %j is broken, blank ones counted", (text, row, sentence) => {
		const parse = () => parseJsonl(text, "notes");
		expect(parse).toThrow(DataError);
		expect(parse).toThrow(sentence);
		expect(parse).toThrow(expect.objectContaining({ dataset: "notes", row }));
	});

	it("shows the beginning of a long line", () => {
		expect(() => parseJsonl(`[${"1,".repeat(500)}1]`)).toThrow(/found .{60}$/);
	});
});
