import { expect, it } from "vitest";
import { tokenF1, tokenOverlap } from "../../src/metric/token-f1.ts";
import { caseOf, context } from "./case-of.ts";

// By hand from the SQuAD 2.0 evaluation's definition
it("counts shared words after normalising, each as often as both have it", () => {
	expect(tokenOverlap("The cat, the cat!", "cat dog dog dog")).toEqual({ precision: 0.25, recall: 0.5, f1: 1 / 3 });
	expect(tokenOverlap("cat", "dog").f1).toBe(0);
});

it("is 1 where neither side has words left, 0 where one has", () => {
	expect(tokenOverlap("the", "").f1).toBe(1);
	expect(tokenOverlap("", "word").f1).toBe(0);
	expect(tokenOverlap("word", "a").f1).toBe(0);
});

it("takes the best of several references", () => {
	const row = caseOf({ answer: ["Paris, France", "Paris"] }, { answer: "in Paris" });
	expect(tokenF1("answer").score(row, context)).toMatchObject({ value: 2 / 3 });
	expect(tokenF1("answer").score(caseOf({ answer: [] }, { answer: "x" }), context)).toMatchObject({ value: null });
});
