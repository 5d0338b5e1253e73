import type { Clock } from "../core/clock.ts";

/** Draws now and then, however often it is asked. */
export interface Throttle {
	/** Something changed: draws at once, or as soon as the interval is over. */
	request(): void;
	/** Drops a drawing that waits, and draws no more. */
	stop(): void;
}

// five drawings a second look smooth and cost nothing
const intervalMs = 200;

/**
 * Keeps a drawing to five a second. The last of a burst does not stay unseen: it is drawn when the interval is over.
 *
 * @param draw draws the state of that moment
 */
export function throttle(draw: () => void, clock: Clock): Throttle {
	let drawn = Number.NEGATIVE_INFINITY;
	let waiting = false;
	const stopping = new AbortController();

	function drawNow(): void {
		drawn = clock.now();
		draw();
	}

	return {
		request() {
			if (waiting || stopping.signal.aborted) return;
			const wait = drawn + intervalMs - clock.now();
			if (wait <= 0) return drawNow();
			waiting = true;
			clock.sleep(wait, stopping.signal).then(
				() => {
					waiting = false;
					if (!stopping.signal.aborted) drawNow();
				},
				() => {}, // stop() came first
			);
		},
		stop: () => stopping.abort(),
	};
}
