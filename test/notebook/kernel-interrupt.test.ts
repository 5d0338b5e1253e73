import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { findPython, root, venv } from "../../scripts/venv.ts";

const python = findPython();
if (python === null) console.log("kernel-interrupt: no Python here, so no kernel is started");

describe.skipIf(python === null)("the stop button in a real kernel", { timeout: 300_000 }, () => {
	it("ends a long call and keeps the kernel with all its values", () => {
		const script = fileURLToPath(new URL("kernel-interrupt.py", import.meta.url));
		const printed = execFileSync(venv().python, [script, join(root, ".")], { encoding: "utf8" });
		const { cells, alive } = JSON.parse(printed.trim().split("\n").at(-1) ?? "");
		expect(alive).toBe(true);
		expect(cells[1]).toEqual(["under way", "AbortedError: stopped by the reader"]);
		expect(cells[2]).toEqual(["7"]);
		expect(cells[3]).toEqual(["under way", expect.stringContaining("Nothing of touchstone to stop here"), "8"]);
	});
});
