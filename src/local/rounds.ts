import { abortError } from "./abort-error.ts";
import type { Turn } from "./turn.ts";

/** How often to ask again while another process has the turn. */
const ASK_AGAIN_MS = 20;

/** One answer under way. */
export interface Member {
	/** Takes one step (a piece of the prompt, or one token); false when that was the last. */
	step(): Promise<boolean>;
	readonly signal?: AbortSignal | undefined;
	/** Told when the work has to wait for another process, and when it goes on. */
	readonly onWait?: ((waiting: boolean) => void) | undefined;
}

export interface Rounds {
	/** Joins at the next round. Resolves after the last step; rejects with what a step threw, or on an abort. */
	run(member: Member): Promise<void>;
	/** Resolves when nothing is under way. */
	idle(): Promise<void>;
	/** Milliseconds spent so far waiting for other processes. */
	readonly waitedMs: number;
}

interface Seat extends Member {
	readonly done: (error?: unknown) => void;
}

/**
 * Continuous batching: in each round every answer under way takes one step, all at the same moment, so that the
 * engine computes them as one batch; answers come and go between rounds. Left to run freely, the sequences drift
 * apart and each token costs a pass over the weights of its own.
 *
 * Between rounds is also the one place where threads pass to another process, and where an abort takes hold.
 *
 * @param setThreads called before each round with the number of threads to use in it
 */
export function startRounds(turn: Turn, setThreads: (threads: number) => void): Rounds {
	const seats = new Set<Seat>();
	let loop: Promise<void> | null = null;
	let waitedMs = 0;

	async function takeRounds(): Promise<void> {
		let waiting = false;
		await pause(0); // rows started in the same moment share the first round
		while (seats.size > 0) {
			for (const seat of seats) if (seat.signal?.aborted) leave(seat, abortError(seat.signal));
			if (seats.size === 0) break;
			const threads = turn.take();
			const ours = threads > 0;
			if (waiting === ours) {
				waiting = !ours;
				for (const seat of seats) seat.onWait?.(waiting);
			}
			if (ours) {
				setThreads(threads);
				await Promise.all([...seats].map(takeStep));
			} else {
				const start = performance.now();
				await pause(ASK_AGAIN_MS);
				waitedMs += performance.now() - start;
			}
		}
		turn.release();
	}

	async function takeStep(seat: Seat): Promise<void> {
		try {
			if (!(await seat.step())) leave(seat);
		} catch (error) {
			leave(seat, error);
		}
	}

	function leave(seat: Seat, error?: unknown): void {
		seats.delete(seat);
		seat.done(error);
	}

	function start(): void {
		loop ??= takeRounds().finally(() => {
			loop = null;
			if (seats.size > 0) start(); // somebody joined after the last look
		});
	}

	return {
		run(member) {
			return new Promise((resolve, reject) => {
				const done = (error?: unknown) => (error === undefined ? resolve() : reject(error));
				seats.add({ ...member, done });
				start();
			});
		},
		async idle() {
			while (loop !== null) await loop;
		},
		get waitedMs() {
			return waitedMs;
		},
	};
}

function pause(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}
