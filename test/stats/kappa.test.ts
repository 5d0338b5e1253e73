import { describe, expect, it } from "vitest";
import { cohenKappa } from "../../src/stats/kappa.ts";
import { expectClose } from "./close.ts";

const human = [1, 2, 3, 4, 5, 5, 2];
const judge = [1, 3, 3, 5, 5, 4, 1];
const labels = [1, 2, 3, 4, 5];

describe("cohenKappa", () => {
	it("equals scikit-learn 1.9.1, plain, linear and quadratic", () => {
		const found = (["none", "linear", "quadratic"] as const).map((weights) =>
			cohenKappa(human, judge, { weights, labels }),
		);
		expectClose(found, [0.29999999999999993, 0.6666666666666667, 0.8738738738738738]);
	});

	it("is null where chance alone would always agree, and for no items", () => {
		expect(cohenKappa(["a", "a"], ["a", "a"])).toBeNull();
		expect(cohenKappa([], [])).toBeNull();
		expect(cohenKappa(["a"], ["b"])).toBe(0);
	});
});
