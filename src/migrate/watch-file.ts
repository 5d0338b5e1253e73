import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { ConfigError, DataError, messageOf } from "../core/errors.ts";
import { hasErrorCode } from "../core/has-error-code.ts";
import { stableStringify } from "../core/json.ts";
import type { LookRecord, WatchSubject } from "./watch-records.ts";

/**
 * Reads the looks of a watch.
 *
 * @returns no looks when there is no file yet
 * @throws DataError when the file holds no watch; ConfigError when it is of another one, saying in what it differs
 */
export function readLooks(path: string, subject: WatchSubject): readonly LookRecord[] {
	let found: Readonly<Record<string, unknown>> | null;
	try {
		found = JSON.parse(readFileSync(path, "utf8"));
	} catch (error) {
		if (hasErrorCode(error, "ENOENT")) return [];
		throw new DataError(`watch: cannot read ${path}: ${messageOf(error)}`, { dataset: path, cause: error });
	}
	if (found?.touchstoneWatch !== 1 || !Array.isArray(found.looks)) {
		throw new DataError(`watch: expected the file of a watch at ${path}, found another. Give another path.`);
	}
	const of = (found.subject ?? {}) as Readonly<Record<string, unknown>>;
	const other = Object.entries(subject).find(([name, value]) => stableStringify(of[name]) !== stableStringify(value));
	if (other === undefined) return found.looks as LookRecord[];
	const [name, value] = other;
	throw new ConfigError(
		`watch: expected in ${path} a watch with ${name} ${stableStringify(value)}, found ${stableStringify(of[name])}. Rows of two watches do not add up: give another path.`,
	);
}

/** Saves the looks of a watch; the file appears whole or not at all. */
export function writeLooks(path: string, subject: WatchSubject, looks: readonly LookRecord[]): void {
	const partial = `${path}.${randomUUID()}.partial`; // two that save at once must not write into one file
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(partial, `${JSON.stringify({ touchstoneWatch: 1, subject, looks })}\n`);
	renameSync(partial, path);
}
