import { describe, expect, it } from "vitest";
import { stableStringify } from "../../src/core/json.ts";

describe("stableStringify", () => {
	// RFC 8785 (JSON canonicalization), 3.2.3: keys sort by UTF-16 units
	it("sorts keys by UTF-16 units, at every depth", () => {
		const value = { "\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\u{1f602}": 5, "\u0080": 6, "\u00f6": 7 };
		const text = stableStringify(value);
		expect(Object.values(JSON.parse(text) as object).sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
		expect([...text.matchAll(/:(\d)/g)].map(([, digit]) => Number(digit)).slice(-5)).toEqual([6, 7, 1, 5, 3]);
		expect(stableStringify([{ b: { d: 1, c: 2 }, a: 3 }])).toBe('[{"a":3,"b":{"c":2,"d":1}}]');
	});

	it("gives one text to equal values, however they were built", () => {
		const one = JSON.parse('{ "x": {"b": 1, "a": 2}, "10": 0, "9": 0 }');
		const other = JSON.parse('{ "9": 0, "10": 0, "x": {"a": 2, "b": 1} }');
		expect(stableStringify(one)).toBe(stableStringify(other));
	});

	it("keeps the order of lists", () => {
		expect(stableStringify([3, 1, 2])).toBe("[3,1,2]");
	});

	it.each([
		[{ a: undefined, b: () => 1 }, "{}"],
		[[undefined, Number.NaN, Infinity, -0], "[null,null,null,0]"],
		[new Date(0), '"1970-01-01T00:00:00.000Z"'],
		[{}, "{}"],
		[[], "[]"],
		[null, "null"],
		['a"\n', '"a\\"\\n"'],
	])("writes %j as JSON.stringify does (%#)", (value, text) => {
		expect(stableStringify(value)).toBe(text);
	});

	it("loses no key, whatever it is called", () => {
		const odd = '{"__proto__":{"a":1},"constructor":2}';
		expect(stableStringify(JSON.parse(odd))).toBe(odd);
	});

	it("throws on what has no JSON", () => {
		const cycle: Record<string, unknown> = {};
		cycle.self = cycle;
		expect(() => stableStringify(cycle)).toThrow();
		expect(() => stableStringify(1n)).toThrow();
	});
});
