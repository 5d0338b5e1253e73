import { mkdir, open, readFile, rm, rmdir, stat, utimes } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname } from "node:path";
import process from "node:process";
import { systemClock } from "./clock.ts";
import { hasErrorCode } from "./has-error-code.ts";

const LOOK_AGAIN_MS = 250;
const HEARTBEAT_MS = 2_000;
/** A holder that has not moved its lock for so long is gone: another machine's, or a recycled process id. */
const SILENT_MS = 30_000;

export interface LockOptions {
	readonly signal?: AbortSignal | undefined;
	/** Called at each look while another process holds the lock. */
	readonly onWait?: (() => void) | undefined;
}

/**
 * Runs `work` while holding a lock file, so that processes sharing a folder take turns.
 *
 * The file names its holder (process id and host) and is touched every two seconds. A lock whose process is dead
 * is taken at once; one that nobody touched for 30 seconds too.
 *
 * @param path the lock file; its folder is made
 * @throws AbortedError when the signal aborts while waiting
 */
export async function withFileLock<T>(path: string, options: LockOptions, work: () => Promise<T>): Promise<T> {
	await mkdir(dirname(path), { recursive: true });
	while (!(await take(path))) {
		if (await isStale(path)) await breakLock(path);
		else {
			options.onWait?.();
			await systemClock.sleep(LOOK_AGAIN_MS, options.signal);
		}
	}
	const heartbeat = setInterval(() => {
		const now = new Date();
		utimes(path, now, now).catch(() => {}); // the folder was removed under us: nothing to keep alive
	}, HEARTBEAT_MS);
	try {
		return await work();
	} finally {
		clearInterval(heartbeat);
		await rm(path, { force: true });
	}
}

async function take(path: string): Promise<boolean> {
	try {
		const file = await open(path, "wx"); // creates or fails, in one step
		await file.writeFile(JSON.stringify({ pid: process.pid, host: hostname() }));
		await file.close();
		return true;
	} catch (error) {
		if (hasErrorCode(error, "EEXIST")) return false;
		throw error;
	}
}

async function isStale(path: string): Promise<boolean> {
	try {
		const { mtimeMs } = await stat(path);
		if (systemClock.now() - mtimeMs > SILENT_MS) return true;
		const holder = JSON.parse(await readFile(path, "utf8")) as { pid: number; host: string };
		return holder.host === hostname() && !isAlive(holder.pid);
	} catch {
		return false; // gone meanwhile, or its first line is not written yet: look again
	}
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0); // signal 0 asks, and kills nothing
		return true;
	} catch (error) {
		return !hasErrorCode(error, "ESRCH");
	}
}

// Two waiters may judge the same lock stale; the slower must not remove the faster one's new lock.
// So only the one who made this folder looks again and removes.
async function breakLock(path: string): Promise<void> {
	const turn = `${path}.breaking`;
	try {
		await mkdir(turn);
	} catch {
		const age = await stat(turn).then(
			({ mtimeMs }) => systemClock.now() - mtimeMs,
			() => 0,
		);
		if (age > SILENT_MS) await rmdir(turn).catch(() => {}); // its maker died within these few lines
		return systemClock.sleep(LOOK_AGAIN_MS);
	}
	try {
		if (await isStale(path)) await rm(path, { force: true });
	} finally {
		await rmdir(turn).catch(() => {});
	}
}
