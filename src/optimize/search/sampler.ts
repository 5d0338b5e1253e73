import type { Random } from "../../core/random.ts";
import type { Observation } from "./observation.ts";
import type { Choice, Variables } from "./variables.ts";

/** The choice to hand back, and what is known of it. */
export interface Best {
	readonly choice: Choice;
	/** What it is believed to be worth. */
	readonly mean: number;
	/** The ends of a 95 % interval for that. */
	readonly low: number;
	readonly high: number;
	/** Items that were seen of it. */
	readonly n: number;
}

/**
 * A way to search: from what was seen, what to try next and what to hand back. It keeps no state, so it can be asked at
 * any point, about any history, in any order. Higher is better.
 */
export interface Sampler {
	readonly name: string;
	/** What to try next; it may have been tried before. Another `random` gives another suggestion for the same history. */
	suggest(variables: Variables, observations: readonly Observation[], random: Random): Choice;
	/**
	 * One of the choices seen.
	 *
	 * @throws ConfigError when nothing was seen
	 */
	best(variables: Variables, observations: readonly Observation[]): Best;
}
