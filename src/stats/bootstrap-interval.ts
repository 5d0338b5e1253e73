import { checkShare } from "./check.ts";
import { normalCdf, normalQuantile } from "./distribution.ts";
import type { Interval } from "./interval.ts";
import { sortedQuantile } from "./quantile.ts";

export type BootstrapMethod = "bca" | "percentile" | "basic";

/**
 * An interval from replicates that were computed already.
 *
 * - `percentile`: the middle of the replicates.
 * - `basic`: the same, mirrored at the estimate.
 * - `bca`: the percentile interval moved by the median bias of the replicates (`biasCorrection`) and by how fast the
 *   statistic's spread changes (`acceleration`, from the jackknife): second-order right, the default elsewhere.
 *
 * Where every replicate equals the estimate the range has no width. Where all replicates lie on one side of it, the bias
 * cannot be corrected and BCa falls back to the percentile interval, said in `method`.
 *
 * @param replicates the statistic of each resample, at least one, finite
 * @param jackknife the statistic with each item left out in turn; used by "bca" alone
 * @see Efron 1987, "Better bootstrap confidence intervals"
 * @example
 * bootstrapInterval(2, [1, 2, 3], [], { method: "percentile", level: 0.5 }).low // => 1.5
 */
export function bootstrapInterval(
	estimate: number,
	replicates: readonly number[],
	jackknife: readonly number[],
	options: { readonly level?: number; readonly method?: BootstrapMethod } = {},
): Interval {
	const { level = 0.95, method = "bca" } = options;
	checkShare("bootstrap", "level", level);
	const tail = (1 - level) / 2;
	const sorted = Float64Array.from(replicates).sort();
	const at = (p: number) => sortedQuantile(sorted, p);

	if (sorted.length === 0 || (sorted[0] === estimate && sorted.at(-1) === estimate)) {
		return { low: estimate, high: estimate, level, method: `${names[method]} bootstrap, no spread seen` };
	}
	if (method === "basic") {
		return { low: 2 * estimate - at(1 - tail), high: 2 * estimate - at(tail), level, method: "basic bootstrap" };
	}
	if (method === "percentile") return { low: at(tail), high: at(1 - tail), level, method: "percentile bootstrap" };

	const bias = biasCorrection(estimate, replicates);
	if (!Number.isFinite(bias)) {
		return { low: at(tail), high: at(1 - tail), level, method: "percentile bootstrap (BCa undefined)" };
	}
	const speed = acceleration(jackknife);
	const moved = (p: number) => {
		const z = bias + normalQuantile(p);
		return normalCdf(bias + z / (1 - speed * z));
	};
	return { low: at(moved(tail)), high: at(moved(1 - tail)), level, method: "BCa bootstrap" };
}

const names = { bca: "BCa", percentile: "percentile", basic: "basic" } as const;

/**
 * BCa's z0: the normal quantile of the share of replicates below the estimate, ties counted half.
 * ±Infinity when all lie on one side.
 *
 * @example
 * biasCorrection(2, [1, 2, 3]) // => 0
 */
export function biasCorrection(estimate: number, replicates: readonly number[]): number {
	let below = 0;
	for (const replicate of replicates) below += replicate < estimate ? 1 : replicate === estimate ? 0.5 : 0;
	return normalQuantile(below / replicates.length);
}

/**
 * BCa's acceleration: a sixth of the skewness of the jackknife values; 0 when they do not vary.
 *
 * @example
 * acceleration([1, 2, 3]) // => 0
 */
export function acceleration(jackknife: readonly number[]): number {
	const center = jackknife.reduce((sum, value) => sum + value, 0) / jackknife.length;
	let squares = 0;
	let cubes = 0;
	for (const value of jackknife) {
		const gap = center - value;
		squares += gap * gap;
		cubes += gap * gap * gap;
	}
	return squares > 0 ? cubes / (6 * squares ** 1.5) : 0;
}
