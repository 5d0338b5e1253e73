import { type Clock, systemClock } from "../core/clock.ts";
import { isTouchstoneError } from "../core/errors.ts";
import { hash } from "../core/hash.ts";
import type { Json } from "../core/json.ts";
import type { Job } from "./job.ts";
import { jobResource } from "./job-resource.ts";
import { type JobHandle, type JobStore, jobFiles } from "./job-store.ts";
import { isNotFound } from "./not-found.ts";
import { type ResourceLedger, resourceLedger } from "./resources.ts";

export interface StartSpec<Result> {
	readonly service: string;
	readonly kind: string;
	readonly region: string;
	readonly account: string | null;
	readonly runId: string;
	/** Everything that decides the job, as JSON; asking for the same again finds the same job. No times, no random names. */
	readonly request: unknown;
	/** What its owner needs to read the result. */
	readonly facts?: JobHandle["facts"];
	/** Makes it anew although the same was asked for before. Default false. */
	readonly again?: boolean;
	/** Whether a job that was asked for before holds all that is wanted now. Default: it does. */
	readonly covers?: (handle: JobHandle) => boolean;
	/** Sends the create call with `handle.name` and `handle.clientRequestToken`, and gives the ARN. */
	readonly create: (handle: JobHandle, signal?: AbortSignal) => Promise<string>;
	/** Looks for a job whose create call never answered, where the service takes no token; null when there is none. */
	readonly find?: (handle: JobHandle, signal?: AbortSignal) => Promise<string | null>;
	readonly job: (handle: JobHandle) => Job<Result>;
	/** How its name begins; the rest is made of the token. Default "touchstone". */
	readonly prefix?: string;
	readonly signal?: AbortSignal;
	readonly store?: JobStore;
	readonly ledger?: ResourceLedger;
	readonly clock?: Clock;
}

export type FindSpec<Result> = Pick<
	StartSpec<Result>,
	"service" | "kind" | "region" | "account" | "request" | "again" | "covers" | "job" | "signal" | "store"
>;

/**
 * Creates a job once. Its handle is saved, and its entry in the ledger written, before the create call; a cell that is run
 * again, a second process and a kernel that was killed in between all find the same job.
 *
 * - One that runs or has completed is found by its request and not created again.
 * - One whose create call never answered is asked for again with the same client request token: AWS creates it once.
 * - One that failed or was stopped, is gone, or does not hold all that is wanted now, is made anew.
 */
export async function startJob<Result>(spec: StartSpec<Result>): Promise<Job<Result>> {
	const { store = jobFiles(), ledger = resourceLedger() } = spec;
	const requestHash = requestHashOf(spec);
	const work = async () => {
		const found = await findJob(spec);
		if (found !== null) return found;
		const before = await store.find(requestHash);
		const last = lastOf(before, spec);
		const handle = last !== undefined && last.arn === null ? last : newHandle(spec, requestHash, before.length);
		await store.save(handle);
		await ledger.record(jobResource(handle));
		const created = { ...handle, arn: await create(spec, handle, store, ledger) };
		await store.save(created);
		await ledger.record(jobResource(created));
		return spec.job(created);
	};
	return store.locked(requestHash, work, spec.signal);
}

/** The job that `startJob` would come back to; null when it would create one. For plans: what is found costs nothing more. */
export async function findJob<Result>(spec: FindSpec<Result>): Promise<Job<Result> | null> {
	const { store = jobFiles(), signal } = spec;
	const last = lastOf(await store.find(requestHashOf(spec)), spec);
	if (last === undefined || last.arn === null) return null;
	const job = spec.job(last);
	return (await isWorthKeeping(job, signal)) ? job : null;
}

/** @param handles newest first */
function lastOf(handles: readonly JobHandle[], { again = false, covers = () => true }: FindSpec<unknown>) {
	return again ? undefined : handles.find(covers);
}

function requestHashOf({ service, kind, region, account, request }: FindSpec<unknown>): string {
	return hash({ service, kind, region, account, request });
}

async function isWorthKeeping(job: Job<unknown>, signal: AbortSignal | undefined): Promise<boolean> {
	try {
		const { state } = await job.status(signal);
		return state !== "failed" && state !== "stopped" && state !== "stopping";
	} catch (error) {
		if (isNotFound(error)) return false;
		throw error;
	}
}

function newHandle<Result>(spec: StartSpec<Result>, requestHash: string, attempt: number): JobHandle {
	const { service, kind, region, account, runId, facts = {}, prefix = "touchstone", clock = systemClock } = spec;
	// made of what is asked for, not of chance: where the files are lost, AWS still knows the token
	const token = hash({ requestHash, attempt }, 32);
	return {
		service,
		kind,
		name: `${prefix}-${token.slice(0, 16)}`,
		arn: null,
		region,
		account,
		startedAt: new Date(clock.now()).toISOString(),
		requestHash,
		clientRequestToken: `touchstone-${token}`,
		runId,
		facts: facts as Readonly<Record<string, Json>>,
	};
}

async function create<Result>(
	spec: StartSpec<Result>,
	handle: JobHandle,
	store: JobStore,
	ledger: ResourceLedger,
): Promise<string> {
	try {
		return (await spec.find?.(handle, spec.signal)) ?? (await spec.create(handle, spec.signal));
	} catch (error) {
		// a plain refusal made nothing; anything else (a lost answer, a stop) may have
		if (isRefusal(error)) {
			await store.remove(handle);
			await ledger.forget(jobResource(handle));
		}
		throw error;
	}
}

function isRefusal(error: unknown): boolean {
	if (!isTouchstoneError(error)) return false;
	if (error.code === "config" || error.code === "missing-dependency") return true;
	const { status = 0, retryable = true } = error as { status?: number; retryable?: boolean };
	return error.code === "model" && !retryable && status >= 400 && status < 500;
}
