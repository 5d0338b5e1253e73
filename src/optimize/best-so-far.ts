import type { Trial } from "./trial.ts";

/** A trial that beat all complete ones before it. */
export interface Best {
	/** Calls of the whole run when it was over. */
	readonly calls: number;
	readonly value: number;
	/** The candidate's number. */
	readonly candidate: number;
}

/**
 * The trials on all rows of `validate` that were better than every such trial before; trials on some rows are left out,
 * for their values cannot be compared.
 */
export function bestSoFar(trials: readonly Trial[], direction: "higher" | "lower"): Best[] {
	const sign = direction === "higher" ? 1 : -1;
	const found: Best[] = [];
	for (const { complete, value, candidate, callsSpent } of trials) {
		if (!complete || value === null) continue;
		const before = found.at(-1)?.value;
		if (before !== undefined && sign * (value - before) <= 0) continue;
		found.push({ calls: callsSpent, value, candidate: candidate.number });
	}
	return found;
}
