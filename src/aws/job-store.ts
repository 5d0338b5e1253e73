import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { accountFolder } from "../core/cache-folder.ts";
import { withFileLock } from "../core/file-lock.ts";
import { hasErrorCode } from "../core/has-error-code.ts";
import type { Json } from "../core/json.ts";
import { readIfThere } from "../core/read-if-there.ts";
import { writeWhole } from "../core/whole-file.ts";

/** All that is needed to find a job again, from another process or another day. Plain JSON. */
export interface JobHandle {
	/** "bedrock", "sagemaker". */
	readonly service: string;
	/** "model-invocation-job", "model-customization-job", … */
	readonly kind: string;
	readonly name: string;
	/** null until the call that created it has answered. */
	readonly arn: string | null;
	readonly region: string;
	/** null where it is not known (an API key names none). */
	readonly account: string | null;
	/** ISO date and time of the first attempt to create it. */
	readonly startedAt: string;
	/** What was asked for, so that asking again finds this job. */
	readonly requestHash: string;
	/** Sent along, so that AWS itself creates it once. */
	readonly clientRequestToken: string;
	readonly runId: string;
	/** What its owner needs to read the result: the output's place, the model, the number of records. */
	readonly facts: Readonly<Record<string, Json>>;
}

/** Where handles are kept. */
export interface JobStore {
	/** Written whole before the call that creates the job; written again when its ARN is known. */
	save(handle: JobHandle): Promise<void>;
	/** Forgets a handle whose job was never created. */
	remove(handle: JobHandle): Promise<void>;
	/** The handles of one request hash or one client request token, newest first. */
	find(key: string): Promise<readonly JobHandle[]>;
	/** All of them, newest first. */
	list(): Promise<readonly JobHandle[]>;
	/** Lets one process at a time decide whether a request's job must be created. */
	locked<T>(requestHash: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T>;
}

/**
 * Job handles as files, one a job, below the folder of the account's things. Two processes may use it at once.
 *
 * @param folder another place, for tests
 */
export function jobFiles(folder: string = join(accountFolder(), "jobs")): JobStore {
	const path = (handle: JobHandle) => join(folder, `${handle.clientRequestToken}.json`);

	async function list(): Promise<readonly JobHandle[]> {
		const handles = (await namesIn(folder)).flatMap((name) => readHandle(join(folder, name)));
		return handles.sort((a, b) => (a.startedAt < b.startedAt ? 1 : a.startedAt > b.startedAt ? -1 : 0));
	}
	return {
		list,
		save: (handle) => writeWhole(path(handle), `${JSON.stringify(handle, null, 2)}\n`),
		remove: (handle) => rm(path(handle), { force: true }),
		async find(key) {
			return (await list()).filter((handle) => handle.requestHash === key || handle.clientRequestToken === key);
		},
		locked: (requestHash, work, signal) =>
			withFileLock(join(folder, `${requestHash.slice(0, 32)}.lock`), { signal }, work),
	};
}

async function namesIn(folder: string): Promise<readonly string[]> {
	try {
		return (await readdir(folder)).filter((name) => name.endsWith(".json"));
	} catch (error) {
		if (hasErrorCode(error, "ENOENT")) return [];
		throw error;
	}
}

// a file that is not a handle (a disk that was full, a stranger's file) hides no other job
function readHandle(path: string): JobHandle[] {
	try {
		const value: unknown = JSON.parse(readIfThere(path));
		return isJobHandle(value) ? [value] : [];
	} catch {
		return [];
	}
}

/** True for what `JSON.parse` gives of a saved handle. */
export function isJobHandle(value: unknown): value is JobHandle {
	if (typeof value !== "object" || value === null) return false;
	const { service, kind, name, arn, region, startedAt, requestHash, clientRequestToken, facts } = value as Partial<
		Record<keyof JobHandle, unknown>
	>;
	const texts = [service, kind, name, region, startedAt, requestHash, clientRequestToken];
	return (
		texts.every((text) => typeof text === "string") &&
		(arn === null || typeof arn === "string") &&
		typeof facts === "object" &&
		facts !== null
	);
}
