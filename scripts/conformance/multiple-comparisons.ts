import { benjaminiHochberg, benjaminiYekutieli, bonferroni, holm } from "../../src/stats/correction.ts";
import type { Kind } from "./kind.ts";
import { ratio } from "./tolerances.ts";

export const kind: Kind = {
	name: "multiple_comparisons",
	run(golden) {
		const { p } = golden as unknown as { readonly p: readonly number[] };
		return {
			bonferroni: bonferroni(p),
			holm: holm(p),
			benjamini_hochberg: benjaminiHochberg(p),
			benjamini_yekutieli: benjaminiYekutieli(p),
		};
	},
	tolerance: () => ratio,
};
