import { nothingSeen } from "./best-observed.ts";
import { candidates } from "./candidates.ts";
import { expectedImprovement } from "./expected-improvement.ts";
import { type Fit, fit } from "./fit.ts";
import { intervalOfMean } from "./interval-of-mean.ts";
import { posteriorDraw } from "./posterior-draw.ts";
import type { Sampler } from "./sampler.ts";
import { type Cell, choiceOf } from "./variables.ts";

/**
 * A Gaussian process over the combinations, with known noise.
 *
 * It supposes that the value of a combination is a sum: what each choice is worth, what each pair of choices is worth
 * together, and a rest; how much each of these matters is learnt. An observation of 300 items weighs more than one of 35,
 * by its noise. Next is tried the best cell of a landscape drawn from what is believed (Thompson sampling), or, where the
 * means are exact (variance 0), the new cell that promises the largest improvement. Several suggestions for one history,
 * with another `random` each, are a good batch.
 *
 * Hands back the seen choice with the highest believed mean, which is drawn towards what its choices did elsewhere: a
 * lucky minibatch does not win alone. Its interval is where the value lies with 95 % belief, if the supposition holds.
 *
 * @see Rasmussen & Williams 2006, "Gaussian Processes for Machine Learning"
 * @see Duvenaud, Nickisch & Rasmussen 2011, "Additive Gaussian Processes", arXiv:1112.4394
 * @example
 * const seen = (demos, mean, n) => ({ choice: { demos }, mean, n });
 * // 6 of 8 do not yet beat 210 of 300
 * gp.best({ demos: 3 }, [seen(0, 0.5, 300), seen(1, 0.7, 300), seen(2, 0.75, 8)]).choice // => { demos: 1 }
 */
export const gp: Sampler = {
	name: "gp",
	suggest(variables, observations, random) {
		const fitted = fit(variables, observations);
		const cells = candidates(variables, fitted.seen, random);
		const unseen = cells.slice(fitted.seen.length);
		const exact = fitted.seen.length > 0 && fitted.seen.every(({ noise }) => noise === 0);
		if (exact && unseen.length > 0) return choiceOf(variables, largest(unseen, improvements(fitted, unseen)));
		return choiceOf(variables, largest(cells, posteriorDraw(fitted, Object.values(variables), cells, random)));
	},
	best(variables, observations) {
		if (observations.length === 0) throw nothingSeen();
		const { process, seen, centre, scale } = fit(variables, observations);
		const believed = seen.map(({ cell, n }) => ({ cell, n, ...process.at(cell) }));
		const top = believed.reduce((best, next) => (next.mean > best.mean ? next : best));
		const mean = centre + scale * top.mean;
		const interval = intervalOfMean(mean, scale * Math.sqrt(top.variance), observations);
		return { choice: choiceOf(variables, top.cell), mean, ...interval, n: top.n };
	},
};

function improvements({ process, seen, centre, scale }: Fit, cells: readonly Cell[]): number[] {
	const top = (Math.max(...seen.map(({ mean }) => mean)) - centre) / scale;
	return cells.map((cell) => {
		const { mean, variance } = process.at(cell);
		return expectedImprovement(mean, Math.sqrt(variance), top);
	});
}

/** The item of the largest worth, the first of equals. */
function largest<T>(items: readonly T[], worth: readonly number[]): T {
	return items[worth.indexOf(worth.reduce((a, b) => Math.max(a, b)))] as T;
}
