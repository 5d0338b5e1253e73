import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";

/** A new empty folder. */
export function emptyFolder() {
	return mkdtempSync(join(tmpdir(), "touchstone-runtime-"));
}

/** Runs work in a folder of its own, so that caches and reports do not land in the checkout. */
export async function inEmptyFolder(work) {
	const before = process.cwd();
	const folder = emptyFolder();
	process.chdir(folder);
	try {
		return await work(folder);
	} finally {
		process.chdir(before);
	}
}
