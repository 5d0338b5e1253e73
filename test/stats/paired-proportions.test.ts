import { describe, expect, it } from "vitest";
import { random } from "../../src/core/random.ts";
import { pairedProportions } from "../../src/stats/paired-proportions.ts";

describe("pairedProportions", () => {
	it("gives the published formula's numbers (computed apart, in Python)", () => {
		const few = pairedProportions(2, 8, 40);
		expect(few.low).toBeCloseTo(-0.005763438218674116, 12);
		expect(few.high).toBeCloseTo(0.2914777239329598, 12);
	});

	it("has a width where the two never disagree, and stays within -1 and 1", () => {
		const none = pairedProportions(0, 0, 30);
		expect(none.high).toBeGreaterThan(0.05);
		expect(none.low).toBe(-none.high);
		expect(pairedProportions(0, 1, 1).high).toBeLessThanOrEqual(1);
	});

	it("covers the true difference about as often as it says, on 40 rows", () => {
		const draw = random(5);
		let covered = 0;
		const runs = 4000;
		for (let run = 0; run < runs; run++) {
			let onlyA = 0;
			let onlyB = 0;
			for (let row = 0; row < 40; row++) {
				const u = draw.next();
				if (u < 0.1) onlyA++;
				else if (u < 0.3) onlyB++;
			}
			const { low, high } = pairedProportions(onlyA, onlyB, 40);
			if (low <= 0.1 && 0.1 <= high) covered++;
		}
		expect(covered / runs).toBeGreaterThan(0.93);
		expect(covered / runs).toBeLessThan(0.98);
	});

	it("refuses counts that do not fit", () => {
		expect(() => pairedProportions(5, 6, 10)).toThrow(/within 10 rows/);
	});
});
