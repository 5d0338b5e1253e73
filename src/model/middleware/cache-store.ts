import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { hash } from "../../core/hash.ts";
import type { ModelResponse } from "../model.ts";

export interface CacheStore {
	/** null: not there, or not whole. */
	read(key: string): Promise<ModelResponse | null>;
	write(key: string, response: ModelResponse): Promise<void>;
}

export function memoryStore(): CacheStore {
	const entries = new Map<string, ModelResponse>();
	return {
		read: async (key) => entries.get(key) ?? null,
		write: async (key, response) => void entries.set(key, response),
	};
}

/**
 * One small file an answer, in a folder named by the first two digits of its key: a checksum, a line end, then JSON.
 *
 * An entry is written beside its place and renamed into it, which other processes see all at once; one that a dying machine
 * left incomplete fails its checksum.
 */
export function diskStore(folder: string): CacheStore {
	const unfinished = join(folder, "unfinished");
	const placeOf = (key: string) => join(folder, key.slice(0, 2), `${key.slice(2)}.json`);
	let swept: Promise<void> | undefined;

	return {
		async read(key) {
			try {
				return parseEntry(key, await readFile(placeOf(key), "utf8"));
			} catch {
				return null; // absent or unreadable: the call is made, and writing tells what is wrong
			}
		},
		async write(key, response) {
			swept ??= sweep(unfinished);
			await swept;
			const place = placeOf(key);
			const draft = join(unfinished, randomUUID());
			const body = JSON.stringify({ key, response });
			try {
				await makingFolder(unfinished, () => writeFile(draft, `${hash(body)}\n${body}\n`));
				await makingFolder(dirname(place), () => rename(draft, place));
			} catch (error) {
				await rm(draft, { force: true }).catch(() => {});
				throw error;
			}
		},
	};
}

/** Does the work, and again after making the folder if that is what was missing: it mostly is not. */
async function makingFolder(path: string, work: () => Promise<void>): Promise<void> {
	try {
		await work();
	} catch (error) {
		if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
		await mkdir(path, { recursive: true });
		await work();
	}
}

function parseEntry(key: string, text: string): ModelResponse | null {
	const [sum, body] = text.split("\n");
	if (body === undefined || hash(body) !== sum) return null;
	const entry = JSON.parse(body) as { key: string; response: ModelResponse };
	return entry.key === key ? entry.response : null;
}

const dayMs = 24 * 60 * 60 * 1000;

// What killed processes left behind; a day is longer than any write takes.
async function sweep(unfinished: string): Promise<void> {
	const names = await readdir(unfinished).catch(() => []);
	for (const name of names) {
		const path = join(unfinished, name);
		const facts = await stat(path).catch(() => null);
		if (facts !== null && Date.now() - facts.mtimeMs > dayMs) await rm(path, { force: true });
	}
}
