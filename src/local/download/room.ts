import { statfs } from "node:fs/promises";
import { ModelError } from "../../core/errors.ts";
import { hasErrorCode } from "../../core/has-error-code.ts";
import { formatBytes } from "../../view/format.ts";

/** Free bytes of the disk that holds an existing folder, for an ordinary user. */
export async function freeBytes(folder: string): Promise<number> {
	const { bavail, bsize } = await statfs(folder);
	return Number(bavail) * Number(bsize);
}

/**
 * Refuses a download that the disk cannot hold, before it starts.
 *
 * @throws ModelError saying how much is needed, how much is free, and the way out
 */
export function checkRoom(facts: { model: string; folder: string; neededBytes: number; freeBytes: number }): void {
	if (facts.freeBytes >= facts.neededBytes) return;
	throw noRoom(
		facts.model,
		facts.folder,
		`expected ${formatBytes(facts.neededBytes)} of room on the disk, found ${formatBytes(facts.freeBytes)}`,
	);
}

/** The disk filled up under way: the same sentence; any other error is returned unchanged. */
export function explainFullDisk(error: unknown, model: string, folder: string): unknown {
	if (!hasErrorCode(error, "ENOSPC")) return error;
	return noRoom(model, folder, "the disk is full", error);
}

function noRoom(model: string, folder: string, what: string, cause?: unknown): ModelError {
	return new ModelError(
		`models: ${model}: ${what}, in ${folder}. ` +
			"Free some room (npx touchstone models list shows what is kept, rm removes it) or set TOUCHSTONE_HOME to a folder on a larger disk.",
		{ model, retryable: false, systemic: true, cause },
	);
}
