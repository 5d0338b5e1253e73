import { rougeScores } from "../../src/metric/rouge.ts";
import type { Kind } from "./kind.ts";
import { rougeTriples } from "./rouge.ts";

/** rouge-score with several references, stemmer on: the best F1 of each variant. */
export const kind: Kind = {
	name: "rouge_multi",
	run: ({ references, candidate }) =>
		rougeTriples(rougeScores(references as string[], candidate as string, { stemmer: true })),
	tolerance: () => ({ absolute: 1e-12 }),
};
