import { sampleStandardDeviation } from "simple-statistics";
import { jackknife } from "../../src/stats/bootstrap.ts";
import {
	acceleration,
	type BootstrapMethod,
	biasCorrection,
	bootstrapInterval,
} from "../../src/stats/bootstrap-interval.ts";
import type { Kind } from "./kind.ts";
import { quantile } from "./tolerances.ts";

interface Case {
	readonly x: readonly number[];
	readonly resample_indices: readonly (readonly number[])[];
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

export const kind: Kind = {
	name: "bootstrap_given_indices",
	run(golden) {
		const { x, resample_indices } = golden as unknown as Case;
		const estimate = mean(x);
		const replicates = resample_indices.map((indices) => mean(indices.map((index) => x[index] ?? Number.NaN)));
		const left = jackknife(x, mean);
		const ends = (method: BootstrapMethod) => {
			const { low, high } = bootstrapInterval(estimate, replicates, left, { method });
			return [low, high];
		};
		return {
			estimate,
			se: sampleStandardDeviation(replicates),
			percentile95: ends("percentile"),
			basic95: ends("basic"),
			bca95: ends("bca"),
			z0: biasCorrection(estimate, replicates),
			acceleration: acceleration(left),
		};
	},
	tolerance: () => quantile,
};
