import { pairedT, signTest } from "../../src/stats/paired.ts";
import { signFlip } from "../../src/stats/sign-flip.ts";
import { mannWhitney, welch } from "../../src/stats/two-sample.ts";
import { wilcoxon } from "../../src/stats/wilcoxon.ts";
import type { Kind } from "./kind.ts";
import { probability, quantile } from "./tolerances.ts";

interface Case {
	readonly a: readonly number[];
	readonly b: readonly number[];
}

export const kind: Kind = {
	name: "paired_tests",
	run(golden) {
		const { a, b } = golden as unknown as Case;
		const student = pairedT(a, b);
		const groups = welch(a, b);
		const ranked = wilcoxon(a, b);
		const { u, p } = mannWhitney(a, b);
		return {
			t: student.t,
			t_df: student.degreesOfFreedom,
			t_p: student.p,
			t_ci95: [student.interval.low, student.interval.high],
			mean_diff: student.meanDifference,
			sd_diff: student.sdDifference,
			cohen_dz: student.effect,
			welch_t: groups.t,
			welch_p: groups.p,
			welch_df: groups.degreesOfFreedom,
			mannwhitney_u: u,
			mannwhitney_p: p,
			wilcoxon_w: ranked.statistic,
			wilcoxon_p_asymptotic: ranked.approximateP,
			wilcoxon_p_exact: ranked.exactP,
			sign_test_p: signTest(a, b),
			sign_flip_exact_p: signFlip(a, b).p,
		};
	},
	tolerance: (path) => (/_p($|_)/.test(path) ? probability : quantile),
};
