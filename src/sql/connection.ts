import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { AbortedError, ConfigError, DataError, MissingDependencyError } from "../core/errors.ts";
import { formatDuration } from "../view/format.ts";
import type { SqlValue } from "./result-set.ts";
import { workerProgram } from "./worker-program.ts";

type Worker = import("node:worker_threads").Worker;

/** What a value of one row may be given as. */
export type SqlInput = SqlValue | boolean;

/** Rows by table. */
export type TableRows = Readonly<Record<string, readonly Readonly<Record<string, SqlInput>>[]>>;

/** Where the tables come from. */
export type Source =
	| { readonly kind: "file"; readonly path: string }
	| { readonly kind: "bytes"; readonly bytes: Uint8Array }
	| { readonly kind: "memory"; readonly schema: string; readonly rows: TableRows };

export interface Request {
	readonly sql: string;
	readonly parameters: readonly SqlInput[] | Readonly<Record<string, SqlInput>>;
	readonly maxRows: number;
}

/** What the engine says; an error in its own words. */
export type Reply =
	| { readonly error: string }
	| { readonly columns: readonly string[]; readonly rows: readonly SqlValue[][]; readonly truncated: boolean };

export interface Connection {
	/** One request at a time, in the order of the calls. */
	ask(request: Request, deadlineMs: number, signal?: AbortSignal): Promise<Reply>;
	close(): void;
}

/**
 * A database in a worker thread of its own, started by the first request. A request that passes its deadline ends the thread;
 * the next request starts another from the same source.
 */
export function connect(source: () => Promise<Source>, readOnly: boolean): Connection {
	let worker: Promise<Worker> | undefined;
	let turn: Promise<unknown> = Promise.resolve();
	let closed = false;

	async function answer(request: Request, deadlineMs: number, signal: AbortSignal | undefined): Promise<Reply> {
		if (closed) throw new ConfigError("sqlite: expected an open database, found one that is closed. Open it again.");
		worker ??= start(source, readOnly);
		let running: Worker;
		try {
			running = await worker;
		} catch (error) {
			worker = undefined; // what was missing may be there the next time
			throw error;
		}
		try {
			return (await exchange(running, request, deadlineMs, signal)) as Reply;
		} catch (error) {
			worker = undefined;
			await running.terminate();
			throw error;
		}
	}

	return {
		ask(request, deadlineMs, signal) {
			const reply = turn.then(() => answer(request, deadlineMs, signal));
			turn = reply.catch(() => {});
			return reply;
		},
		close() {
			closed = true;
			worker?.then((running) => running.terminate()).catch(() => {});
		},
	};
}

const openingDeadlineMs = 60_000;

async function start(source: () => Promise<Source>, readOnly: boolean): Promise<Worker> {
	const { Worker } = await import("node:worker_threads");
	const workerData = { driver: driverUrl(), source: await source(), readOnly };
	const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(workerProgram)}`), { workerData });
	const reply = (await exchange(worker, undefined, openingDeadlineMs, undefined)) as { readonly error?: string };
	if (reply.error === undefined) return worker;
	await worker.terminate();
	throw new DataError(`sqlite: cannot open the database: ${reply.error}`);
}

// The driver is loaded in the worker, so here it is only looked for.
function driverUrl(): string {
	try {
		return pathToFileURL(createRequire(import.meta.url).resolve("node-sqlite3-wasm")).href;
	} catch (error) {
		throw new MissingDependencyError("node-sqlite3-wasm", "sqlite", { cause: error });
	}
}

function exchange(
	worker: Worker,
	request: Request | undefined,
	deadlineMs: number,
	signal: AbortSignal | undefined,
): Promise<unknown> {
	return new Promise((resolve, reject) => {
		const late = `the statement ran for more than ${formatDuration(deadlineMs)} and was stopped. Make it cheaper, or raise deadlineMs.`;
		const timer = setTimeout(() => settle(() => reject(new DataError(`sqlite: ${late}`))), deadlineMs);
		const onMessage = (reply: unknown) => settle(() => resolve(reply));
		const onError = (error: unknown) => settle(() => reject(error));
		const onAbort = () => settle(() => reject(new AbortedError(undefined, { cause: signal?.reason })));
		const settle = (done: () => void) => {
			clearTimeout(timer);
			worker.off("message", onMessage);
			worker.off("error", onError);
			signal?.removeEventListener("abort", onAbort);
			worker.unref(); // an open database keeps no process alive; a running statement does
			done();
		};
		worker.ref();
		worker.once("message", onMessage);
		worker.once("error", onError);
		signal?.addEventListener("abort", onAbort);
		if (signal?.aborted) onAbort();
		else if (request !== undefined) worker.postMessage(request);
	});
}
