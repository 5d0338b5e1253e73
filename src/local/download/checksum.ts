import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import process from "node:process";

/** SHA-256 of a file, lower-case hex, read in bounded memory. */
export async function sha256OfFile(
	path: string,
	options: { readonly signal?: AbortSignal | undefined; readonly onBytes?: (done: number) => void } = {},
): Promise<string> {
	const sum = createHash("sha256");
	let done = 0;
	// large reads: the hash is then bound by the processor, not by the number of reads
	for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20, signal: options.signal })) {
		sum.update(chunk as Uint8Array);
		done += (chunk as Uint8Array).byteLength;
		options.onBytes?.(done);
	}
	return sum.digest("hex");
}

/** What is known of a file that did not change since: same size, same time of change. */
export interface FileRecord {
	/** As the reader names it: "smollm2-135m", "hf:owner/repository/file.gguf", a path. */
	readonly model: string;
	readonly bytes: number;
	/** Whole milliseconds since the epoch: runtimes differ in the fractions they report. */
	readonly changedMs: number;
	readonly sha256: string;
	/** Where the bytes came from, in words. */
	readonly source: string;
}

/** The record, if it still describes the file; null when there is none, or the file was changed since. */
export async function readFileRecord(path: string, recordPath: string): Promise<FileRecord | null> {
	try {
		const record = JSON.parse(await readFile(recordPath, "utf8")) as FileRecord;
		const { size, mtimeMs } = await stat(path);
		return record.bytes === size && record.changedMs === Math.floor(mtimeMs) ? record : null;
	} catch {
		return null;
	}
}

/** Notes a file's sum, so that the next start need not read a gigabyte again. */
export async function writeFileRecord(
	path: string,
	recordPath: string,
	facts: Pick<FileRecord, "model" | "sha256" | "source">,
): Promise<FileRecord> {
	const { size, mtimeMs } = await stat(path);
	const record: FileRecord = { ...facts, bytes: size, changedMs: Math.floor(mtimeMs) };
	await mkdir(dirname(recordPath), { recursive: true });
	const draft = `${recordPath}.${process.pid}`;
	await writeFile(draft, `${JSON.stringify(record, null, "\t")}\n`);
	await rename(draft, recordPath); // a reader sees the old record or the new one, never half
	return record;
}
