import type { Clock } from "../../core/clock.ts";
import { throwIfAborted } from "../../core/errors.ts";
import { abortError } from "../abort.ts";

/** What decides when the first in the queue may go. */
export interface Gate<T> {
	/** How many may be inside at once. */
	readonly allowed: () => number;
	/** How long the first has to wait yet, in milliseconds; 0 lets it in. */
	readonly waitMs: (first: T) => number;
	/** The first goes in: take from the quotas what it takes. */
	readonly admit: (first: T) => void;
	/** The first has to wait so long, and all behind it. */
	readonly delay?: (waitMs: number, waiting: readonly T[]) => void;
}

/** Lets callers in one by one, first come, first served. */
export interface Turnstile<T> {
	/** Waits for its turn; an abort leaves the queue at once. Who came in must call `leave` once. */
	enter(who: T, signal: AbortSignal | undefined): Promise<void>;
	leave(): void;
	/** Looks again who may go in: the gate has changed. */
	advance(): void;
}

/**
 * A queue in front of a gate.
 *
 * @example
 * const gate = { allowed: () => 1, waitMs: () => 0, admit: () => {} };
 * typeof turnstile(gate, { now: () => 0, sleep: async () => {} }).enter // => "function"
 */
export function turnstile<T>(gate: Gate<T>, clock: Clock): Turnstile<T> {
	const queue: { readonly who: T; readonly start: () => void }[] = [];
	let inside = 0;
	let alarm: AbortController | null = null;

	/** Lets in as many of the first as may go now; sets an alarm for the next. */
	function advance(): void {
		alarm?.abort();
		alarm = null;
		for (let first = queue[0]; first !== undefined && inside < gate.allowed(); first = queue[0]) {
			const waitMs = gate.waitMs(first.who);
			if (waitMs > 0) {
				gate.delay?.(
					waitMs,
					queue.map(({ who }) => who),
				);
				wakeIn(waitMs);
				return;
			}
			gate.admit(first.who);
			inside++;
			queue.shift();
			first.start();
		}
	}

	function wakeIn(ms: number): void {
		const mine = new AbortController();
		alarm = mine;
		clock.sleep(ms, mine.signal).then(advance, () => {});
	}

	return {
		advance,
		async enter(who, signal) {
			throwIfAborted(signal);
			return new Promise((resolve, reject) => {
				const abandon = () => {
					queue.splice(queue.indexOf(waiting), 1);
					reject(abortError(signal));
					advance();
				};
				const waiting = {
					who,
					start: () => {
						signal?.removeEventListener("abort", abandon);
						resolve();
					},
				};
				signal?.addEventListener("abort", abandon, { once: true });
				queue.push(waiting);
				advance();
			});
		},
		leave() {
			inside--;
			advance();
		},
	};
}
