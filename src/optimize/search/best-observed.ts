import { ConfigError } from "../../core/errors.ts";
import { intervalOfMean } from "./interval-of-mean.ts";
import { meanVariances, type Observation } from "./observation.ts";
import type { Best } from "./sampler.ts";
import { cellOf, keyOf, type Variables } from "./variables.ts";

/**
 * The choice of the observation with the highest mean, the first of equals.
 *
 * Its mean and interval are of all that was seen of this choice. They know nothing of the others, nor that this is the
 * best of many, so they lie too high, the more choices were tried: measure the choice anew before you state its worth.
 *
 * @throws ConfigError when there are no observations
 * @example
 * bestObserved({ demos: 2 }, [
 * 	{ choice: { demos: 0 }, mean: 0.5, n: 20 },
 * 	{ choice: { demos: 1 }, mean: 0.75, n: 20 },
 * 	{ choice: { demos: 1 }, mean: 0.25, n: 20 },
 * ]).mean // => 0.5
 */
export function bestObserved(variables: Variables, observations: readonly Observation[]): Best {
	const top = observations.reduce<Observation | undefined>(
		(best, next) => (best === undefined || next.mean > best.mean ? next : best),
		undefined,
	);
	if (top === undefined) throw nothingSeen();
	const key = keyOf(cellOf(variables, top.choice));
	const variances = meanVariances(observations, spread(observations));
	let items = 0;
	let mean = 0;
	let variance = 0;
	observations.forEach((observation, index) => {
		if (keyOf(cellOf(variables, observation.choice)) !== key) return;
		items += observation.n;
		mean += observation.n * observation.mean;
		variance += observation.n ** 2 * (variances[index] ?? 0);
	});
	mean /= items;
	return { choice: top.choice, mean, ...intervalOfMean(mean, Math.sqrt(variance) / items, observations), n: items };
}

export function nothingSeen(): ConfigError {
	return new ConfigError(
		"search: expected at least one observation to choose the best from, found none; observe first",
	);
}

// Where nothing is known of the variance of an item: that of the means, as if each were of one item. Too wide, if anything.
function spread(observations: readonly Observation[]): number {
	const centre = observations.reduce((sum, { mean }) => sum + mean, 0) / observations.length;
	return observations.reduce((sum, { mean }) => sum + (mean - centre) ** 2, 0) / observations.length;
}
