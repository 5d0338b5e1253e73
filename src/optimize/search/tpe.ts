import { bestObserved } from "./best-observed.ts";
import type { Observation } from "./observation.ts";
import { parzen } from "./parzen.ts";
import { randomSampler } from "./random-sampler.ts";
import type { Sampler } from "./sampler.ts";
import { type Cell, cellOf, choiceOf, type Variables } from "./variables.ts";

const startupTrials = 10;
const candidateCount = 24;

/**
 * The tree-structured Parzen estimator: cells like the best tenth of those seen, and unlike the rest.
 *
 * The first 10 are drawn uniformly. Then 24 candidates are drawn from the density of the best tenth, and the one with the
 * largest ratio of that density to the density of the rest is taken. It looks at means alone: one of 35 items counts as
 * one of 300. The same method and settings as Optuna's multivariate TPE.
 *
 * @see Bergstra et al. 2011, "Algorithms for Hyper-Parameter Optimization"
 * @see Watanabe 2023, "Tree-Structured Parzen Estimator", arXiv:2304.11127
 * @example
 * const history = [{ choice: { demos: 0 }, mean: 0.5, n: 35 }, { choice: { demos: 1 }, mean: 0.75, n: 35 }];
 * tpe.best({ demos: 2 }, history).choice // => { demos: 1 }
 */
export const tpe: Sampler = {
	name: "tpe",
	suggest(variables, observations, random) {
		if (observations.length < startupTrials) return randomSampler.suggest(variables, observations, random);
		const sizes = Object.values(variables);
		const { best, rest } = splitCells(variables, observations);
		const good = parzen(best, sizes);
		const poor = parzen(rest, sizes);
		let chosen: Cell = [];
		let largest = Number.NEGATIVE_INFINITY;
		for (let candidate = 0; candidate < candidateCount; candidate++) {
			const cell = good.draw(random);
			const ratio = good.logDensity(cell) - poor.logDensity(cell);
			if (ratio <= largest) continue;
			chosen = cell;
			largest = ratio;
		}
		return choiceOf(variables, chosen);
	},
	best: bestObserved,
};

/**
 * The best tenth of what was seen (rounded up, at most 25; of equals the first) and the rest, each in the order seen.
 *
 * @example
 * splitCells({ demos: 3 }, [
 * 	{ choice: { demos: 2 }, mean: 0.25, n: 35 },
 * 	{ choice: { demos: 1 }, mean: 0.75, n: 35 },
 * ]) // => { best: [[1]], rest: [[2]] }
 */
export function splitCells(variables: Variables, observations: readonly Observation[]): { best: Cell[]; rest: Cell[] } {
	const count = Math.min(Math.ceil(0.1 * observations.length), 25);
	const ranked = observations.map(({ mean }, index) => ({ mean, index })).sort((a, b) => b.mean - a.mean); // stable
	const top = new Set(ranked.slice(0, count).map(({ index }) => index));
	const cells = (wanted: boolean) =>
		observations.filter((_, index) => top.has(index) === wanted).map(({ choice }) => cellOf(variables, choice));
	return { best: cells(true), rest: cells(false) };
}
