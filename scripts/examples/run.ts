import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

export const folder = fileURLToPath(new URL("../../examples/", import.meta.url));

/** Examples that need more than this checkout: they are type-checked, and run by hand. */
export const byHand: ReadonlySet<string> = new Set(["local.ts"]);

export interface ExampleRun {
	/** What it printed, without white space at the ends of lines and of the whole. */
	readonly output: string;
	/** Names of what it left in the folder in which it was run. */
	readonly left: readonly string[];
}

const run = promisify(execFile);

/** Runs one example in a process and an empty folder of its own; throws when it fails. */
export async function runExample(name: string): Promise<ExampleRun> {
	const cwd = await mkdtemp(join(tmpdir(), "touchstone-example-"));
	const tsconfig = fileURLToPath(new URL("../../tsconfig.json", import.meta.url));
	try {
		const { stdout } = await run(process.execPath, ["--import", import.meta.resolve("tsx"), join(folder, name)], {
			cwd,
			env: { ...process.env, TSX_TSCONFIG_PATH: tsconfig },
		});
		return { output: tidy(stdout), left: await readdir(cwd) };
	} finally {
		await rm(cwd, { recursive: true });
	}
}

function tidy(text: string): string {
	return text.replace(/[ \t]+$/gm, "").trimEnd();
}
