import { expect, it } from "vitest";
import { stringSimilarity } from "../../src/metric/string-similarity.ts";
import { caseOf, context } from "./case-of.ts";

it("gives the best of several references, between 0 and 1", () => {
	const row = caseOf({ name: ["MARTHA", "nobody"] }, { name: "MARHTA" });
	const value = (metric: ReturnType<typeof stringSimilarity<"name">>) => metric.score(row, context);
	expect(value(stringSimilarity("name"))).toEqual({ value: 1 - 2 / 6 });
	expect(value(stringSimilarity("name", { measure: "osa" }))).toEqual({ value: 1 - 1 / 6 });
	expect(value(stringSimilarity("name", { measure: "jaro-winkler" }))).toMatchObject({
		value: expect.closeTo(0.9611111111111111, 12),
	});
	expect(value(stringSimilarity("name", { measure: "token-set" }))).toMatchObject({
		value: expect.closeTo(0.8333333333333334, 12),
	});
});

it("reads through readers", () => {
	const metric = stringSimilarity({
		output: (c: { readonly output: { readonly a: string } }) => c.output.a,
		expected: () => "ab",
	});
	expect(metric.score(caseOf(null, { a: "ab" }), context)).toEqual({ value: 1 });
});
