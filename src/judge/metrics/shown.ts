import type { Case } from "../../metric/metric.ts";
import type { Texts } from "./judge-step.ts";
import { numbered } from "./numbered-lines.ts";
import type { Reads } from "./reads.ts";

/** The texts of a case that a judge may be shown. */
export type Sight = keyof Reads;

/** What a judge of one criterion sees, unless told otherwise. */
export const usualSights: readonly Sight[] = ["question", "answer"];

/** The texts to be shown; or, where one that must be seen is not there, which. */
export type Shown = { readonly texts: Texts } | { readonly missing: Sight };

/** Reads what a judge is to see from a case. Several contexts are numbered. */
export function shown<I, E, O>(reads: Reads<I, E, O>, sees: readonly Sight[], c: Case<I, E, O>): Shown {
	const texts: Record<string, string> = {};
	for (const sight of sees) {
		const found = reads[sight](c);
		const text = typeof found === "string" || found === undefined ? found : numbered(found);
		if (text === undefined || (sight === "contexts" && text === "")) return { missing: sight };
		texts[sight] = text;
	}
	return { texts };
}
