export interface AdaptiveConcurrency {
	/** How many calls may be under way now, >= 1. */
	readonly allowed: number;
	/** Given to a call when it starts; it hands it back with its outcome. */
	readonly round: number;
	succeeded(): void;
	/** The service refused for quota: half as many from now on. */
	refused(round: number): void;
	/** How many it may grow to. */
	raiseTo(ceiling: number): void;
}

/**
 * How many calls to have under way at a service that does not say: one more after a full round of successes, half as many
 * after a refusal, the way a network finds its share of a line.
 *
 * Calls that started before the last refusal and are refused too say nothing new, and halve nothing.
 *
 * @param ceiling the most, >= 1
 * @see Chiu and Jain 1989, "Analysis of the increase and decrease algorithms for congestion avoidance in computer networks"
 * @example
 * const pace = adaptiveConcurrency(32, 8);
 * pace.refused(pace.round);
 * pace.allowed // => 4
 */
export function adaptiveConcurrency(ceiling: number, start: number): AdaptiveConcurrency {
	let most = ceiling;
	let allowed = Math.min(ceiling, start);
	let round = 0;
	let successes = 0;
	return {
		get allowed() {
			return allowed;
		},
		get round() {
			return round;
		},
		succeeded() {
			if (++successes < allowed) return;
			allowed = Math.min(most, allowed + 1);
			successes = 0;
		},
		refused(startedIn) {
			if (startedIn !== round) return;
			allowed = Math.max(1, Math.floor(allowed / 2));
			successes = 0;
			round++;
		},
		raiseTo(next) {
			most = next;
			allowed = Math.min(allowed, most);
		},
	};
}
