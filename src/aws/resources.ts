import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { accountFolder } from "../core/cache-folder.ts";
import { withFileLock } from "../core/file-lock.ts";
import { readIfThere } from "../core/read-if-there.ts";

/** Something that was created in an account, written down before the call that creates it. */
export interface Resource {
	/** "endpoint", "guardrail", "model-invocation-job", …: what decides how and when it is deleted. */
	readonly kind: string;
	/** The name or id by which it is deleted; with `kind`, `region` and `account` it is one thing. */
	readonly id: string;
	readonly arn?: string;
	readonly region: string;
	/** null where it is not known (an API key names none). */
	readonly account: string | null;
	/** Of the `apply` that made it; also a tag on it, beside `created-by: touchstone`. */
	readonly runId: string;
	/** ISO date and time. */
	readonly createdAt: string;
	/** ISO date and time after which nobody needs it. */
	readonly expiresAt?: string;
	/** US dollars an hour for as long as it is there; 0 for nothing, null for unknown. */
	readonly hourlyUsd: number | null;
	/** Ids of what it stands on, which must outlive it: an endpoint names its configuration and its model. */
	readonly needs?: readonly string[];
}

/** The list of what was created and is not known to be gone. */
export interface ResourceLedger {
	/** Writes it down, or adds to what is known of it (its ARN, say). */
	record(resource: Resource): Promise<void>;
	/** Strikes out what is gone; what is not listed stays unmentioned. */
	forget(resource: Resource): Promise<void>;
	/** What is still there as far as is known, in the order in which it was created. */
	list(): Promise<readonly Resource[]>;
}

interface Line {
	readonly event: "created" | "gone";
	readonly resource: Resource;
}

/**
 * The ledger as a file of JSON lines, one an event; nothing is ever rewritten, so that a crash loses nothing. Two
 * processes may write at once.
 *
 * @param path another place, for tests
 */
export function resourceLedger(path: string = join(accountFolder(), "resources.jsonl")): ResourceLedger {
	const read = () => thereAfter(readLines(readIfThere(path)));

	async function append(line: Line): Promise<void> {
		await withFileLock(`${path}.lock`, {}, async () => {
			if (line.event === "gone" && !read().has(keyOf(line.resource))) return;
			const text = readIfThere(path);
			// a process that was killed while it wrote leaves half a line: the next one starts afresh
			const start = text === "" || text.endsWith("\n") ? "" : "\n";
			await appendFile(path, `${start}${JSON.stringify(line)}\n`);
		});
	}
	return {
		record: (resource) => append({ event: "created", resource }),
		forget: (resource) => append({ event: "gone", resource }),
		list: async () => [...read().values()],
	};
}

function thereAfter(lines: readonly Line[]): Map<string, Resource> {
	const there = new Map<string, Resource>();
	for (const { event, resource } of lines) {
		const key = keyOf(resource);
		if (event === "gone") there.delete(key);
		else there.set(key, { ...there.get(key), ...resource });
	}
	return there;
}

/**
 * Writes down what is about to be created, in the ledger that `aws.cleanup` reads. Call it before the create call, and
 * again when the ARN is known.
 */
export async function recordResource(resource: Resource, ledger: ResourceLedger = resourceLedger()): Promise<void> {
	await ledger.record(resource);
}

function keyOf({ kind, id, region, account }: Resource): string {
	return JSON.stringify([kind, id, region, account]);
}

function readLines(text: string): Line[] {
	return text.split("\n").flatMap((line) => {
		if (line === "") return [];
		try {
			const value = JSON.parse(line) as Partial<Line>;
			const known = value.event === "created" || value.event === "gone";
			return known && typeof value.resource?.kind === "string" && typeof value.resource.id === "string"
				? [value as Line]
				: [];
		} catch {
			return []; // half a line of a process that was killed
		}
	});
}
