import { describe, expect, it } from "vitest";
import { benjaminiHochberg, benjaminiYekutieli, bonferroni, holm } from "../../src/stats/correction.ts";
import { expectClose } from "./close.ts";

const p = [0.01, 0.04, 0.03, 0.005, 0.5];

describe("corrections for several tests", () => {
	it("equal statsmodels 0.15.0's multipletests, in the order given", () => {
		expectClose(bonferroni(p), [0.05, 0.2, 0.15, 0.025, 1]);
		expectClose(holm(p), [0.04, 0.09, 0.09, 0.025, 0.5]);
		expectClose(benjaminiHochberg(p), [0.025, 0.05, 0.05, 0.025, 0.5]);
		expectClose(benjaminiYekutieli(p), [137 / 2400, 137 / 1200, 137 / 1200, 137 / 2400, 1]);
	});

	it("take no test and one test", () => {
		for (const correct of [bonferroni, holm, benjaminiHochberg, benjaminiYekutieli]) {
			expect(correct([])).toEqual([]);
			expect(correct([0.2])).toEqual([0.2]);
		}
	});

	it("refuse what is no p-value", () => {
		expect(() => holm([0.2, Number.NaN])).toThrow("holm: expected p-values in [0, 1], found NaN");
	});
});
