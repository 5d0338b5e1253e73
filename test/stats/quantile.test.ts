import { describe, expect, it } from "vitest";
import { quantile } from "../../src/stats/quantile.ts";
import { expectClose } from "./close.ts";

const values = [3, 1, 4, 1, 5, 9, 2, 6];

describe("quantile", () => {
	it("equals numpy's default", () => {
		expectClose(
			[0, 0.1, 0.33, 0.9, 1].map((p) => quantile(values, p)),
			[1, 1, 2.31, 6.9, 9],
		);
	});

	it("takes a single value, and refuses none", () => {
		expect(quantile([7], 0.3)).toBe(7);
		expect(() => quantile([], 0.5)).toThrow("quantile: expected at least 1 value");
	});
});
