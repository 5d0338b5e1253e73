import { type Overlap, type RougeVariant, rougeScores } from "../../src/metric/rouge.ts";
import type { Kind } from "./kind.ts";

/** rouge-score: precision, recall and F1 of each variant, stemmer off and on. */
export const kind: Kind = {
	name: "rouge",
	run({ reference, candidate }) {
		const score = (stemmer: boolean) =>
			rougeTriples(rougeScores(reference as string, candidate as string, { stemmer }));
		return { nostem: score(false), stem: score(true) };
	},
	tolerance: () => ({ absolute: 1e-12 }),
};

/** [precision, recall, F1] per variant, as the golden files write them. */
export function rougeTriples(scores: Readonly<Record<RougeVariant, Overlap>>): Record<string, number[]> {
	return Object.fromEntries(
		Object.entries(scores).map(([variant, { precision, recall, f1 }]) => [variant, [precision, recall, f1]]),
	);
}
