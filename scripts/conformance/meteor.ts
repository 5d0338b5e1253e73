import { meteorScore } from "../../src/metric/meteor.ts";
import { type Kind, notClaimed } from "./kind.ts";

/** NLTK's METEOR on given tokens; the synonym stage needs WordNet, which is not shipped. */
export const kind: Kind = {
	name: "meteor",
	run(golden) {
		const [reference, candidate] = [golden.reference_tokens as string[], golden.candidate_tokens as string[]];
		return {
			exact_stem: meteorScore(reference, candidate).score,
			exact_stem_wordnet30: notClaimed,
			exact_stem_gamma0: meteorScore(reference, candidate, { gamma: 0 }).score,
		};
	},
	tolerance: () => ({ absolute: 1e-9 }),
};
