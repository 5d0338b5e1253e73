import { normalCdf } from "../../stats/distribution.ts";

/**
 * By how much a normal value is expected to exceed `top`, counting nothing where it does not.
 *
 * @param deviation standard deviation, >= 0
 * @returns >= 0
 * @see Jones, Schonlau & Welch 1998, "Efficient Global Optimization of Expensive Black-Box Functions"
 * @example
 * expectedImprovement(0, 1, 0) // => 1 / Math.sqrt(2 * Math.PI)
 */
export function expectedImprovement(mean: number, deviation: number, top: number): number {
	if (deviation === 0) return Math.max(0, mean - top);
	const z = (mean - top) / deviation;
	const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
	return Math.max(0, deviation * (z * normalCdf(z) + density));
}
