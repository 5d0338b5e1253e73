import { existsSync } from "node:fs";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type ModelRequest, type Report, saveReport, scripted, textOf } from "touchstone";
import { describe } from "vitest";

// Public data that the project may not ship lies beside the checkout.
const folder = new URL("../../../shared/datasets/", import.meta.url);

/** Where a public set lies. */
export const publicSet = (name: string): string => fileURLToPath(new URL(name, folder));

/** Tests on public data: skipped, with the reason in their title, where the folder is absent. */
export function describePublic(title: string, tests: () => void): void {
	const here = existsSync(folder);
	describe.skipIf(!here)(here ? title : `${title} (skipped: the folder ../shared/datasets is absent)`, tests);
}

/** No cache and no bar. */
export const quiet = { cache: false, progress: false } as const;

/** A model that knows nothing but a rule: it reads one field of the prompt and fills the answer's fields. */
export function rule(id: string, field: string, answer: (text: string) => Readonly<Record<string, unknown>>) {
	return scripted((request) => JSON.stringify(answer(fieldOf(request, field))), { id });
}

function fieldOf(request: ModelRequest, field: string): string {
	const text = textOf(request.messages.at(-1)?.content ?? []);
	const inner = text.slice(text.indexOf(`<${field}>`) + field.length + 2, text.lastIndexOf(`</${field}>`));
	return inner.includes("\n") ? inner.slice(1, -1) : inner; // a text of several lines stands on lines of its own
}

/** The first sentence of a text: up to a full stop, question or exclamation mark that a space follows. */
export function firstSentence(text: string): string {
	return text.trim().split(/(?<=[.!?])\s+/)[0] ?? "";
}

/** Saves a report in a folder that is new. */
export async function saved(report: unknown, name: string): Promise<string> {
	return saveReport(report as Report, join(await freshFolder(), name));
}

/** Writes a file in a folder that is new. */
export async function write(name: string, text: string): Promise<string> {
	const path = join(await freshFolder(), name);
	await writeFile(path, text);
	return path;
}

function freshFolder(): Promise<string> {
	return mkdtemp(join(tmpdir(), "touchstone-public-"));
}
