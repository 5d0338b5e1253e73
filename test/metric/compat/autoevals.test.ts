import { expect, it } from "vitest";
import { autoevalsExact } from "../../../src/metric/compat/autoevals-exact.ts";
import { utf16Similarity } from "../../../src/metric/compat/utf16.ts";
import { levenshteinSimilarity } from "../../../src/metric/distance/levenshtein.ts";

// Values by running autoevals 0.3.0
it.each([
	[1, "1", 1],
	[null, "null", 1],
	[{ a: 1 }, '{ "a": 1 }', 1],
	[{ a: 1, b: 2 }, { b: 2, a: 1 }, 0],
	[[1], "[1", 0],
	["a", "b", 0],
])("exact match of %j and %j is %d", (expected, output, value) => expect(autoevalsExact(expected, output)).toBe(value));

it("counts halves of surrogate pairs", () => {
	expect(utf16Similarity("🙂🙃", "🙃🙂")).toBe(0.5);
	expect(levenshteinSimilarity("🙂🙃", "🙃🙂")).toBe(0);
	expect(utf16Similarity("", "")).toBe(1);
	expect(utf16Similarity("kitten", "sitting")).toBe(1 - 3 / 7);
});
