import type { Candidate } from "./candidate.ts";

/** One look at a candidate. */
export interface Trial {
	readonly number: number;
	readonly candidate: Candidate;
	/** What the look was for: "baseline", "search", "confirm", … */
	readonly phase: string;
	/** Rows it was scored on. */
	readonly rows: number;
	/** True when these are all rows of `validate`: the values of such trials can be compared. */
	readonly complete: boolean;
	/** The metric's mean, or its figure of the whole set, on them; null when there is none. */
	readonly value: number | null;
	/** What followed: "kept", "dropped", "promoted"; a few words. */
	readonly decision?: string;
	/** Calls of the whole run when it was over. */
	readonly callsSpent: number;
}
