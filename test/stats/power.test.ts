import { describe, expect, it } from "vitest";
import { random } from "../../src/core/random.ts";
import { pairedT } from "../../src/stats/paired.ts";
import { pairsToDecide, pairsToDecideBinary } from "../../src/stats/power.ts";

describe("pairsToDecide", () => {
	it("follows Cohen's formula: 32 pairs see half a standard deviation with power 0.8", () => {
		// Cohen's table for d = 0.5 gives 34 with t; the normal form gives (1.96 + 0.8416)² / 0.25 = 31.4
		const differences = [1.5, -0.5, 1.5, -0.5].map((value) => value * Math.sqrt(3 / 4) + 0.5 * (1 - Math.sqrt(3 / 4)));
		expect(pairsToDecide(differences)).toBe(32 - 4);
	});

	it("promises what then comes: about 80 % of samples of that size are significant", () => {
		const draw = random(5);
		let seen = 0;
		for (let sample = 0; sample < 400; sample++) {
			const a = Array.from({ length: 32 }, () => 0.5 + draw.normal());
			if (
				pairedT(
					a,
					a.map(() => 0),
				).p < 0.05
			)
				seen++;
		}
		expect(seen / 400).toBeGreaterThan(0.7);
		expect(seen / 400).toBeLessThan(0.87);
	});

	it("has nothing to go by without a difference or with one row", () => {
		expect(pairsToDecide([1, -1])).toBeNull();
		expect(pairsToDecide([1])).toBeNull();
		expect(pairsToDecide([1, 1, 1])).toBe(0);
		expect(() => pairsToDecide([])).toThrow("at least 1 value");
	});
});

describe("pairsToDecideBinary", () => {
	it("equals Connor's formula worked by hand", () => {
		// d = 0.5, gap = 0.1: (1.95996·√0.5 + 0.84162·√0.49)² / 0.01 = 390.1, less the 10 rows there are
		expect(pairsToDecideBinary(3, 2, 10)).toBe(381);
	});

	it("has nothing to go by at equal counts, and refuses impossible ones", () => {
		expect(pairsToDecideBinary(2, 2, 10)).toBeNull();
		expect(() => pairsToDecideBinary(6, 5, 10)).toThrow("counts that fit in 10 rows");
	});
});

describe("a forecast", () => {
	it("is none where the difference is only rounding, or out of reach", () => {
		expect(pairsToDecide([0.1 + 0.2, -0.3, 1, -1])).toBeNull();
		expect(pairsToDecide([1, -1.000001])).toBeNull();
		expect(pairsToDecideBinary(50_000, 50_001, 200_000)).toBeNull();
	});

	it("is never below what the exact test needs: six rows apart, all one way", () => {
		expect(pairsToDecideBinary(5, 0, 5)).toBe(1);
		expect(pairsToDecideBinary(0, 3, 3)).toBe(3);
	});
});
