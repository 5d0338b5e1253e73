/**
 * One suite on two runtimes: runs test/runtime against the built package with `node --test` and with `deno test`.
 * A runner that finds no test has failed, whatever it says.
 */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const files = readdirSync(join(root, "test/runtime"))
	.filter((name) => name.endsWith(".test.mjs"))
	// The README's example needs a run of its own on each runtime; under one runner it already does both.
	.map((name) => join("test/runtime", name));
const onDeno = files.filter((name) => !name.includes("readme"));

interface Runner {
	readonly name: string;
	readonly command: string;
	readonly args: readonly string[];
	/** Reads the counts out of what the runner printed. */
	readonly counts: (output: string) => { readonly passed: number; readonly failed: number };
}

const runners: readonly Runner[] = [
	{
		name: "node",
		command: process.execPath,
		args: ["--test", "--test-reporter=tap", ...files],
		counts: (output) => ({ passed: number(/^# pass (\d+)/m, output), failed: number(/^# fail (\d+)/m, output) }),
	},
	{
		name: "deno",
		command: join(root, "node_modules/deno/deno"),
		// Without its own config Deno resolves "touchstone" by package.json, as a user's folder would: to the built package.
		args: ["test", "-A", "--no-check", "--config", "test/runtime/deno.json", ...onDeno],
		counts: (output) => ({ passed: number(/(\d+) passed/, output), failed: number(/(\d+) failed/, output) }),
	},
];

function number(pattern: RegExp, text: string): number {
	return Number(pattern.exec(text)?.[1] ?? 0);
}

let passed = 0;
let failed = 0;
for (const runner of runners) {
	const { stdout, stderr, status } = spawnSync(runner.command, runner.args, { cwd: root, encoding: "utf8" });
	process.stdout.write(stdout);
	process.stderr.write(stderr);
	const counts = runner.counts(stdout + stderr);
	const nothing = counts.passed + counts.failed === 0;
	if (nothing) console.error(`${runner.name}: no test was run`);
	console.log(`${runner.name}: ${counts.passed} passed, ${counts.failed} failed`);
	passed += counts.passed;
	failed += counts.failed + (nothing || (status !== 0 && counts.failed === 0) ? 1 : 0);
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
