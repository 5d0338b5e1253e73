import type { Clock } from "../../core/clock.ts";

export interface TokenBucket {
	/** How long until `amount` may be taken, in milliseconds; 0 for now. */
	waitMs(amount: number): number;
	take(amount: number): void;
	/** What was taken too much; less than nothing takes more. */
	giveBack(amount: number): void;
}

/**
 * A bucket that fills evenly and holds six seconds' worth, so that no minute sees more than a tenth above the rate.
 *
 * An amount larger than the bucket is let through when the bucket is full, and leaves a debt that is filled first.
 *
 * @param perMinute how much flows in, > 0
 * @example
 * const bucket = tokenBucket(60, { now: () => 0, sleep: async () => {} });
 * bucket.take(6);
 * bucket.waitMs(1) // => 1000
 */
export function tokenBucket(perMinute: number, clock: Clock): TokenBucket {
	const size = Math.max(1, perMinute / 10);
	const perMs = perMinute / 60_000;
	let level = size;
	let filledMs = clock.now();

	function fill(): void {
		const nowMs = clock.now();
		level = Math.min(size, level + (nowMs - filledMs) * perMs);
		filledMs = nowMs;
	}
	return {
		waitMs(amount) {
			fill();
			const missing = Math.min(amount, size) - level;
			return missing <= size * 1e-9 ? 0 : missing / perMs; // a rounding error is no reason to wait
		},
		take(amount) {
			fill();
			level -= amount;
		},
		giveBack(amount) {
			fill();
			level = Math.min(size, level + amount);
		},
	};
}
