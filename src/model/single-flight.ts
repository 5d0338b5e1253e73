import { throwIfAborted } from "../core/errors.ts";
import { abortError } from "./abort.ts";

interface Flight<T> {
	readonly result: Promise<T>;
	readonly controller: AbortController;
	waiters: number;
}

export interface Landed<T> {
	readonly value: T;
	/** True when the work had been started for another caller. */
	readonly joined: boolean;
}

/**
 * Shares work under way between callers that ask for the same key.
 *
 * A caller who aborts leaves alone; the work itself is aborted when the last one has left. A failure goes to everyone
 * who waits, and is not kept.
 *
 * @example
 * const share = singleFlight();
 * const both = [share("a", undefined, async () => 1), share("a", undefined, async () => 2)];
 * await Promise.all(both) // => [{ value: 1, joined: false }, { value: 1, joined: true }]
 */
export function singleFlight<T>(): (
	key: string,
	signal: AbortSignal | undefined,
	work: (signal: AbortSignal) => Promise<T>,
) => Promise<Landed<T>> {
	const flights = new Map<string, Flight<T>>();

	function start(key: string, work: (signal: AbortSignal) => Promise<T>): Flight<T> {
		const controller = new AbortController();
		const flight: Flight<T> = { result: work(controller.signal), controller, waiters: 0 };
		const land = () => {
			if (flights.get(key) === flight) flights.delete(key);
		};
		flight.result.then(land, land);
		flights.set(key, flight);
		return flight;
	}

	function wait(key: string, flight: Flight<T>, joined: boolean, signal: AbortSignal | undefined): Promise<Landed<T>> {
		flight.waiters++;
		return new Promise((resolve, reject) => {
			const leave = () => {
				reject(abortError(signal));
				flight.waiters--;
				if (flight.waiters > 0) return;
				flights.delete(key); // the next caller must not join work that is being aborted
				flight.controller.abort(signal?.reason);
			};
			signal?.addEventListener("abort", leave, { once: true });
			flight.result
				.then((value) => resolve({ value, joined }), reject)
				.finally(() => signal?.removeEventListener("abort", leave));
		});
	}

	return async (key, signal, work) => {
		throwIfAborted(signal);
		const under = flights.get(key);
		return wait(key, under ?? start(key, work), under !== undefined, signal);
	};
}
