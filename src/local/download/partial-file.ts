import { stat, truncate } from "node:fs/promises";
import { hasErrorCode } from "../../core/has-error-code.ts";

/** What a source fills: a file that is always a prefix of the wanted one, so that any source can go on with it. */
export interface PartialFile {
	readonly path: string;
	/** Size of the whole; null when nobody knows it before the source answers. */
	readonly totalBytes: number | null;
	/** False when no sum is known: then nothing tells whether two halves belong together. */
	readonly pinned: boolean;
	readonly signal?: AbortSignal | undefined;
	readonly onBytes: (done: number, total: number | null) => void;
}

/** How much has arrived; 0 when the file does not exist. */
export async function sizeOf(path: string): Promise<number> {
	try {
		return (await stat(path)).size;
	} catch (error) {
		if (hasErrorCode(error, "ENOENT") || hasErrorCode(error, "ENOTDIR")) return 0;
		throw error;
	}
}

/** Cuts the file back to a length it has reached. */
export async function cutTo(path: string, bytes: number): Promise<void> {
	if ((await sizeOf(path)) > bytes) await truncate(path, bytes);
}
