import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const home = mkdtempSync(join(tmpdir(), "touchstone-missing-peer-"));
afterAll(() => rmSync(home, { recursive: true }));

/** How a first call ends in a process where a package is not installed and no model has been fetched. */
async function withoutPackage(name: string, what: "local" | "embedder"): Promise<unknown> {
	const { stdout } = await promisify(execFile)(
		process.execPath,
		["--import", here("without-package.mjs"), "--import", "tsx", here("missing-peer-child.ts"), what],
		{ env: { ...process.env, WITHOUT_PACKAGE: name, TOUCHSTONE_HOME: home } },
	);
	return JSON.parse(stdout);
}

describe("a peer that is not installed", () => {
	it.each([
		["local", "node-llama-cpp", "local()"],
		["embedder", "onnxruntime-web", "local.embedder"],
		["embedder", "@huggingface/tokenizers", "local.embedder"],
	] as const)("%s without %s gives the install line, and downloads nothing first", async (what, name, who) => {
		expect(await withoutPackage(name, what)).toEqual({
			ended: {
				code: "missing-dependency",
				name: "MissingDependencyError",
				message: `${who} needs the package ${name}, which is not installed. Run: npm install ${name}`,
				facts: { dependency: name },
			},
			statuses: [],
		});
		expect(readdirSync(home)).toEqual([]);
	});
});
