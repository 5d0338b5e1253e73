import { throwIfAborted } from "./errors.ts";

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
	async sleep(ms, signal) {
		throwIfAborted(signal);
		await new Promise<void>((resolve) => {
			const wake = () => {
				clearTimeout(timer);
				signal?.removeEventListener("abort", wake);
				resolve();
			};
			const timer = setTimeout(wake, ms);
			signal?.addEventListener("abort", wake);
		});
		throwIfAborted(signal);
	},
};
