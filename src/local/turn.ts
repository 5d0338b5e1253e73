import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { type Clock, systemClock } from "../core/clock.ts";
import { hasErrorCode } from "../core/has-error-code.ts";

/** How long one process may go on while another waits. */
const SLICE_MS = 5_000;
/** How often to look who else is there. */
const LOOK_MS = 100;
const HEARTBEAT_MS = 1_000;
/** A ticket that nobody touched for so long belongs to a process that hangs, or to another machine's dead one. */
const SILENT_MS = 15_000;

/** The right to use the processor for inference, shared by every process of this user. */
export interface Turn {
	/** How many threads to compute the next step with; 0: wait a little and ask again. */
	take(): number;
	/** Nothing to do now; the next in line may go. */
	release(): void;
}

export interface TurnOptions {
	/** The threads there are, for all together. */
	readonly threads: number;
	readonly sliceMs?: number;
	readonly clock?: Clock;
}

/**
 * A queue of tickets: one small file per engine that has work, named by the time it came.
 *
 * Two processes that both use every core run tens of times slower than one, because each one's threads spin while
 * the other's hold the core. So they divide the threads. When there are more processes than threads, the oldest
 * tickets go first, and give way after five seconds. Any process may remove the ticket of a dead one. Nothing here
 * must be exact: a thread too many for a moment costs time, not correctness, and the next look mends it.
 */
export function openTurn(folder: string, options: TurnOptions): Turn {
	const { threads, sliceMs = SLICE_MS, clock = systemClock } = options;
	const owner = `${process.pid}_${randomUUID().slice(0, 8)}_${hostname().replaceAll("_", "-")}`;
	let ticket: string | null = null;
	let heartbeat: ReturnType<typeof setInterval> | undefined;
	let heldSinceMs: number | null = null;
	let share = 0;
	let lookedMs = 0;

	function draw(): string {
		mkdirSync(folder, { recursive: true });
		// fixed width, so that the order of the names is the order in time
		const name = `${Math.floor(clock.now()).toString().padStart(15, "0")}_${owner}`;
		writeFileSync(join(folder, name), "");
		heldSinceMs = null;
		if (heartbeat === undefined) {
			heartbeat = setInterval(touch, HEARTBEAT_MS);
			heartbeat.unref?.();
		}
		return name;
	}

	function touch(): void {
		if (ticket === null) return;
		const now = new Date();
		try {
			utimesSync(join(folder, ticket), now, now);
		} catch {
			// removed while we were silent; the next look draws another
		}
	}

	function discard(): void {
		if (ticket !== null) rmSync(join(folder, ticket), { force: true });
		ticket = null;
		heldSinceMs = null;
	}

	function look(): number {
		const now = clock.now();
		if (heldSinceMs !== null && now - lookedMs < LOOK_MS) return share;
		lookedMs = now;
		ticket ??= draw();
		let line = livingTickets(folder, ticket, now);
		if (!line.includes(ticket)) {
			ticket = draw();
			line = [...line, ticket].sort();
		}
		if (line.indexOf(ticket) >= threads) {
			heldSinceMs = null;
			return 0;
		}
		heldSinceMs ??= now;
		share = Math.max(1, Math.floor(threads / line.length));
		if (line.length <= threads || now - heldSinceMs < sliceMs) return share;
		discard();
		ticket = draw(); // behind everyone who waits
		return 0;
	}

	return {
		take() {
			try {
				return look();
			} catch {
				return threads; // a folder we cannot write to: go on as if alone
			}
		},
		release() {
			clearInterval(heartbeat);
			heartbeat = undefined;
			try {
				discard();
			} catch {
				ticket = null;
			}
		},
	};
}

// The tickets in order of time. Those of dead processes are removed on the way.
function livingTickets(folder: string, own: string, nowMs: number): string[] {
	const names = readdirSync(folder).filter((name) => /^\d{15}_\d+_/.test(name));
	return names.sort().filter((name) => {
		if (name === own || isLiving(folder, name, nowMs)) return true;
		rmSync(join(folder, name), { force: true });
		return false;
	});
}

function isLiving(folder: string, name: string, nowMs: number): boolean {
	const [, pid = "", , ...host] = name.split("_");
	if (host.join("_") === hostname().replaceAll("_", "-") && !isRunning(Number(pid))) return false;
	const touched = statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs;
	return touched !== undefined && nowMs - touched < SILENT_MS;
}

function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0); // signal 0 asks, and ends nothing
		return true;
	} catch (error) {
		return !hasErrorCode(error, "ESRCH");
	}
}
