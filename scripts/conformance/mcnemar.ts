import { mcnemarOf, pairedTable } from "../../src/stats/mcnemar.ts";
import type { Kind } from "./kind.ts";
import { probability, ratio } from "./tolerances.ts";

interface Case {
	readonly a: readonly number[];
	readonly b: readonly number[];
}

export const kind: Kind = {
	name: "mcnemar",
	run(golden) {
		const { a, b } = golden as unknown as Case;
		const test = mcnemarOf(a, b);
		return {
			table: pairedTable(a, b),
			exact_p: test.exactP,
			mid_p: test.midP,
			chi2: test.chi2,
			chi2_p: test.chi2P,
			chi2_cc: test.chi2Corrected,
			chi2_cc_p: test.chi2CorrectedP,
		};
	},
	tolerance: (path) => (path.endsWith("_p") ? probability : ratio),
};
