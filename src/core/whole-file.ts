import { randomUUID } from "node:crypto";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { DataError, messageOf } from "./errors.ts";

/** Writes a file that appears whole or not at all; its folder is made. Two that write at once do not mix. */
export async function writeWhole(path: string, text: string): Promise<void> {
	const partial = `${path}.${randomUUID()}.partial`;
	try {
		await mkdir(dirname(path), { recursive: true });
		await writeFile(partial, text);
		await rename(partial, path);
	} catch (error) {
		await rm(partial, { force: true }).catch(() => {}); // the first error is the one to tell
		throw error;
	}
}

/**
 * `writeWhole` for what a reader saves.
 *
 * @param who the function that the reader called
 * @returns the path
 * @throws DataError when the file cannot be written
 */
export async function saveWhole(who: string, path: string, text: string): Promise<string> {
	try {
		await writeWhole(path, text);
	} catch (error) {
		throw new DataError(`${who}: cannot write ${path}: ${messageOf(error)}`, { cause: error });
	}
	return path;
}
