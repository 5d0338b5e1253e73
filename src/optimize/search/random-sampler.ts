import { bestObserved } from "./best-observed.ts";
import type { Sampler } from "./sampler.ts";
import { choiceOf, randomCell } from "./variables.ts";

/**
 * Draws every choice uniformly, whatever was seen: what a search must beat.
 *
 * @see Bergstra & Bengio 2012, "Random Search for Hyper-Parameter Optimization"
 * @example
 * const history = [{ choice: { demos: 0 }, mean: 0.5, n: 35 }, { choice: { demos: 1 }, mean: 0.75, n: 35 }];
 * randomSampler.best({ demos: 2 }, history).choice // => { demos: 1 }
 */
export const randomSampler: Sampler = {
	name: "random",
	suggest: (variables, _observations, random) => choiceOf(variables, randomCell(variables, random)),
	best: bestObserved,
};
