import { describe, expect, it } from "vitest";
import { acceleration, biasCorrection, bootstrapInterval } from "../../src/stats/bootstrap-interval.ts";
import { expectClose } from "./close.ts";

// the golden files hold BCa against scipy and numpy; here the edges
describe("bootstrapInterval", () => {
	it("mirrors the percentile interval at the estimate for basic", () => {
		const { low, high } = bootstrapInterval(2, [1, 2, 3, 5], [], { method: "basic", level: 0.5 });
		expect([low, high]).toEqual([4 - 3.5, 4 - 1.75]);
	});

	it("equals the percentile interval when there is neither bias nor acceleration", () => {
		const replicates = [1, 2, 3, 4, 5];
		const bca = bootstrapInterval(3, replicates, [1, 2, 3], { level: 0.5 });
		const percentile = bootstrapInterval(3, replicates, [], { method: "percentile", level: 0.5 });
		expectClose([bca.low, bca.high], [percentile.low, percentile.high]);
	});

	it("falls back, and says so, when every replicate lies on one side", () => {
		const interval = bootstrapInterval(0, [1, 2, 3], [1, 2]);
		expect(interval.method).toBe("percentile bootstrap (BCa undefined)");
		expect(interval.low).toBeGreaterThanOrEqual(1);
	});

	it("has no width without replicates", () => {
		expect(bootstrapInterval(4, [], [])).toMatchObject({ low: 4, high: 4 });
	});
});

describe("the corrections of BCa", () => {
	it("count ties half", () => {
		expectClose(biasCorrection(2, [1, 2, 2, 3, 4, 4, 4, 4]), -0.6744897501960817); // a quarter lies below
	});

	it("take a sixth of the jackknife's skewness", () => {
		// gaps from the mean 2: 1, 1, −2 → cubes 1 + 1 − 8, squares 6
		expectClose(acceleration([1, 1, 4]), -6 / (6 * 6 ** 1.5));
		expect(acceleration([3, 3])).toBe(0);
		expect(acceleration([])).toBe(0);
	});
});
