import { predictionPoweredMean } from "../../src/stats/prediction-powered.ts";
import type { Kind } from "./kind.ts";
import { quantile } from "./tolerances.ts";

interface Case {
	readonly human: readonly number[];
	readonly judge_on_human_set: readonly number[];
	readonly judge_on_rest: readonly number[];
}

export const kind: Kind = {
	name: "prediction_powered",
	run(golden) {
		const { human, judge_on_human_set, judge_on_rest } = golden as unknown as Case;
		const mean = (lambda: number | "tuned") => {
			const { estimate, interval } = predictionPoweredMean(human, judge_on_human_set, judge_on_rest, {
				level: 0.9,
				lambda,
			});
			return { estimate, ends: [interval.low, interval.high] };
		};
		const plain = mean(1);
		const tuned = mean("tuned");
		return {
			ppi_estimate: plain.estimate,
			ppi_ci90: plain.ends,
			ppi_pp_estimate: tuned.estimate,
			ppi_pp_ci90: tuned.ends,
			classical_ci90: mean(0).ends, // trusting the judge not at all leaves the people's own interval
		};
	},
	tolerance: () => quantile,
};
