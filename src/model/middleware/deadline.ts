import type { Clock } from "../../core/clock.ts";
import { BudgetError, throwIfAborted } from "../../core/errors.ts";
import { orAbort } from "../abort.ts";
import type { Amount } from "./amount.ts";

export interface Deadline {
	/** Seconds since the first run began; 0 before it. */
	elapsedSeconds(): number;
	/**
	 * Runs work with a signal that aborts at the time limit, and with the caller's own.
	 *
	 * @throws BudgetError at once when the time is over, and for the work under way when it comes
	 */
	run<T>(signal: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
}

const longestTimerMs = 2 ** 31 - 1; // a longer setTimeout fires at once

/** A time limit that starts with the first run. Its timer lives only while something runs, so it holds no process open. */
export function deadline(limitSeconds: number, spent: () => Amount, clock: Clock): Deadline {
	const running = new Set<AbortController>();
	let startMs: number | null = null;
	let timer: AbortController | null = null;

	const elapsedSeconds = () => (startMs === null ? 0 : (clock.now() - startMs) / 1000);

	function over(): BudgetError {
		const { calls, tokens } = spent();
		return new BudgetError(
			`budget: expected to end within ${limitSeconds} s, found ${elapsedSeconds().toFixed(1)} s gone. Raise the limit or do less.`,
			{ spent: { calls, tokens, seconds: elapsedSeconds() }, limit: { seconds: limitSeconds } },
		);
	}

	function watch(): void {
		const mine = new AbortController();
		timer = mine;
		const leftMs = limitSeconds * 1000 - elapsedSeconds() * 1000;
		clock.sleep(Math.min(leftMs, longestTimerMs), mine.signal).then(
			() => {
				if (elapsedSeconds() < limitSeconds) return watch(); // a long limit, or a timer that fired early
				for (const controller of running) controller.abort(over());
			},
			() => {},
		);
	}

	return {
		elapsedSeconds,
		async run(signal, work) {
			throwIfAborted(signal);
			startMs ??= clock.now();
			if (elapsedSeconds() >= limitSeconds) throw over();
			const controller = new AbortController();
			const abort = () => controller.abort(signal?.reason);
			signal?.addEventListener("abort", abort, { once: true });
			running.add(controller);
			if (running.size === 1 && limitSeconds < Infinity) watch();
			try {
				return await orAbort(work(controller.signal), controller.signal);
			} catch (error) {
				throwIfAborted(controller.signal); // the limit, not what the model made of it
				throw error;
			} finally {
				signal?.removeEventListener("abort", abort);
				running.delete(controller);
				if (running.size === 0) timer?.abort();
			}
		},
	};
}
