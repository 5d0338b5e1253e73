import { expect, it } from "vitest";
import { DataError } from "../../../src/core/errors.ts";
import { pairedTexts } from "../../../src/metric/text/paired-texts.ts";

it("pairs row by row, one reference or several", () => {
	expect(pairedTexts("test", ["a", ["b", "c"]], ["x", "y"])).toEqual([
		["a", "x"],
		[["b", "c"], "y"],
	]);
});

it.each([
	[[], []],
	[["a"], []],
	[[], ["x"]],
	[["a", "b"], ["x"]],
])("refuses %j beside %j, with both lengths", (references, candidates) => {
	const pairing = () => pairedTexts("corpusBleu", references, candidates);
	expect(pairing).toThrow(DataError);
	expect(pairing).toThrow(
		`corpusBleu: expected as many references as candidates and at least one, found ${references.length} and ${candidates.length}.`,
	);
});
