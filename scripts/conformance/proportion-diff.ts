import {
	chiSquaredYates,
	fisherExact,
	newcombe,
	twoProportionZ,
	waldDifference,
} from "../../src/stats/proportion-difference.ts";
import type { Kind } from "./kind.ts";
import { probability, quantile } from "./tolerances.ts";

interface Case {
	readonly k1: number;
	readonly n1: number;
	readonly k2: number;
	readonly n2: number;
}

export const kind: Kind = {
	name: "proportion_diff",
	run(golden) {
		const { k1, n1, k2, n2 } = golden as unknown as Case;
		const first = { successes: k1, n: n1 };
		const second = { successes: k2, n: n2 };
		const score = newcombe(first, second);
		const plain = waldDifference(first, second);
		const { z, p } = twoProportionZ(first, second);
		return {
			newcombe: [score.low, score.high],
			wald: [plain.low, plain.high],
			fisher_p: fisherExact(first, second),
			chi2_cc_p: chiSquaredYates(first, second).p,
			z,
			z_p: p,
		};
	},
	tolerance: (path) => (path.endsWith("_p") ? probability : quantile),
};
