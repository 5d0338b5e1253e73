import type { Units } from "../guardrail/index.ts";

/** When the list was read. */
export const guardrailPriceDate = "2026-11-22";
export const guardrailPriceSource = "AWS's published list for us-east-1, as copied by third parties (unverified)";

/** US dollars per thousand text units (one unit: 1,000 characters begun) of a guardrail's policies. */
const perThousandUnits: Readonly<Record<string, number>> = {
	topics: 0.15,
	content: 0.15,
	images: 0.75,
	words: 0,
	sensitive: 0.1,
	patterns: 0,
	grounding: 0.1,
	reasoning: 0.17,
	// of checks without a guardrail
	"content check": 0.07,
	"attack check": 0.08,
	"sensitive check": 0.1,
};

/**
 * What some units cost, in US dollars: an estimate from a dated list.
 *
 * @returns null when units of an unknown kind were used, never 0 in their place
 * @example
 * guardrailCost({ content: 2000, words: 5 }) // => 0.3
 * guardrailCost({ holograms: 1 }) // => null
 */
export function guardrailCost(units: Units): number | null {
	let thousandths = 0;
	for (const [kind, count] of Object.entries(units)) {
		const price = perThousandUnits[kind];
		if (count === 0) continue;
		if (price === undefined) return null;
		thousandths += count * price;
	}
	return thousandths / 1000;
}
