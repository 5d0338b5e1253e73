import { describe, expect, it } from "vitest";
import { logMean, logWealth, lowestPoint, mirrored, tally } from "../../src/stats/betting.ts";

const wealth = (scores: readonly number[], price: number) => Math.exp(logWealth(tally(scores), price));

describe("logWealth", () => {
	it("is what eight purses hold, worked by hand", () => {
		// two passes at price 1/2: each purse is multiplied by (1 + fraction)²; sum f = 255/256, sum f² = 21845/65536
		expect(wealth([1, 1], 0.5)).toBeCloseTo((8 + 2 * (255 / 256) + 21845 / 65536) / 8, 12);
	});

	it("is 1 on average over all 2¹² outcomes of a fair coin at a fair price, and less at a higher price", () => {
		let fair = 0;
		let dear = 0;
		for (let outcome = 0; outcome < 2 ** 12; outcome++) {
			const scores = Array.from({ length: 12 }, (_, toss) => (outcome >> toss) & 1);
			fair += wealth(scores, 0.5) / 2 ** 12;
			dear += wealth(scores, 0.6) / 2 ** 12;
		}
		expect(fair).toBeCloseTo(1, 10);
		expect(dear).toBeLessThan(1);
	});

	it("does not care in which order or how counted the scores come", () => {
		const scores = Array.from({ length: 40 }, (_, row) => ((row * 7) % 40) / 39);
		const one: [number, number][] = scores.map((score) => [score, 1]);
		expect(logWealth(one, 0.4)).toBeCloseTo(logWealth(tally([...scores].reverse()), 0.4), 10);
		expect(logWealth([[0.5, 3]], 0.4)).toBeCloseTo(
			logWealth(
				[
					[0.5, 1],
					[0.5, 2],
				],
				0.4,
			),
			12,
		);
	});

	it("falls as the price rises, and is convex in it", () => {
		const heights = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9].map((price) =>
			logWealth(tally([1, 0, 0.5, 1]), price),
		);
		const steps = heights.slice(1).map((height, index) => height - (heights[index] ?? 0));
		expect(Math.max(...steps)).toBeLessThan(0);
		steps.slice(1).forEach((step, index) => {
			expect(step).toBeGreaterThanOrEqual((steps[index] ?? 0) - 1e-12);
		});
	});

	it("is 1 before the first score, and finite where a ticket is nearly free", () => {
		expect(logWealth([], 0.5)).toBe(0);
		expect(logWealth([[0, 5]], 0)).toBeLessThan(0);
		expect(Number.isFinite(logWealth([[1, 1000]], 0))).toBe(true);
	});
});

describe("its helpers", () => {
	it("logMean takes sums that a double cannot hold", () => {
		expect(logMean([1000, 1000])).toBe(1000);
		expect(logMean([0, Math.log(3)])).toBeCloseTo(Math.log(2), 12);
	});

	it("mirrored turns passes into failures", () => {
		expect(mirrored(tally([1, 0, 0]))).toEqual([
			[0, 1],
			[1, 2],
		]);
	});

	it("lowestPoint finds the bottom, inside or at an end", () => {
		expect(lowestPoint((x) => (x - 0.3) ** 2, 0, 1).at).toBeCloseTo(0.3, 6);
		expect(lowestPoint((x) => x, 0, 1).at).toBeLessThan(1e-6);
		let asked = 0;
		const counted = (x: number) => {
			asked++;
			return x;
		};
		expect(lowestPoint(counted, 0, 1, 0.2).height).toBeLessThan(0.2);
		expect(asked).toBeLessThan(6);
	});
});
