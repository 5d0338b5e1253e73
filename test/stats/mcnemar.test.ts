import { describe, expect, it } from "vitest";
import { mcnemar, mcnemarOf, pairedTable } from "../../src/stats/mcnemar.ts";
import { expectClose } from "./close.ts";

describe("mcnemar", () => {
	it("equals statsmodels 0.15.0 for 9 against 2", () => {
		const test = mcnemar(9, 2);
		expectClose([test.exactP, test.chi2, test.chi2P], [0.0654296875, 4.454545454545454, 0.03480847881186725]);
		expectClose([test.chi2Corrected, test.chi2CorrectedP], [3.272727272727273, 0.070440429272088]);
	});

	it("gives mid-p as exact less the chance of the count itself", () => {
		expectClose(mcnemar(9, 2).midP, 0.0654296875 - 55 / 2048); // C(11, 2) / 2^11
	});

	it("sees nothing where the two never disagree", () => {
		expect(mcnemarOf([], [])).toMatchObject({ exactP: 1, midP: 1, chi2: null, chi2P: null });
	});

	it("reads booleans and counts alike, and refuses ragged lists", () => {
		expect(pairedTable([true, false, true], [1, 1, 0])).toEqual([
			[1, 1],
			[1, 0],
		]);
		expect(() => mcnemarOf([1], [])).toThrow("two lists of one length");
		expect(() => mcnemar(1.5, 0)).toThrow("expected two counts");
	});
});
