/** A call that ends when its reader stops it, or when its time is over. */
export interface Deadline {
	/** For what is to be ended. */
	readonly signal: AbortSignal;
	/** Whether the time is over; false when the reader ended it first. */
	readonly isLate: () => boolean;
	/** To be called when the call is over: lets go of timer and listener, which would keep the process alive. */
	readonly clear: () => void;
}

/**
 * Starts the time of one call.
 *
 * @param timeoutMs from now
 * @param signal the reader's own
 * @example
 * const deadline = startDeadline(1000, undefined);
 * deadline.clear();
 * deadline.isLate() // => false
 */
export function startDeadline(timeoutMs: number, signal: AbortSignal | undefined): Deadline {
	const controller = new AbortController();
	const abort = () => controller.abort(signal?.reason);
	signal?.addEventListener("abort", abort, { once: true });
	let late = false;
	const timer = setTimeout(() => {
		late = true;
		controller.abort();
	}, timeoutMs);
	return {
		signal: controller.signal,
		isLate: () => late,
		clear() {
			clearTimeout(timer);
			signal?.removeEventListener("abort", abort);
		},
	};
}
