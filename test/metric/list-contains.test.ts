import { expect, it } from "vitest";
import { listContains, listSimilarity } from "../../src/metric/list-contains.ts";
import { caseOf, context } from "./case-of.ts";

// Values by running autoevals 0.3.0
it.each([
	[["fig", "apples", "", "apples"], ["banana", "date", "fig", "fig"], 0.29166666666666663, 0.29166666666666663],
	[["apple"], ["Elderberry", "", "banana", "apples"], 0.20833333333333334, 0.8333333333333334],
	[["Elderberry", "", "Elderberry", "apples"], ["bananna", "", "Elderberry"], 0.5357142857142857, 0.5357142857142857],
	[[], [], 1, 1],
	[["a"], [], 0, 0],
	[[], ["a"], 0, 0],
])("%j and %j", (expected, output, plain, extra) => {
	expect(listSimilarity(expected, output)).toBeCloseTo(plain, 12);
	expect(listSimilarity(expected, output, { allowExtra: true })).toBeCloseTo(extra, 12);
});

it("takes another similarity", () => {
	const similarity = (a: string, b: string) => (a === b ? 1 : 0);
	expect(listSimilarity(["a", "b"], ["b", "ab"], { similarity })).toBe(0.5);
});

it("is a metric on a list of texts", () => {
	const score = (expected: unknown, output: unknown) =>
		listContains("items").score(caseOf({ items: expected }, { items: output }), context);
	expect(score(["a", "b"], ["b", "a"])).toEqual({ value: 1 });
	expect(score(undefined, ["a"])).toMatchObject({ value: null });
	expect(() => score(["a"], "a")).toThrow('expected the output to be a list of texts, found "a"');
});
