import type { Interval } from "../../src/stats/interval.ts";
import {
	agrestiCoull,
	binomialTest,
	clopperPearson,
	jeffreys,
	wald,
	wilson,
	wilsonContinuity,
} from "../../src/stats/proportion.ts";
import type { Kind } from "./kind.ts";
import { probability, quantile } from "./tolerances.ts";

interface Case {
	readonly successes: number;
	readonly n: number;
	readonly alpha: number;
}

export const kind: Kind = {
	name: "proportion_ci",
	run(golden) {
		const { successes, n, alpha } = golden as unknown as Case;
		const ends = (make: (successes: number, n: number, level: number) => Interval) => {
			const { low, high } = make(successes, n, 1 - alpha);
			return [low, high];
		};
		return {
			wilson: ends(wilson),
			clopper_pearson: ends(clopperPearson),
			agresti_coull: ends(agrestiCoull),
			jeffreys: ends(jeffreys),
			wald: ends(wald),
			wilson_cc: ends(wilsonContinuity),
			binom_p_vs_half: binomialTest(successes, n),
		};
	},
	tolerance: (path) => (path === "binom_p_vs_half" ? probability : quantile),
};
