import { expect, test } from "vitest";
import { expectedImprovement } from "../../../src/optimize/search/expected-improvement.ts";

// ∫ max(0, x − top) φ(x; mean, deviation) dx, by the trapezoid rule over ten deviations
function integrated(mean: number, deviation: number, top: number): number {
	const steps = 20_000;
	const step = (20 * deviation) / steps;
	let sum = 0;
	for (let index = 0; index <= steps; index++) {
		const x = mean - 10 * deviation + index * step;
		const density = Math.exp(-(((x - mean) / deviation) ** 2) / 2) / (deviation * Math.sqrt(2 * Math.PI));
		sum += Math.max(0, x - top) * density * step;
	}
	return sum;
}

test.each([
	[0, 1, 0],
	[0.4, 0.2, 0.5],
	[-1, 3, 2],
	[0.9, 0.01, 0.5],
])("a normal value of mean %d and deviation %d is expected to exceed %d by its integral", (mean, deviation, top) => {
	expect(expectedImprovement(mean, deviation, top)).toBeCloseTo(integrated(mean, deviation, top), 6);
});

test("what is certain improves by what it is above, or not at all; far below, nothing is expected and it stays >= 0", () => {
	expect([expectedImprovement(0.7, 0, 0.5), expectedImprovement(0.3, 0, 0.5)]).toEqual([0.7 - 0.5, 0]);
	for (let z = 5; z < 60; z += 5) expect(expectedImprovement(-z, 1, 0)).toBeGreaterThanOrEqual(0);
	expect(expectedImprovement(-40, 1, 0)).toBeLessThan(1e-12);
});
