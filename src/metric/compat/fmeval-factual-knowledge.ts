import { trim } from "../text/white-space.ts";
import { fmevalNormalize } from "./fmeval-qa.ts";

/** Each 0 or 1: the target is in the output as written (case aside), or after `fmevalNormalize`. */
export interface FmevalFactualKnowledge {
	readonly contained: number;
	readonly quasiContained: number;
}

/**
 * fmeval's factual knowledge: whether the output contains the targets; for comparison only. Defect kept: an empty target,
 * or one of articles and punctuation alone, is contained in every output. `contains` leaves that to the reader.
 *
 * @param target the targets, separated by `<OR>`
 * @param operator "OR": one target is enough; "AND": all must be there
 * @see fmeval 1.2.3, FactualKnowledge
 * @example
 * fmevalFactualKnowledge("UK<OR>England", "It is in england.", "OR").contained // => 1
 * fmevalFactualKnowledge("UK<OR>England", "It is in england.", "AND").contained // => 0
 */
export function fmevalFactualKnowledge(
	target: string,
	output: string,
	operator: "OR" | "AND" = "OR",
): FmevalFactualKnowledge {
	const targets = target.split("<OR>");
	const holds = (isIn: (text: string) => boolean) => (operator === "OR" ? targets.some(isIn) : targets.every(isIn));
	const asWritten = output.toLowerCase();
	const normalized = fmevalNormalize(trim(output));
	return {
		contained: holds((text) => asWritten.includes(text.toLowerCase())) ? 1 : 0,
		quasiContained: holds((text) => normalized.includes(fmevalNormalize(trim(text)))) ? 1 : 0,
	};
}
