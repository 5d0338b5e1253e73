import { describe, expect, it } from "vitest";
import { bm25, termsOf } from "../../src/program/bm25.ts";

const documents = ["the cat sat on the mat", "the dog sat", "birds fly"];

describe("bm25", () => {
	// By hand: lengths 6, 3, 2, mean 11/3. "the" and "sat" stand in 2 of 3 documents: idf = ln(1 + 1.5 / 2.5) = ln 1.6;
	// "cat" in 1: idf = ln(1 + 2.5 / 1.5) = ln(8 / 3). Norms: 1.2 (0.25 + 0.75 · 6 · 3 / 11) = 1.7727272…,
	// 1.2 (0.25 + 0.75 · 9 / 11) = 1.0363636…
	const norms = [1.2 * (0.25 + 13.5 / 11), 1.2 * (0.25 + 6.75 / 11)] as const;

	it("gives the values computed by hand", () => {
		const cat = bm25(documents)("cat");
		expect(cat[0]).toBeCloseTo(Math.log(8 / 3) / (1 + norms[0]), 12);
		expect(cat[0]).toBeCloseTo(0.3537417, 7);
		expect(cat.slice(1)).toEqual([0, 0]);

		const both = bm25(documents)("the sat");
		expect(both[0]).toBeCloseTo(Math.log(1.6) * (2 / (2 + norms[0]) + 1 / (1 + norms[0])), 12);
		expect(both[1]).toBeCloseTo(Math.log(1.6) * (2 / (1 + norms[1])), 12);
		expect(both[2]).toBe(0);
	});

	it("counts a word that the query repeats each time", () => {
		const score = bm25(documents);
		expect(score("cat cat")[0]).toBeCloseTo(2 * (score("cat")[0] ?? 0), 12);
	});

	it("ignores length with b 0 and repetition with k1 0", () => {
		expect(bm25(documents, { b: 0 })("sat")[0]).toBeCloseTo(Math.log(1.6) / 2.2, 12);
		expect(bm25(documents, { b: 0 })("sat")[1]).toBeCloseTo(Math.log(1.6) / 2.2, 12);
		expect(bm25(documents, { k1: 0 })("the")[0]).toBeCloseTo(Math.log(1.6), 12);
	});

	it("gives nothing for no document, an empty one or an unknown word", () => {
		expect(bm25([])("cat")).toEqual([]);
		expect(bm25([""])("cat")).toEqual([0]);
		expect(bm25(documents)("zebra")).toEqual([0, 0, 0]);
		expect(bm25(documents)("")).toEqual([0, 0, 0]);
	});

	it("knows words by their name alone", () => {
		expect(bm25(["constructor", "other"])("toString")).toEqual([0, 0]);
	});

	it.each([
		[{ k1: -1 }, /expected k1 of at least 0, found -1/],
		[{ b: 1.1 }, /expected b in \[0, 1\], found 1.1/],
	])("refuses %j", (options, message) => {
		expect(() => bm25(documents, options)).toThrow(message);
	});
});

describe("termsOf", () => {
	it("reads any script", () => {
		expect(termsOf("Größe ÉTÉ naïve")).toEqual(["größe", "été", "naïve"]);
		expect(termsOf("今天 rain2雨")).toEqual(["今", "天", "rain2", "雨"]);
		expect(termsOf("ﬁne")).toEqual(["fine"]);
	});
});
