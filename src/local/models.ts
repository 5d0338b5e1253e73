import { readdir, readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { cacheFolder } from "../core/cache-folder.ts";
import { withFileLock } from "../core/file-lock.ts";
import { type FileRecord, readFileRecord, sha256OfFile } from "./download/checksum.ts";
import { type FetchOptions, fetchFile, type ResolvedFile, type WantedFile } from "./download/fetch-file.ts";
import { sizeOf } from "./download/partial-file.ts";
import { wantedFiles } from "./model-file.ts";
import { type RegistryEntry, registry } from "./registry.ts";

/** A model that can be had, or is here. */
export interface ModelStatus {
	readonly name: string;
	readonly kind: RegistryEntry["kind"];
	/** SPDX identifier; null when unknown, as for a file of the hub that is not in the registry. */
	readonly license: string | null;
	readonly parameters: string | null;
	readonly quantisation: string | null;
	/** Size of all its files. */
	readonly bytes: number;
	/** How much of it is on this disk. */
	readonly doneBytes: number;
	/** ready: all of it · part: a download that was interrupted · absent: nothing. */
	readonly state: "ready" | "part" | "absent";
	readonly folder: string;
}

/** The registry's models, then the hub files that were downloaded besides. Reads sizes only; `verifyModel` reads the bytes. */
export async function listModels(entries: readonly RegistryEntry[] = registry): Promise<readonly ModelStatus[]> {
	const known = await Promise.all(entries.map(statusOf));
	return [...known, ...(await hubModels())];
}

async function statusOf(entry: RegistryEntry): Promise<ModelStatus> {
	const files = wantedFiles(entry.name, [entry]);
	const sizes = await Promise.all(files.map(presentBytes));
	const bytes = entry.files.reduce((sum, file) => sum + file.bytes, 0);
	const doneBytes = sizes.reduce((sum, size) => sum + size, 0);
	return {
		name: entry.name,
		kind: entry.kind,
		license: entry.license,
		parameters: entry.parameters,
		quantisation: entry.quantisation,
		bytes,
		doneBytes,
		// a whole .partial that was not checked yet is still a part
		state: (await allThere(files)) ? "ready" : doneBytes > 0 ? "part" : "absent",
		folder: files[0]?.folder ?? "",
	};
}

async function presentBytes({ folder, file }: WantedFile): Promise<number> {
	const path = join(folder, file);
	return (await sizeOf(path)) || (await sizeOf(`${path}.partial`));
}

async function allThere(files: readonly WantedFile[]): Promise<boolean> {
	const sizes = await Promise.all(files.map(({ folder, file }) => sizeOf(join(folder, file))));
	return files.every((file, i) => sizes[i] === file.bytes);
}

// The notes beside downloaded files tell which hub file they are.
async function hubModels(): Promise<readonly ModelStatus[]> {
	const models = join(cacheFolder(), "models");
	const paths = await readdir(models, { recursive: true }).catch(() => []);
	const notes = paths.filter((path) => path.endsWith(".gguf.json")).map((path) => join(models, path));
	const records = await Promise.all(notes.map(readNote));
	return records
		.filter((record) => record !== null)
		.filter(({ model }) => model.startsWith("hf:"))
		.map(({ path, model, bytes }) => ({
			name: model,
			kind: "language-model",
			license: null,
			parameters: null,
			quantisation: null,
			bytes,
			doneBytes: bytes,
			state: "ready",
			folder: dirname(path),
		}));
}

// null for a note that a full disk or a reader's editor has cut short
async function readNote(path: string): Promise<(FileRecord & { readonly path: string }) | null> {
	try {
		const note = JSON.parse(await readFile(path, "utf8")) as Partial<FileRecord>;
		const { model = "", bytes = 0, changedMs = 0, sha256 = "", source = "" } = note;
		return { path, model, bytes, changedMs, sha256, source };
	} catch {
		return null;
	}
}

/**
 * Downloads all files of a model that are not here yet.
 *
 * @param model a name of the registry, or "hf:owner/repository/file.gguf"
 * @throws ConfigError for an unknown name; ModelError when a file cannot be had
 */
export async function pullModel(
	model: string,
	options: FetchOptions & { readonly entries?: readonly RegistryEntry[] } = {},
): Promise<readonly ResolvedFile[]> {
	const files: ResolvedFile[] = [];
	for (const wanted of wantedFiles(model, options.entries)) files.push(await fetchFile(wanted, options));
	return files;
}

/** What reading a file through has shown. */
export interface Verification {
	readonly path: string;
	/** absent: not downloaded · intact: the sum is the pinned one · changed: it is not. */
	readonly state: "absent" | "intact" | "changed";
	readonly expected: string | null;
	readonly found: string | null;
}

/** Reads every file of a model and compares its sum with the pinned one; a file of the hub with the sum noted at its download. */
export async function verifyModel(
	model: string,
	options: { readonly signal?: AbortSignal; readonly entries?: readonly RegistryEntry[] } = {},
): Promise<readonly Verification[]> {
	return Promise.all(
		wantedFiles(model, options.entries).map(async ({ folder, file, sha256 }) => {
			const path = join(folder, file);
			const expected = sha256 ?? (await readFileRecord(path, `${path}.json`))?.sha256 ?? null;
			if ((await sizeOf(path)) === 0) return { path, state: "absent", expected, found: null };
			const found = await sha256OfFile(path, options);
			return { path, state: found === expected ? "intact" : "changed", expected, found };
		}),
	);
}

/**
 * Removes a model's files and what an interrupted download left of them. Waits while another process downloads it.
 *
 * @returns how many bytes became free
 */
export async function removeModel(
	model: string,
	options: { readonly signal?: AbortSignal; readonly entries?: readonly RegistryEntry[] } = {},
): Promise<number> {
	let freed = 0;
	for (const { folder, file } of wantedFiles(model, options.entries)) {
		const path = join(folder, file);
		freed += await withFileLock(`${path}.lock`, options, async () => {
			const bytes = (await sizeOf(path)) + (await sizeOf(`${path}.partial`));
			for (const each of [path, `${path}.partial`, `${path}.json`]) await rm(each, { force: true });
			return bytes;
		});
	}
	return freed;
}
