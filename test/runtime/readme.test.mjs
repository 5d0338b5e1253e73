/**
 * Packs the package, installs it in an empty folder as a user would, and runs the README's example there with a real
 * model, on Node and on Deno.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { emptyFolder } from "./helpers.mjs";

const checkout = fileURLToPath(new URL("../../", import.meta.url));
const manifest = JSON.parse(readFileSync(join(checkout, "package.json"), "utf8"));
const deno = join(checkout, "node_modules", "deno", "deno");
const run = (command, args, cwd) =>
	execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

/** The first TypeScript block of the README. */
function readmeExample() {
	const block = /```ts\n([\s\S]*?)```/.exec(readFileSync(join(checkout, "README.md"), "utf8"));
	assert.ok(block, "the README has an example");
	return block[1];
}

test("the README's example runs in an empty folder, on Node and on Deno", { timeout: 600_000 }, () => {
	const folder = emptyFolder();
	const [tarball] = JSON.parse(
		run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], checkout),
	);
	const peer = manifest.devDependencies["node-llama-cpp"];
	// The same exclusion of GPU binaries as in the checkout: 670 MB would be fetched for nothing.
	const own = { type: "module", private: true, overrides: manifest.overrides };
	writeFileSync(join(folder, "package.json"), JSON.stringify(own));
	run("npm", ["install", "--no-audit", "--no-fund", `./${tarball.filename}`, `node-llama-cpp@${peer}`, "zod"], folder);
	// The example is plain JavaScript as well as TypeScript, so Node 20 runs it as it stands.
	writeFileSync(join(folder, "example.mjs"), readmeExample());
	const onNode = run(process.platform === "win32" ? "node.exe" : "node", ["example.mjs"], folder);
	assert.match(onNode, /accuracy/);
	assert.match(onNode, /qwen2\.5-coder-0\.5b/);
	const onDeno = run(deno, ["run", "-A", "example.mjs"], folder);
	assert.match(onDeno, /accuracy/);
});
