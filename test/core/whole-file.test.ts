import { mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readIfThere } from "../../src/core/read-if-there.ts";
import { saveWhole, writeWhole } from "../../src/core/whole-file.ts";

const folder = () => mkdtemp(join(tmpdir(), "touchstone-whole-"));

test("makes the folders, replaces what is there, and leaves no part behind", async () => {
	const path = join(await folder(), "a", "b", "file.txt");
	await writeWhole(path, "first");
	await writeWhole(path, "second");
	expect(await readFile(path, "utf8")).toBe("second");
	expect(await readdir(join(path, ".."))).toEqual(["file.txt"]);
});

test("two that write at once do not mix: one of them is there, whole", async () => {
	const path = join(await folder(), "file.txt");
	const texts = Array.from({ length: 8 }, (_, n) => String(n).repeat(50_000));
	await Promise.all(texts.map((text) => writeWhole(path, text)));
	expect(texts).toContain(await readFile(path, "utf8"));
});

test("what cannot be written is a DataError that names who and where", async () => {
	const file = join(await folder(), "file");
	await writeFile(file, "in the way");
	await expect(saveWhole("saveReport", join(file, "report.json"), "{}")).rejects.toThrow(
		/^saveReport: cannot write .*report\.json: /,
	);
	expect(await saveWhole("saveReport", `${file}.json`, "{}")).toBe(`${file}.json`);
});

test("a file that is not there reads as nothing; a folder in its place is an error", async () => {
	const path = await folder();
	expect(readIfThere(join(path, "none"))).toBe("");
	expect(() => readIfThere(path)).toThrow(/EISDIR/);
});
