import type { Random } from "../../core/random.ts";
import type { Fit } from "./fit.ts";
import { drawLandscape } from "./landscape.ts";
import type { Cell } from "./variables.ts";

/**
 * One landscape that may be the true one, drawn from what is believed; on the scale of the fit.
 *
 * To try its highest cell is Thompson sampling: a cell is tried as often as it is believed to be the best. Draws a
 * landscape from the kernel, imagines the observations in it, and corrects it by what the true ones have over these
 * (Matheron's rule), so that no covariance matrix of all cells is needed.
 *
 * @param cells distinct, those of `fit.seen` first and in their order
 * @returns the values at the cells
 * @see Thompson 1933, "On the likelihood that one unknown probability exceeds another"
 * @see Wilson et al. 2020, "Efficiently sampling functions from Gaussian process posteriors", arXiv:2002.09309
 */
export function posteriorDraw(
	{ process, kernel, centre, scale, seen }: Fit,
	sizes: readonly number[],
	cells: readonly Cell[],
	random: Random,
): number[] {
	const landscape = drawLandscape(kernel, sizes, random);
	const own = cells.map(() => Math.sqrt(kernel.cell) * random.normal()); // the parts that no two cells share
	const missing = seen.map(({ cell, mean, noise }, index) => {
		const imagined = landscape.at(cell) + (own[index] ?? 0) + (Math.sqrt(noise) / scale) * random.normal();
		return (mean - centre) / scale - imagined;
	});
	const weights = process.weights(missing);
	seen.forEach(({ cell }, index) => {
		const weight = weights[index] ?? 0;
		landscape.raise(cell, weight);
		own[index] = (own[index] ?? 0) + weight * kernel.cell;
	});
	return cells.map((cell, index) => landscape.at(cell) + (own[index] ?? 0));
}
