import { describe, expect, it } from "vitest";
import { random } from "../../src/core/random.ts";
import { predictionPoweredMean } from "../../src/stats/prediction-powered.ts";

// the golden file holds the figures against ppi-python; here what they promise
describe("predictionPoweredMean", () => {
	it("covers the truth in about 95 % of samples though the judge is biased, and is narrower than people alone", () => {
		const draw = random(3);
		let covered = 0;
		let narrower = 0;
		for (let run = 0; run < 300; run++) {
			const truth = Array.from({ length: 1200 }, () => Number(draw.next() < 0.6));
			const judge = truth.map((value) => (draw.next() < 0.85 ? value : 1)); // lenient
			const human = truth.slice(0, 200);
			const args = [human, judge.slice(0, 200), judge.slice(200)] as const;
			const { interval } = predictionPoweredMean(...args);
			const alone = predictionPoweredMean(...args, { lambda: 0 }).interval;
			if (interval.low <= 0.6 && 0.6 <= interval.high) covered++;
			if (interval.high - interval.low <= alone.high - alone.low) narrower++;
		}
		expect(covered / 300).toBeGreaterThan(0.91);
		expect(covered / 300).toBeLessThan(0.99);
		expect(narrower).toBe(300);
	});

	it("leaves a judge that never varies aside", () => {
		expect(predictionPoweredMean([0, 1, 1], [1, 1, 1], [1, 1])).toMatchObject({ lambda: 0, estimate: 2 / 3 });
	});

	it("refuses empty and ragged lists", () => {
		expect(() => predictionPoweredMean([], [], [1])).toThrow("at least 1 value");
		expect(() => predictionPoweredMean([1], [1, 0], [1])).toThrow("two lists of one length");
	});
});
