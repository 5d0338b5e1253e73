import { normalQuantile } from "../../stats/distribution.ts";
import type { Observation } from "./observation.ts";

const z = normalQuantile(0.975);

/**
 * The normal 95 % interval around a mean, kept within [0, 1] where all that was seen are shares.
 *
 * @param deviation the standard deviation of the mean, >= 0
 * @example
 * intervalOfMean(0.9, 0.1, [{ choice: {}, mean: 0.9, n: 9 }]).high // => 1
 */
export function intervalOfMean(
	mean: number,
	deviation: number,
	observations: readonly Observation[],
): { low: number; high: number } {
	const shares = observations.every(({ mean, variance }) => variance === undefined && mean >= 0 && mean <= 1);
	const low = mean - z * deviation;
	const high = mean + z * deviation;
	return shares ? { low: Math.max(0, low), high: Math.min(1, high) } : { low, high };
}
