import { cpus } from "node:os";
import process from "node:process";
import { systemClock } from "../core/clock.ts";

/** How long to watch before judging; shorter, and the counters' own steps (10 ms) would show. */
const WINDOW_MS = 500;

/** What the machine counts: all in milliseconds since some start. */
export interface ProcessorTimes {
	readonly nowMs: number;
	/** Used by everybody, summed over the cores. */
	readonly busyMs: number;
	/** Used by this process. */
	readonly ownMs: number;
	readonly cores: number;
}

/**
 * How many cores the other programs leave free, judged anew every half second.
 *
 * An engine's threads wait for each other many times per token, spinning. With more threads than free cores each
 * wait lasts until the system takes the core from somebody: with one core of two in use elsewhere, two threads were
 * measured at 3 to 6 tokens/s and one thread at 22 (the 0.5B model; undisturbed, two threads make 31).
 *
 * @param read the counters; replaced in tests
 * @returns a function giving a number >= 1, not rounded
 */
export function freeCores(read: () => ProcessorTimes = processorTimes): () => number {
	let last = read();
	let free = last.cores;

	return () => {
		const now = read();
		const passedMs = now.nowMs - last.nowMs;
		if (passedMs >= WINDOW_MS) {
			const othersMs = Math.max(0, now.busyMs - last.busyMs - (now.ownMs - last.ownMs));
			free = Math.max(1, now.cores - othersMs / passedMs);
			last = now;
		}
		return free;
	};
}

function processorTimes(): ProcessorTimes {
	const { user, system } = process.cpuUsage();
	const cores = cpus();
	const busyMs = cores.reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);
	return { nowMs: systemClock.now(), busyMs, ownMs: (user + system) / 1000, cores: cores.length };
}
