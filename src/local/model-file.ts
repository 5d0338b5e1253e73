import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { cacheFolder } from "../core/cache-folder.ts";
import { ConfigError } from "../core/errors.ts";
import { hash } from "../core/hash.ts";
import { modelFolder } from "./cache-folder.ts";
import { readFileRecord, sha256OfFile, writeFileRecord } from "./download/checksum.ts";
import { type FetchOptions, fetchFile, type ResolvedFile, type WantedFile } from "./download/fetch-file.ts";
import { type PinnedFile, type RegistryEntry, registry, resolveModel, type Source } from "./registry.ts";

export type { ResolvedFile } from "./download/fetch-file.ts";

/** Any GGUF file of a Hugging Face repository. */
export interface HubFile {
	/** "owner/repository". */
	readonly hub: string;
	readonly file: string;
	/** With it the bytes are checked and an interrupted download can be resumed; without it they are taken as they come. */
	readonly sha256?: string;
}

export interface ModelFileOptions extends FetchOptions {
	/** Instead of the registry's sources. */
	readonly sources?: readonly Source[];
	/** Instead of the registry; for tests. */
	readonly entries?: readonly RegistryEntry[];
}

/**
 * The model's file on this disk, downloaded and checked if it is not there yet.
 *
 * @param model a name of the registry ("qwen2.5-coder-0.5b"), a path to a .gguf file, "hf:owner/repository/file.gguf",
 *   or the same as an object, with its sha256 if you know it
 * @throws ConfigError for an unknown name, with the nearest one; for a path where no file is
 * @throws ModelError when no source can be reached, the sum is wrong, or the disk has no room
 */
export async function modelFile(model: string | HubFile, options: ModelFileOptions = {}): Promise<ResolvedFile> {
	if (typeof model !== "string") return fetchFile(wantedFromHub(model), options);
	if (model.startsWith("hf:")) return fetchFile(wantedFromHub(parseHubName(model)), options);
	if (isPath(model)) return ownFile(model, options);
	const entry = resolveModel(model, options.entries ?? registry);
	if (entry.kind !== "language-model") {
		throw new ConfigError(
			`models: expected a language model, found "${model}", which is an embedder. Use local.embedder().`,
		);
	}
	return fetchFile(wantedFromRegistry(entry, entry.files[0], options.sources), options);
}

/**
 * Every file that a model of the registry or a file of the hub needs: what `pull`, `verify` and `rm` work on.
 *
 * @throws ConfigError for an unknown name
 */
export function wantedFiles(model: string, entries: readonly RegistryEntry[] = registry): readonly WantedFile[] {
	if (model.startsWith("hf:")) return [wantedFromHub(parseHubName(model))];
	const entry = resolveModel(model, entries);
	return entry.files.map((pinned) => wantedFromRegistry(entry, pinned));
}

/** A pinned file, and its place in the cache. */
export function wantedFromRegistry(entry: RegistryEntry, pinned: PinnedFile, sources = pinned.sources): WantedFile {
	const { file, bytes, sha256 } = pinned;
	return { model: entry.name, file, folder: modelFolder(entry.name), bytes, sha256, license: entry.license, sources };
}

function wantedFromHub({ hub, file, sha256 }: HubFile): WantedFile {
	const sources: readonly Source[] = [{ kind: "hub", repository: hub, file }];
	return {
		model: `hf:${hub}/${file}`,
		file: file.replaceAll("/", "--"),
		folder: modelFolder(hub),
		bytes: null,
		sha256: sha256 ?? null,
		license: null,
		sources,
	};
}

function parseHubName(name: string): HubFile {
	const [owner, repository, ...rest] = name.slice("hf:".length).split("/");
	const file = rest.join("/");
	if (!owner || !repository || !file.endsWith(".gguf")) {
		throw new ConfigError(`models: expected hf:owner/repository/file.gguf, found "${name}".`);
	}
	return { hub: `${owner}/${repository}`, file };
}

// no name of the registry has a slash or ends so
function isPath(model: string): boolean {
	return model.endsWith(".gguf") || /[/\\]/.test(model);
}

// The reader's own file is taken as it is; its sum is computed once and noted in our folder, not beside the file.
async function ownFile(model: string, options: ModelFileOptions): Promise<ResolvedFile> {
	const path = resolve(model);
	const found = await stat(path).catch(() => null);
	if (!found?.isFile()) {
		throw new ConfigError(
			`models: expected a .gguf file at ${path}, found ${found ? "a folder" : "nothing"}. Correct the path, ` +
				`or use a name that touchstone knows: ${registry.map((entry) => entry.name).join(", ")}.`,
		);
	}
	const recordPath = join(cacheFolder(), "checksums", `${hash(path, 32)}.json`);
	const record =
		(await readFileRecord(path, recordPath)) ??
		(await writeFileRecord(path, recordPath, {
			model: path,
			sha256: await sha256OfFile(path, options),
			source: "a path",
		}));
	return { path, sha256: record.sha256, bytes: record.bytes, source: record.source, license: null };
}
