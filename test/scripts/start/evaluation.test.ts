import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { loadReport } from "../../../src/evaluate/report-file.ts";

const program = fileURLToPath(new URL("evaluation-child.ts", import.meta.url));

/** Runs the child; Ctrl-C, once, as soon as a model hangs. */
async function run(where: string) {
	const out = await mkdtemp(join(tmpdir(), "touchstone-start-"));
	const child = spawn(process.execPath, ["--import", "tsx", program, out, where], {
		stdio: ["ignore", "pipe", "pipe"],
	});
	let text = "";
	let complaints = "";
	child.stderr.on("data", (bytes) => {
		complaints += bytes;
	});
	child.stdout.on("data", (bytes) => {
		if (!text.includes("hangs") && String(bytes).includes("hangs")) child.kill("SIGINT");
		text += bytes;
	});
	const [code, signal] = await new Promise<[number | null, string | null]>((done) =>
		child.on("close", (...end) => done(end)),
	);
	expect(signal, complaints).toBeNull(); // it ended by itself
	const page = join(out, "numbers.html");
	return {
		out,
		text,
		code,
		files: (await readdir(out)).sort(),
		page: existsSync(page) ? await readFile(page, "utf8") : "",
	};
}

describe("the evaluation of npm start", () => {
	it("prints and writes both reports, and ends with 0", async () => {
		const { text, code, files, page } = await run("nobody");
		expect(code).toBe(0);
		expect(files).toEqual(["numbers-new.json", "numbers-old.json", "numbers.html"]);
		expect(text).toContain("not distinguishable");
		expect(text).not.toContain("Stopped");
		expect(page).toContain("<h2>Rows: new</h2>");
	});

	it("keeps the rows that are done at Ctrl-C, says how to go on, and ends with 130", async () => {
		const { out, text, code, files, page } = await run("old 2");
		expect(code).toBe(130);
		expect(files).toEqual(["numbers-old.json", "numbers.html"]);
		const report = await loadReport(join(out, "numbers-old.json"));
		expect(report.rows.map((row) => row.output)).toEqual([{ label: "even" }, { label: "even" }]);
		expect(report.run.stopped).toBeDefined();
		expect(text).toContain("2 of 12 rows");
		expect(text).toContain(
			"Stopped early. Run the same command again: answers that are there are not asked for twice.",
		);
		expect(page).toContain("INCOMPLETE");
	});

	it("keeps the first model's report whole when the second is stopped, and compares the rows that both have", async () => {
		const { out, text, code } = await run("new 2");
		expect(code).toBe(130);
		expect((await loadReport(join(out, "numbers-old.json"))).run.stopped).toBeUndefined();
		expect((await loadReport(join(out, "numbers-new.json"))).rows).toHaveLength(2);
		expect(text).toContain("new against old on 2 rows");
	});

	it("keeps the first model's report when Ctrl-C comes between the two", async () => {
		const { code, files, text } = await run("old closing");
		expect(code).toBe(130);
		expect(files).toEqual(["numbers-old.json", "numbers.html"]);
		expect(text).toContain("Stopped early.");
	});

	it("says so when not one row was done, and writes nothing", async () => {
		const { code, files, text } = await run("old 0");
		expect(code).toBe(130);
		expect(files).toEqual([]);
		expect(text).toContain("Stopped before the first row was done. Run the same command again");
	});
});
