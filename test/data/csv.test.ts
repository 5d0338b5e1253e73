import { describe, expect, it } from "vitest";
import { DataError } from "../../src/core/errors.ts";
import { formatCsv, parseCsv } from "../../src/data/csv.ts";

/** The error of a text that is no CSV, which must be one the reader can act on. */
async function refusal(text: string): Promise<DataError> {
	const error = await parseCsv(text, "sheet").catch((thrown: unknown) => thrown);
	expect(error).toBeInstanceOf(DataError);
	return error as DataError;
}

describe("parseCsv", () => {
	// the rules of RFC 4180, section 2
	it.each([
		["the last line needs no end", "a,b\r\n1,2", [{ a: "1", b: "2" }]],
		["spaces are part of a cell", "a,b\n 1 ,2 \n", [{ a: " 1 ", b: "2 " }]],
		["quoted cells may hold commas and line ends", 'a,b\n"1,0","2\r\n3"\n', [{ a: "1,0", b: "2\r\n3" }]],
		["a doubled quote is one", 'a,b\n"say ""hi""",""\n', [{ a: 'say "hi"', b: "" }]],
		["names may be quoted", '"a, b",c\n1,2\n', [{ "a, b": "1", c: "2" }]],
	])("%s", async (_, text, rows) => {
		expect(await parseCsv(text)).toEqual(rows);
	});

	it("reads line ends of every kind in one file, and old ones", async () => {
		const rows = [
			{ a: "1", b: "2" },
			{ a: "3", b: "4\n5" },
			{ a: "6", b: "7" },
		];
		expect(await parseCsv('a,b\r\n1,2\n3,"4\n5"\r6,7\r\n')).toEqual(rows);
		expect(await parseCsv('a,b\n1,2\r\n3,"4\n5"\n6,7')).toEqual(rows);
		expect(await parseCsv("a,b\r1,2\r")).toEqual([{ a: "1", b: "2" }]);
	});

	it("skips empty lines and a byte-order mark, and keeps rows of empty cells", async () => {
		expect(await parseCsv("\uFEFFa,b\n\n1,2\n\n,\n")).toEqual([
			{ a: "1", b: "2" },
			{ a: "", b: "" },
		]);
	});

	it("of a header alone, or of nothing, has no rows", async () => {
		expect(await parseCsv("a,b\n")).toEqual([]);
		expect(await parseCsv("")).toEqual([]);
	});

	it.each([
		["too few cells", "a,b\n1,2\n3\n", 2, "sheet, row 2: expected 2 cells (a, b), found 1."],
		["too many cells", "a,b\n1,2,3\n", 1, "sheet, row 1: expected 2 cells (a, b), found 3."],
		["an open quote", 'a,b\n1,2\n"3,4\n', 2, "sheet, row 2: expected a closing quote, found the end of the file"],
	])("says where it is broken: %s", async (_, text, row, sentence) => {
		const error = await refusal(text);
		expect(error.message).toContain(sentence);
		expect(error).toMatchObject({ dataset: "sheet", row });
	});

	it.each([
		["a,b,,\n1,2,,\n", "sheet: columns 3 and 4 have no name."],
		[",,\n1,2,3\n", "sheet: columns 1, 2 and 3 have no name."],
		["a, ,c\n1,2,3\n", "sheet: column 2 has no name."],
		["a,b,a\n1,2,3\n", 'sheet: expected different column names, found "a" twice'],
		["__proto__,a\n1,2\n", '"__proto__", which no row can hold'],
	])("refuses the header of %j", async (text, sentence) => {
		expect((await refusal(text)).message).toContain(sentence);
	});

	it("takes names that every object has for columns like any other", async () => {
		const [row] = await parseCsv("constructor,toString\n1,2\n");
		expect(Object.entries(row ?? {})).toEqual([
			["constructor", "1"],
			["toString", "2"],
		]);
	});
});

describe("formatCsv", () => {
	it("writes text as it is, what is not there as nothing, and other values as JSON", () => {
		const row = { text: "a", number: 1.5, flag: false, nothing: null, list: [1, "x"] };
		expect(formatCsv([row])).toBe('text,number,flag,nothing,list\na,1.5,false,,"[1,""x""]"\n');
	});

	it("takes its columns from the first row", () => {
		expect(formatCsv([{ a: 1 }, { b: 2, a: 3 }])).toBe("a\n1\n3\n");
	});

	it("of no rows is read back as none", async () => {
		expect(await parseCsv(formatCsv([]))).toEqual([]);
	});

	it.each([
		[
			"quotes, commas and line ends",
			[
				{ a: 'quo"te', b: "line\nbreak", "c,d": "1,5" },
				{ a: "\r", b: " ", "c,d": "" },
			],
		],
		["a single column with an empty cell", [{ a: "" }, { a: "x" }, { a: "" }]],
		["a header that must be quoted", [{ 'a"b': "1", "c\nd": "2" }]],
	])("is read back the same: %s", async (_, rows) => {
		expect(await parseCsv(formatCsv(rows))).toEqual(rows);
	});
});
