import { AbortedError, isTouchstoneError } from "./errors.ts";

/** Time, injected where it is read so that tests can move it. */
export interface Clock {
	/** Milliseconds since the epoch. */
	now(): number;
	/** Resolves after `ms`, or rejects with AbortedError as soon as the signal aborts. */
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The machine's own clock; sub-millisecond steps, never goes backwards within a process. */
export const systemClock: Clock = {
	now: () => performance.timeOrigin + performance.now(),
	sleep: (ms, signal) =>
		new Promise((resolve, reject) => {
			const abort = () => {
				clearTimeout(timer);
				reject(isTouchstoneError(signal?.reason) ? signal.reason : new AbortedError());
			};
			if (signal?.aborted) return reject(isTouchstoneError(signal.reason) ? signal.reason : new AbortedError());
			const timer = setTimeout(() => {
				signal?.removeEventListener("abort", abort);
				resolve();
			}, ms);
			signal?.addEventListener("abort", abort, { once: true });
		}),
};
