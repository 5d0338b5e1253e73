import { describe, expect, it } from "vitest";
import { kendall, pearson, spearman } from "../../src/stats/correlation.ts";
import { expectClose } from "./close.ts";

const human = [1, 2, 3, 4, 5, 5, 2];
const judge = [1, 3, 3, 5, 5, 4, 1];

describe("correlations", () => {
	it("equal scipy 1.17.1, ties and all", () => {
		expectClose(pearson(human, judge), { r: 0.8756167504173691, p: 0.009790133895981028 }, 1e-9);
		expectClose(spearman(human, judge), { r: 0.8691968388426689, p: 0.011062874814230815 }, 1e-9);
		expectClose(kendall(human, judge), 0.7570332986102252);
	});

	it("are null where one side is constant or there is one pair", () => {
		for (const correlate of [pearson, spearman, kendall]) {
			expect(correlate([1, 2, 3], [4, 4, 4])).toBeNull();
			expect(correlate([1], [2])).toBeNull();
			expect(correlate([], [])).toBeNull();
			expect(() => correlate([1, 2], [1])).toThrow("two lists of one length");
			expect(() => correlate([1, Number.NaN], [1, 2])).toThrow("finite numbers");
		}
	});

	it("are sure of a perfect line, rounding or not", () => {
		expect(pearson([0.1, 0.2, 0.3], [0.3, 0.6, 0.9])).toEqual({ r: 1, p: 0 });
		expect(spearman([1, 2, 3], [3, 2, 1])).toEqual({ r: -1, p: 0 });
		expect(pearson([1, 2], [1, 2])).toEqual({ r: 1, p: 1 });
	});
});
