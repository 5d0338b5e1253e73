import { porterStem } from "../../src/metric/text/porter.ts";
import type { Kind } from "./kind.ts";

/** NLTK's Porter stemmer, its extensions on: one word a case. */
export const kind: Kind = {
	name: "porter",
	run: ({ word }) => porterStem(word as string),
	tolerance: () => ({ absolute: 0 }),
};
