import { describe, expect, it } from "vitest";
import { fleissKappa, randolphKappa } from "../../src/stats/fleiss.ts";
import { expectClose } from "./close.ts";

const ratings = [
	[1, 2, 3, 1, 2],
	[1, 2, 3, 2, 2],
	[1, 3, 3, 1, 1],
];

describe("kappas of several raters", () => {
	it("equal statsmodels 0.15.0", () => {
		expectClose([fleissKappa(ratings), randolphKappa(ratings)], [0.3918918918918918, 0.4]);
	});

	it("are null without items or with one label, and refuse one rater and gaps", () => {
		for (const kappa of [fleissKappa, randolphKappa]) {
			expect(kappa([["a"], ["a"]])).toBeNull();
			expect(kappa([[], []])).toBeNull();
			expect(() => kappa([["a"]])).toThrow("two raters or more");
			expect(() => kappa([["a", "b"], ["a"]])).toThrow("two raters or more who all rated the same items");
		}
	});
});
