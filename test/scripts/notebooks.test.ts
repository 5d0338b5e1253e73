import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findPython, root } from "../../scripts/venv.ts";

const python = findPython();
if (python === null) console.log("notebooks: no Python here, so no notebook is executed");

function notebook(...sources: string[]): string {
	const cells = sources.map((source, index) => {
		return { cell_type: "code", id: `c${index}`, execution_count: null, metadata: {}, outputs: [], source };
	});
	const kernelspec = { display_name: "Deno", language: "typescript", name: "deno" };
	return JSON.stringify({ cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 });
}

// one real kernel per notebook; the first run on a machine also makes the Python environment
describe.skipIf(python === null)("npm run notebooks", { timeout: 300_000 }, () => {
	let folder = "";
	const at = (name: string) => join(folder, name);
	const run = (...args: string[]) => {
		const tsx = join(root, "node_modules", "tsx", "dist", "cli.mjs");
		const { status, stdout, stderr } = spawnSync(
			process.execPath,
			[tsx, join(root, "scripts", "notebooks.ts"), ...args],
			{ encoding: "utf8" },
		);
		return { status, stdout, stderr };
	};

	beforeAll(() => {
		mkdirSync(join(root, "out"), { recursive: true });
		folder = mkdtempSync(join(root, "out", "notebooks-")); // inside the checkout, so that deno.json is found
	});
	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	it("keeps every output, and passes its own check afterwards", () => {
		const late = "Symbol.for('Jupyter.display')";
		writeFileSync(
			at("good.ipynb"),
			notebook(
				`import { progress } from "${join(root, "src/notebook/progress.ts")}";\nconst bar = progress("task", 3);`,
				"for (const done of [1, 2, 3]) bar.update({ done, mean: 0.5 });\nawait bar.done();",
				`({ [${late}]: () => ({ "text/plain": "plain", "text/html": "<b>html</b>" }) })`,
			),
		);
		const first = run("run", at("good.ipynb"));
		expect(first).toMatchObject({
			status: 0,
			stdout: expect.stringMatching(/(^|\n)recorded .*\nok .*\n1 passed, 0 failed\n$/),
		});
		const { cells } = JSON.parse(readFileSync(at("good.ipynb"), "utf8"));
		expect(cells[0].outputs).toHaveLength(1);
		expect(cells[0].outputs[0].data["text/plain"]).toEqual(["task: 3 rows · mean 0.500"]);
		expect(cells[2].outputs[0].data).toEqual({ "text/plain": ["plain"], "text/html": ["<b>html</b>"] });
		expect(run("check", at("good.ipynb"))).toMatchObject({ status: 0 });
	});

	it("fails on an error, a type error and a stale output, each with its cell", () => {
		writeFileSync(at("broken.ipynb"), notebook("1 + 1;", 'throw new RangeError("out of reach");'));
		writeFileSync(at("typed.ipynb"), notebook('export const n: number = "text";'));
		const stale = JSON.parse(notebook("6 * 7;"));
		stale.cells[0].outputs = [
			{ output_type: "execute_result", execution_count: 1, metadata: {}, data: { "text/plain": "41" } },
		];
		writeFileSync(at("stale.ipynb"), JSON.stringify(stale));
		const { status, stdout } = run("check", at("broken.ipynb"), at("typed.ipynb"), at("stale.ipynb"));
		expect(status).toBe(1);
		expect(stdout).toMatch(/FAIL {2}\S+broken\.ipynb {2}cell 2 {2}RangeError: out of reach/);
		expect(stdout).toMatch(/FAIL {2}\S+typed\.ipynb {2}types\n.*TS2322.*[\s\S]*at cell 1, line 1/);
		expect(stdout).toMatch(
			/STALE \S+stale\.ipynb {2}cell 1\n {6}committed "text\/plain: 41"\n {6}now {7}"text\/plain: 42"/,
		);
		expect(stdout).toMatch(/\n0 passed, 3 failed\n$/);
	});

	it("gives each notebook a cache of its own: what one asked must not answer another", () => {
		const cell = 'Deno.env.get("TOUCHSTONE_CACHE");';
		for (const name of ["one.ipynb", "two.ipynb"]) writeFileSync(at(name), notebook(cell));
		run("run", at("one.ipynb"), at("two.ipynb"));
		const folders = ["one.ipynb", "two.ipynb"].map((name) => {
			const { cells } = JSON.parse(readFileSync(at(name), "utf8"));
			return String(cells[0].outputs[0].data["text/plain"]);
		});
		expect(folders[0]).toContain("cache-check-0");
		expect(folders[1]).toContain("cache-check-1");
	});

	it("says how it is called", () => {
		expect(run("walk")).toMatchObject({ status: 2, stderr: expect.stringContaining("expected `run` or `check`") });
	});
});
