import { describe, expect, it } from "vitest";
import { DataError } from "../../src/core/errors.ts";
import { chrf, corpusChrf, sentenceChrf } from "../../src/metric/chrf.ts";
import { caseOf } from "./case-of.ts";

const references = [
	["the cat sat on the mat", "a cat was on the mat"],
	["the dog barked loudly", "a dog was barking"],
];
const candidates = ["the cat sat on a mat", "a dog barked"];

// The golden files hold chrF beside BLEU: see bleu.test.ts
describe("sentenceChrf", () => {
	it("equals sacrebleu 2.6.0", () => {
		expect(sentenceChrf("the cats", "the cat")).toBeCloseTo(77.57103344229319, 9);
		expect(sentenceChrf("the cats", "the cat", { beta: 1 })).toBeCloseTo(84.69457789979408, 9);
		expect(sentenceChrf("hi, there", "(hi) there!", { wordOrder: 2 })).toBeCloseTo(36.11745293545935, 9);
	});

	it("is 0 for an empty side and 100 for a short equal one", () => {
		expect([sentenceChrf("a", ""), sentenceChrf("", "a"), sentenceChrf("", "")]).toEqual([0, 0, 0]);
		expect(sentenceChrf("ab", "ab")).toBe(100);
	});

	it("ignores white space, and case when asked", () => {
		expect(sentenceChrf("a b c", "abc")).toBe(100);
		expect(sentenceChrf("ABC", "abc", { lowercase: true })).toBe(100);
	});
});

describe("corpusChrf", () => {
	it("equals sacrebleu 2.6.0", () => {
		expect(corpusChrf(references, candidates)).toBeCloseTo(56.05037884780985, 9);
		expect(corpusChrf(references, candidates, { wordOrder: 2 })).toBeCloseTo(57.497976679587225, 9);
	});

	it("refuses ragged input and a row without a reference", () => {
		expect(() => corpusChrf(references, ["a"])).toThrow(DataError);
		expect(() => corpusChrf([[]], ["a"])).toThrow(DataError);
	});
});

it("chrf aggregates to corpus chrF", () => {
	const rows = candidates.map((text, i) => caseOf({ text: references[i] }, { text }));
	expect(chrf("text").aggregate?.(rows, [])).toBeCloseTo(56.05037884780985, 9);
});
