import { setImmediate } from "node:timers/promises";
import type { Clock } from "../../src/core/clock.ts";
import { AbortedError } from "../../src/core/errors.ts";

export interface FakeClock extends Clock {
	/** Moves on, waking sleepers at their own times and letting what they start run. */
	advance(ms: number): Promise<void>;
	readonly sleepers: number;
}

/** Time that moves only when told to. */
export function fakeClock(): FakeClock {
	let now = 0;
	const sleeping = new Set<{ readonly wakeMs: number; readonly wake: () => void }>();
	return {
		now: () => now,
		get sleepers() {
			return sleeping.size;
		},
		sleep: (ms, signal) =>
			new Promise((resolve, reject) => {
				const sleeper = { wakeMs: now + ms, wake: resolve };
				sleeping.add(sleeper);
				signal?.addEventListener("abort", () => {
					sleeping.delete(sleeper);
					reject(new AbortedError());
				});
			}),
		async advance(ms) {
			const endMs = now + ms;
			await setImmediate();
			for (;;) {
				const next = [...sleeping].sort((a, b) => a.wakeMs - b.wakeMs)[0];
				if (next === undefined || next.wakeMs > endMs) break;
				now = next.wakeMs;
				sleeping.delete(next);
				next.wake();
				await setImmediate();
			}
			now = endMs;
			await setImmediate();
		},
	};
}
