import { describe, expect, it } from "vitest";
import {
	chiSquaredYates,
	fisherExact,
	newcombe,
	twoProportionZ,
	waldDifference,
} from "../../src/stats/proportion-difference.ts";
import { expectClose } from "./close.ts";

const first = { successes: 7, n: 9 };
const second = { successes: 2, n: 11 };

describe("two pass rates on separate rows", () => {
	it("equal statsmodels 0.15.0 and scipy 1.17.1", () => {
		const score = newcombe(first, second);
		const plain = waldDifference(first, second);
		expectClose([score.low, score.high], [0.15679152797626855, 0.8016229458626991]);
		expectClose([plain.low, plain.high], [0.24138452722131964, 0.9505346646978724]);
		expectClose(twoProportionZ(first, second), { z: 2.6652123368179317, p: 0.007693972527542967 });
		expectClose(chiSquaredYates(first, second), { statistic: 4.899500051015204, p: 0.026864471961340203 });
		expectClose(fisherExact(first, second), 0.02155275065491784);
	});

	it("say nothing, and never NaN, of empty groups and of rates that never vary", () => {
		const empty = { successes: 0, n: 0 };
		expect(newcombe(empty, second)).toMatchObject({ low: -1, high: 1 });
		expect(waldDifference(first, empty)).toMatchObject({ low: -1, high: 1 });
		for (const other of [empty, { successes: 5, n: 5 }]) {
			expect(twoProportionZ({ successes: 3, n: 3 }, other)).toEqual({ z: null, p: 1 });
			expect(chiSquaredYates({ successes: 3, n: 3 }, other)).toEqual({ statistic: null, p: 1 });
			expect(fisherExact({ successes: 3, n: 3 }, other)).toBeCloseTo(1, 12);
		}
	});
});
