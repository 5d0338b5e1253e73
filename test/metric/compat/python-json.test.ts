import { expect, it } from "vitest";
import { isPythonFloat, parsePythonJson, pythonFloat, pythonText } from "../../../src/metric/compat/python-json.ts";

// Right column: what CPython 3.11 prints for str(json.loads(left))
it.each([
	["null", "None"],
	["true", "True"],
	["1", "1"],
	["1.0", "1.0"],
	["-0", "0"],
	["-0.0", "-0.0"],
	["1e16", "1e+16"],
	["1e15", "1000000000000000.0"],
	["0.00001", "1e-05"],
	["0.0001", "0.0001"],
	["2.5e-7", "2.5e-07"],
	["1.5e300", "1.5e+300"],
	["123456789012345678901234567890", "123456789012345678901234567890"],
	['"it\'s"', "it's"],
	['["it\'s", "q\\"", "both \' \\""]', `["it's", 'q"', 'both \\' "']`],
	['["tab\\t", "\\u00a0", "\\u200b", "é", "🙂", "\\\\"]', "['tab\\t', '\\xa0', '\\u200b', 'é', '🙂', '\\\\']"],
	['{"b": [1.0, {"n": null}], "a": {}}', "{'b': [1.0, {'n': None}], 'a': {}}"],
	['"a number in text: 1.0, -2.50"', "a number in text: 1.0, -2.50"],
	['"an escaped \\" and 1.0"', 'an escaped " and 1.0'],
	["[]", "[]"],
])("%s prints as %s", (json, printed) => expect(pythonText(parsePythonJson(json))).toBe(printed));

it("leaves other values as JSON.parse has them", () => {
	const json = '{"a": [1, 1.5, "x", null, true, {}]}';
	expect(parsePythonJson(json)).toEqual(JSON.parse(json));
	expect(isPythonFloat(parsePythonJson("2.0"))).toBe(true);
	expect(isPythonFloat({ pythonFloat: 1, other: 2 })).toBe(false);
	expect(pythonText(pythonFloat(2))).toBe("2.0");
});

it("refuses what is not JSON", () => {
	expect(() => parsePythonJson("[1.0.0]")).toThrow(SyntaxError);
	expect(() => parsePythonJson("")).toThrow(SyntaxError);
});
