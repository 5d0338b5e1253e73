import { kendall, pearson, spearman } from "../../src/stats/correlation.ts";
import { cohenKappa } from "../../src/stats/kappa.ts";
import { ratingError } from "../../src/stats/rating-error.ts";
import type { Kind } from "./kind.ts";
import { probability, ratio } from "./tolerances.ts";

interface Case {
	readonly human: readonly number[];
	readonly judge: readonly number[];
	readonly scale: readonly number[];
}

export const kind: Kind = {
	name: "agreement_ordinal",
	run(golden) {
		const { human, judge, scale } = golden as unknown as Case;
		const error = ratingError(human, judge);
		const ranked = spearman(human, judge);
		const linear = pearson(human, judge);
		return {
			kappa: cohenKappa(human, judge, { labels: scale }),
			kappa_linear: cohenKappa(human, judge, { labels: scale, weights: "linear" }),
			kappa_quadratic: cohenKappa(human, judge, { labels: scale, weights: "quadratic" }),
			spearman: ranked?.r ?? null,
			spearman_p: ranked?.p ?? null,
			kendall_tau_b: kendall(human, judge),
			pearson: linear?.r ?? null,
			pearson_p: linear?.p ?? null,
			mae: error?.meanAbsoluteError ?? null,
			exact: error?.exact ?? null,
			within1: error?.withinOne ?? null,
			mean_bias: error?.meanBias ?? null,
		};
	},
	tolerance(path, golden) {
		if (!path.endsWith("_p")) return ratio;
		// at |r| = 1 the last bit of r decides whether p is 0 or about the root of that bit
		const r = (golden.expected as Readonly<Record<string, number>>)[path.slice(0, -2)] ?? 0;
		return 1 - Math.abs(r) < 1e-14 ? { absolute: 1e-7 } : probability;
	},
};
