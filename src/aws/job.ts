import { type Clock, systemClock } from "../core/clock.ts";
import { AbortedError, isAbort, isTouchstoneError, ModelError } from "../core/errors.ts";
import { type Random, random } from "../core/random.ts";
import { withInterrupt } from "../notebook/interrupt.ts";
import { type Progress, progress } from "../notebook/progress.ts";
import { formatDuration } from "../view/format.ts";
import { type Displayable, displayable } from "../view/view.ts";
import { jobResource } from "./job-resource.ts";
import { hasEnded, type JobStatus } from "./job-state.ts";
import type { JobHandle } from "./job-store.ts";
import { jobView } from "./job-view.ts";
import { type ResourceLedger, resourceLedger } from "./resources.ts";

export interface WaitOptions {
	readonly signal?: AbortSignal;
	/** Shows a progress line. Default true. */
	readonly progress?: boolean;
}

/** Work that goes on at AWS, whatever happens here. Its handle is plain JSON: `JSON.stringify(job)`. */
export interface Job<Result> extends Displayable {
	readonly handle: JobHandle;
	status(signal?: AbortSignal): Promise<JobStatus>;
	/**
	 * Waits for the end and reads the result. A stop ends the waiting alone: the job goes on and is billed.
	 *
	 * @throws AbortedError that says how to come back to it, and how to end it
	 * @throws ModelError when it failed or was stopped, with AWS's own words
	 */
	wait(options?: WaitOptions): Promise<Result>;
	/** Asks AWS to end it; what it has done until then is billed. */
	stop(): Promise<void>;
	toJSON(): JobHandle;
}

export interface JobSpec<Result> {
	/** The public name that speaks in errors: "aws.batch". */
	readonly who: string;
	readonly handle: JobHandle;
	/** The line that comes back to it from a new process: "aws.batch.job(handle)". */
	readonly resume: string;
	readonly status: (signal?: AbortSignal) => Promise<JobStatus>;
	/** Reads what a completed (or partial) job has made. */
	readonly result: (status: JobStatus, signal?: AbortSignal) => Promise<Result>;
	readonly stop: () => Promise<void>;
	/** What is counted in the progress line, in the singular. Default "record". */
	readonly unit?: string;
	/** The first look comes after at most so long, each later one after at most twice as long. Default 2 s. */
	readonly baseMs?: number;
	/** No two looks are further apart. Default one minute. */
	readonly maxMs?: number;
	readonly clock?: Clock;
	readonly random?: Random;
	readonly ledger?: ResourceLedger;
	/** The progress line; another one in tests. */
	readonly progress?: typeof progress;
}

/** A job of its handle and of the calls that look at it. */
export function makeJob<Result>(spec: JobSpec<Result>): Job<Result> {
	const { handle } = spec;
	return displayable(
		{
			handle,
			status: (signal?: AbortSignal) => spec.status(signal),
			wait: (options: WaitOptions = {}) => waitFor(spec, options),
			stop: () => spec.stop(),
			toJSON: () => handle,
		},
		(job) => jobView(job.handle, spec.resume),
	);
}

async function waitFor<Result>(spec: JobSpec<Result>, options: WaitOptions): Promise<Result> {
	return withInterrupt(options.signal, async (signal) => {
		const line = progressLine(spec, options.progress ?? true);
		try {
			const status = await untilEnd(spec, line, signal);
			await (spec.ledger ?? resourceLedger()).forget(jobResource(spec.handle)); // nothing of it bills any more
			if (status.state !== "completed" && status.state !== "partial") throw failure(spec, status);
			const result = await spec.result(status, signal);
			await line.end(status.state === "partial" ? `${status.said}; some records failed` : undefined);
			return result;
		} catch (error) {
			const stopped = isAbort(error) || signal.aborted;
			await line.end(stopped ? "stopped waiting; the job goes on" : "failed");
			throw stopped ? stoppedWaiting(spec, error) : error;
		}
	});
}

const shortestMs = 500;
/** So many looks in a row may fail in a way that passes, before the waiting ends. */
const patience = 5;

async function untilEnd<Result>(spec: JobSpec<Result>, line: Line, signal: AbortSignal): Promise<JobStatus> {
	const { clock = systemClock, baseMs = 2_000, maxMs = 60_000, handle } = spec;
	const draws = spec.random ?? random(`job ${handle.clientRequestToken} ${clock.now()}`);
	const beganMs = clock.now();
	let failures = 0;
	for (let look = 0; ; look++) {
		try {
			const status = await spec.status(signal);
			failures = 0;
			line.update(status, clock.now() - beganMs);
			if (hasEnded(status.state)) return status;
		} catch (error) {
			// one lost connection must not end hours of waiting
			if (!mayPass(error) || ++failures >= patience) throw error;
		}
		// full jitter: kernels that were started together look at different times
		const capMs = Math.min(maxMs, baseMs * 2 ** Math.min(look, 30));
		await clock.sleep(Math.max(shortestMs, draws.next() * capMs), signal);
	}
}

function mayPass(error: unknown): boolean {
	return isTouchstoneError(error) && error.code === "model" && (error as ModelError).retryable;
}

function failure<Result>({ who, handle }: JobSpec<Result>, status: JobStatus): ModelError {
	const how = status.state === "stopped" ? "stopped before its end" : "failed";
	const words = status.failureMessage ? `AWS says: ${status.failureMessage}` : "AWS gives no reason";
	const model = typeof handle.facts.model === "string" ? handle.facts.model : handle.kind;
	return new ModelError(`${who}: expected ${handle.name} to complete, found it ${how} (${status.said}). ${words}`, {
		model,
		retryable: false,
	});
}

function stoppedWaiting<Result>({ who, handle, resume }: JobSpec<Result>, cause: unknown): AbortedError {
	return new AbortedError(
		`${who}: stopped waiting. The job ${handle.arn ?? handle.name} goes on at AWS and is billed. ` +
			`To come back to it: run the cell again, or await ${resume}.wait() with its handle (aws.jobs() lists them). To end it: await job.stop().`,
		{ cause },
	);
}

interface Line {
	update(status: JobStatus, elapsedMs: number): void;
	end(summary?: string): Promise<void>;
}

// the total is known at the first look only, and a bar wants it from the start
function progressLine<Result>(spec: JobSpec<Result>, wanted: boolean): Line {
	let bar: Progress | undefined;
	const counts = ({ done, total }: JobStatus) => done !== undefined && total !== undefined && total > 0;
	return {
		update(status, elapsedMs) {
			if (!wanted) return;
			const { done = 0, total = 1 } = counts(status) ? status : { done: status.state === "completed" ? 1 : 0 };
			bar ??= (spec.progress ?? progress)(spec.handle.name, total, {
				unit: counts(status) ? (spec.unit ?? "record") : "job",
			});
			bar.update({ done });
			bar.status(`${status.said}, ${formatDuration(elapsedMs)}`);
		},
		end: async (summary) => bar?.done(summary),
	};
}
