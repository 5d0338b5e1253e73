import { type GaussianProcess, gaussianProcess } from "./gaussian-process.ts";
import { covariances, type Kernel } from "./kernel.ts";
import { itemVariance, type Observation } from "./observation.ts";
import { type Seen, seenCells } from "./seen.ts";
import type { Variables } from "./variables.ts";

/** What a search has learnt: a Gaussian process of the values made comparable, (mean − centre) / scale. */
export interface Fit {
	readonly process: GaussianProcess;
	readonly kernel: Kernel;
	readonly centre: number;
	/** > 0 */
	readonly scale: number;
	/** The distinct cells seen, on the scale of the observations. */
	readonly seen: readonly Seen[];
}

// What the parts explain in all, in units of the variance of the means seen
const matchTotals = [0.1, 0.4, 1.6];
const pairTotals = [0, 0.2, 0.8];
const cellTotal = 0.1;
const baseTotal = 1;

// How much of the variance of the means is noise, where neither the observation nor its range tells it
const noiseShares = [0.03, 0.3, 0.8];

/**
 * Fits a Gaussian process to what was seen: of nine kernels (single choices explain little, some or much; pairs nothing,
 * some or much) the one under which the observations are likeliest. Where the noise is unknown, it is chosen likewise.
 *
 * Runs in O(n³) for n distinct cells, nine times.
 *
 * @see Rasmussen & Williams 2006, "Gaussian Processes for Machine Learning", section 5.4 (the marginal likelihood)
 */
export function fit(variables: Variables, observations: readonly Observation[]): Fit {
	const variableCount = Object.keys(variables).length;
	const fits = unknownVariances(observations).flatMap((unknownVariance): Fit[] => {
		const seen = seenCells(variables, observations, unknownVariance);
		const { centre, scale } = standard(seen);
		const data = {
			cells: seen.map(({ cell }) => cell),
			values: seen.map(({ mean }) => (mean - centre) / scale),
			noises: seen.map(({ noise }) => noise / scale ** 2),
		};
		return kernels(variableCount).map((kernel) => {
			return { process: gaussianProcess(data, covariances(kernel, variableCount)), kernel, centre, scale, seen };
		});
	});
	return fits.reduce((best, next) => (next.process.logLikelihood > best.process.logLikelihood ? next : best));
}

function kernels(variableCount: number): Kernel[] {
	const pairCount = (variableCount * (variableCount - 1)) / 2;
	const totals = matchTotals.flatMap((match) => pairTotals.map((pair) => ({ match, pair })));
	return totals.map(({ match, pair }) => ({
		base: baseTotal,
		match: match / variableCount,
		pair: pairCount === 0 ? 0 : pair / pairCount,
		cell: cellTotal,
	}));
}

/** The variances of one item to try for observations that tell nothing of it. */
function unknownVariances(observations: readonly Observation[]): number[] {
	if (observations.every((observation) => itemVariance(observation) !== null)) return [0]; // not needed
	const items = observations.reduce((sum, { n }) => sum + n, 0) / observations.length;
	return noiseShares.map((share) => share * standard(observations).scale ** 2 * items);
}

function standard(values: readonly { readonly mean: number }[]): { centre: number; scale: number } {
	if (values.length === 0) return { centre: 0, scale: 1 };
	const centre = values.reduce((sum, { mean }) => sum + mean, 0) / values.length;
	const variance = values.reduce((sum, { mean }) => sum + (mean - centre) ** 2, 0) / values.length;
	return { centre, scale: variance > 0 ? Math.sqrt(variance) : 1 };
}
