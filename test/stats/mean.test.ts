import { describe, expect, it } from "vitest";
import { meanInterval } from "../../src/stats/mean.ts";
import { expectClose } from "./close.ts";

describe("meanInterval", () => {
	it("equals scipy 1.17.1's t interval", () => {
		const { low, high } = meanInterval([0.82, 0.64, 0.91, 0.55, 0.73, 0.88]);
		expectClose([low, high], [0.6067730203790023, 0.9032269796209977]);
	});

	it("has no width for a single value and for constant ones, and says which", () => {
		expect(meanInterval([3])).toEqual({ low: 3, high: 3, level: 0.95, method: "single value" });
		expect(meanInterval([2, 2, 2])).toEqual({ low: 2, high: 2, level: 0.95, method: "t" });
	});

	it("refuses an empty list and NaN", () => {
		expect(() => meanInterval([])).toThrow("at least 1 value");
		expect(() => meanInterval([1, Number.NaN])).toThrow("finite numbers, found NaN");
	});
});
