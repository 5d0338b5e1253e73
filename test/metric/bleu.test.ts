import { describe, expect, it } from "vitest";
import { kind as corpus } from "../../scripts/conformance/bleu-chrf-corpus.ts";
import { kind as sentence } from "../../scripts/conformance/bleu-chrf-sentence.ts";
import { ConfigError, DataError } from "../../src/core/errors.ts";
import { bleu, corpusBleu, sentenceBleu } from "../../src/metric/bleu.ts";
import { caseOf, context } from "./case-of.ts";
import { checkGolden, goldenIsHere } from "./golden.ts";

const references = [
	["the cat sat on the mat", "a cat was on the mat"],
	["the dog barked loudly", "a dog was barking"],
];
const candidates = ["the cat sat on a mat", "a dog barked"];

describe("sentenceBleu", () => {
	it("equals sacrebleu 2.6.0", () => {
		const { score, precisions, brevityPenalty } = sentenceBleu("the cat sat on the mat", "the cat sat on a mat");
		expect(score).toBeCloseTo(53.7284965911771, 9);
		expect(precisions.map(Math.round)).toEqual([83, 60, 50, 33]);
		expect(brevityPenalty).toBe(1);
		const two = sentenceBleu(["It's $3.50, not $4.", "It is 3.50 , not 5"], "It is 3.50, not 4!");
		expect(two.score).toBeCloseTo(64.34588841607616, 9);
	});

	it("leaves out the orders that a short candidate cannot have", () => {
		expect(sentenceBleu("one", "one").score).toBeCloseTo(100, 9);
		expect(sentenceBleu("one", "one", { effectiveOrder: false }).score).toBe(0);
	});

	it("is 0 for an empty candidate, and for one without a common word", () => {
		expect(sentenceBleu("a b", "")).toMatchObject({ score: 0, brevityPenalty: 0, candidateLength: 0 });
		expect(sentenceBleu("", "")).toMatchObject({ score: 0, brevityPenalty: 1 });
		expect(sentenceBleu("a", "b").score).toBe(0);
	});

	it("says so when there is no reference, or no order", () => {
		expect(() => sentenceBleu([], "a")).toThrow(DataError);
		expect(() => sentenceBleu("a", "a", { maxOrder: 0 })).toThrow(ConfigError);
	});

	it.skipIf(!goldenIsHere)("equals sacrebleu on the golden sentences", () => {
		expect(checkGolden(sentence).differences).toEqual([]);
	});
});

describe("corpusBleu", () => {
	// sacrebleu 2.6.0 on the two sentences above
	it.each([
		[{}, 49.710454375314015],
		[{ smoothing: "add-k" }, 58.8837385313777],
		[{ tokenizer: "char" }, 75.5498253471146],
	] as const)("%j gives %d", (options, score) => {
		expect(corpusBleu(references, candidates, options).score).toBeCloseTo(score, 9);
	});

	it("refuses ragged and empty input", () => {
		expect(() => corpusBleu(references, ["a"])).toThrow(DataError);
		expect(() => corpusBleu([], [])).toThrow(DataError);
	});

	it.skipIf(!goldenIsHere)("equals sacrebleu on the golden corpora", () => {
		expect(checkGolden(corpus).differences).toEqual([]);
	});
});

describe("bleu", () => {
	const metric = bleu("text");
	const rows = candidates.map((text, i) => caseOf({ text: references[i] }, { text }));

	it("aggregates to corpus BLEU, which is not the mean of the rows", async () => {
		expect(metric.aggregate?.(rows, [])).toBeCloseTo(49.710454375314015, 9);
		const values = await Promise.all(rows.map(async (row) => (await metric.score(row, context)).value ?? 0));
		expect((values[0] ?? 0) / 2 + (values[1] ?? 0) / 2).not.toBeCloseTo(49.71, 1);
	});

	it("counts a failed row as an empty output", () => {
		const failed = {
			input: null,
			expected: { text: "a long reference that nobody answered" },
			trace: rows[0]?.trace,
		} as never;
		expect(metric.aggregate?.(rows, [failed])).toBeLessThan(49);
	});

	it("has no figure without references", () => {
		expect(metric.aggregate?.([caseOf({ text: null }, { text: "a" })], [])).toBeNull();
		expect(metric.aggregate?.([], [])).toBeNull();
	});
});
