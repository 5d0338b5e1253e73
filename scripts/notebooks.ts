/**
 * Executes the notebooks on the Deno kernel.
 *
 *     npm run notebooks -- run     writes their outputs
 *     npm run notebooks -- check   fails on an error, a type error, a badly formatted cell or a stale output
 *
 * Without files: all of notebooks/.
 */
import { execFileSync, spawn } from "node:child_process";
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative, resolve } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { codeOf } from "./notebook/code.ts";
import { firstDifference } from "./notebook/compare.ts";
import { readNotebook } from "./notebook/notebook.ts";
import { denoBinary, root, venv } from "./venv.ts";

/** A model that really runs may think for long; a replayed tape may not. */
const timeoutSeconds = { record: 3600, check: 120 };

interface Executed {
	readonly path: string;
	readonly copy: string;
	readonly seconds: number;
	readonly error: { readonly cell: number | null; readonly message: string } | null;
}

async function main(): Promise<number> {
	const [verb, ...files] = process.argv.slice(2);
	if (verb !== "run" && verb !== "check") {
		console.error("notebooks: expected `run` or `check`, then files (default: all of notebooks/)");
		return 2;
	}
	const paths = files.length > 0 ? files.map((file) => resolve(file)) : notebooksIn(join(root, "notebooks"));
	if (paths.length === 0) {
		console.error("notebooks: found no notebook in notebooks/");
		return 1;
	}
	const { python } = venv();
	const folder = mkdtempSync(join(tmpdir(), "notebooks-"));
	let failed = 0;
	try {
		// The committed outputs are those of a replay, which is what a check will see.
		if (verb === "run") failed += await record(python, folder, paths);
		for await (const executed of execute(python, folder, "check", failed > 0 ? [] : paths)) {
			const problems = verb === "run" ? keep(executed) : check(executed);
			const name = relative(process.cwd(), executed.path);
			if (problems.length > 0) failed++;
			console.log(problems.length === 0 ? `ok    ${name}  ${executed.seconds} s` : problems.join("\n"));
		}
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
	console.log(`${paths.length - failed} passed, ${failed} failed`);
	return failed > 0 ? 1 : 0;
}

async function record(python: string, folder: string, paths: readonly string[]): Promise<number> {
	let failed = 0;
	for await (const executed of execute(python, folder, "record", paths)) {
		const problems = executed.error === null ? [] : keep(executed);
		if (problems.length > 0) failed++;
		console.log(problems.length === 0 ? `recorded ${relative(process.cwd(), executed.path)}` : problems.join("\n"));
	}
	return failed;
}

function notebooksIn(folder: string): string[] {
	const names = readdirSync(folder).filter((name) => name.endsWith(".ipynb"));
	return names.sort().map((name) => join(folder, name));
}

/** "record": models answer and are recorded. "check": what was recorded answers. A run is one after the other. */
type Mode = "record" | "check";

async function* execute(python: string, folder: string, mode: Mode, paths: readonly string[]) {
	const script = join(root, "scripts", "notebooks.py");
	const child = spawn(python, [script, folder, String(timeoutSeconds[mode]), ...paths], {
		// One time zone everywhere. A notebook asks TOUCHSTONE_NOTEBOOKS whether its models are to be recorded or replayed.
		env: { ...process.env, TZ: "UTC", TOUCHSTONE_NOTEBOOKS: mode },
		stdio: ["ignore", "pipe", "inherit"],
	});
	const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
	for await (const line of createInterface({ input: child.stdout })) yield JSON.parse(line) as Executed;
	const code = await ended;
	if (code !== 0) throw new Error(`notebooks: expected scripts/notebooks.py to end well, found exit code ${code}`);
}

// a failed run is kept as well: its last outputs show what went wrong
function keep(executed: Executed): string[] {
	copyFileSync(executed.copy, executed.path);
	deno(["fmt", "--quiet", executed.path]);
	return failure(executed);
}

function check(executed: Executed): string[] {
	const name = relative(process.cwd(), executed.path);
	const problems = [...failure(executed), ...typeErrors(executed.path)];
	if (!formatted(executed.path)) {
		problems.push(`FAIL  ${name}  not formatted; run: npx deno fmt ${name}`);
	}
	if (executed.error === null) {
		const difference = firstDifference(readNotebook(executed.path), readNotebook(executed.copy));
		if (difference !== null) {
			const { cell, committed, now } = difference;
			problems.push(`STALE ${name}  cell ${cell}\n      committed ${committed}\n      now       ${now}`);
		}
	}
	return problems;
}

// `deno fmt --check` calls some notebooks unformatted that `deno fmt` leaves as they are: what formatting changes decides.
function formatted(path: string): boolean {
	const copy = join(dirname(path), `.${basename(path, ".ipynb")}.format.ipynb`);
	try {
		copyFileSync(path, copy);
		deno(["fmt", "--quiet", copy]);
		return readFileSync(copy, "utf8") === readFileSync(path, "utf8");
	} finally {
		rmSync(copy, { force: true });
	}
}

function failure({ path, error }: Executed): string[] {
	if (error === null) return [];
	const where = error.cell === null ? "" : `  cell ${error.cell}`;
	return [`FAIL  ${relative(process.cwd(), path)}${where}  ${error.message}`];
}

// Cells are not type-checked by the kernel, and `deno check` does not read notebooks: check their code as a module.
function typeErrors(path: string): string[] {
	// beside the notebook, so that its relative imports hold
	const file = join(dirname(path), `.${basename(path, ".ipynb")}.check.ts`);
	const code = codeOf(readNotebook(path));
	let output: string | null;
	try {
		writeFileSync(file, code.text);
		output = deno(["check", "--quiet", file]);
	} finally {
		rmSync(file, { force: true });
	}
	if (output === null) return [];
	const name = relative(process.cwd(), path);
	const told = output.replace(/at file:\S+\.check\.ts:(\d+):\d+/g, (whole, line: string) => {
		const place = code.place(Number(line));
		return place === null ? whole : `at cell ${place.cell}, line ${place.line}`;
	});
	return [`FAIL  ${name}  types\n${told.trim().replace(/^/gm, "      ")}`];
}

// null when it went well, else what it printed
function deno(args: readonly string[]): string | null {
	const env = { ...process.env, NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1", RUST_BACKTRACE: "0" };
	try {
		execFileSync(denoBinary(), args, { encoding: "utf8", env, cwd: root, stdio: "pipe" });
		return null;
	} catch (error) {
		const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
		return `${stdout}${stderr}` || String(error);
	}
}

try {
	process.exitCode = await main();
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
}
