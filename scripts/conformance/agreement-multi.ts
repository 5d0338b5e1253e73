import { fleissKappa, randolphKappa } from "../../src/stats/fleiss.ts";
import { krippendorffAlpha } from "../../src/stats/krippendorff.ts";
import type { Kind } from "./kind.ts";
import { ratio } from "./tolerances.ts";

interface Case {
	readonly ratings: readonly (readonly number[])[];
	readonly ratings_missing: readonly (readonly (number | null)[])[];
	readonly scale: readonly number[];
}

export const kind: Kind = {
	name: "agreement_multi",
	run(golden) {
		const { ratings, ratings_missing, scale: domain } = golden as unknown as Case;
		return {
			alpha_nominal: krippendorffAlpha(ratings_missing, { level: "nominal", domain }),
			alpha_ordinal: krippendorffAlpha(ratings_missing, { level: "ordinal", domain }),
			alpha_interval: krippendorffAlpha(ratings_missing, { level: "interval", domain }),
			alpha_ratio: krippendorffAlpha(ratings_missing, { level: "ratio", domain }),
			fleiss_kappa: fleissKappa(ratings),
			randolph_kappa: randolphKappa(ratings),
		};
	},
	tolerance: () => ratio,
};
