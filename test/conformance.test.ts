import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import type { Kind } from "../scripts/conformance/kind.ts";
import { kinds } from "../scripts/conformance/kinds.ts";
import { report, runFolders } from "../scripts/conformance/run.ts";

const shared = fileURLToPath(new URL("../../shared/golden", import.meta.url));
const isHere = existsSync(shared);
if (!isHere) console.warn("conformance: the folder of golden values is not beside the checkout; its tests are skipped");

const scratch = mkdtempSync(join(tmpdir(), "conformance-"));
afterAll(() => rmSync(scratch, { recursive: true }));

/** A new folder with these files. */
function folderOf(name: string, files: Readonly<Record<string, unknown>>): string {
	const folder = join(scratch, name);
	mkdirSync(folder);
	for (const [file, content] of Object.entries(files)) {
		writeFileSync(join(folder, file), typeof content === "string" ? content : JSON.stringify(content));
	}
	return folder;
}

const double: Kind = {
	name: "double",
	run: (golden) => ({ value: 2 * Number(golden.x) }),
	tolerance: () => ({ absolute: 0 }),
};

describe("the conformance runner", () => {
	it("prints a line a file and the verdict last", () => {
		const cases = [
			{ x: 1, expected: { value: 2 } },
			{ x: 2, expected: { value: 5 } },
		];
		const folder = folderOf("some", { "double_2.json": { source: "by hand", cases }, "smclarify.json": {} });
		expect(report(runFolders([folder], [double]))).toEqual([
			"double_2.json 1/2",
			"  case 2 value: expected 5, found 4",
			"smclarify.json not built yet",
			"0 cases and 0 keys not claimed, 1 files not built yet",
			"1 passed, 1 failed",
		]);
	});

	it("fails on what it does not know or cannot read, a line each", () => {
		const folder = folderOf("broken", {
			"cut.json": '{"cases": [',
			"double.json": { source: "by hand", cases: [] },
			"double_3.json": { source: "by hand", cases: [{ x: 1 }, 7] },
			"stranger.json": { source: "nowhere", cases: [{ expected: 1 }] },
		});
		const results = runFolders([folder], [double]);
		expect(results.map((result) => result.failed)).toEqual([1, 1, 2, 1]);
		expect(results.map((result) => result.problems[0])).toEqual([
			expect.stringContaining("cannot be read"),
			expect.stringContaining('malformed: expected "cases"'),
			'case 1: malformed, it has no "expected"',
			expect.stringContaining("unknown kind: neither its name nor its source (nowhere)"),
		]);
	});

	it("refuses a missing and an empty folder", () => {
		expect(() => runFolders([join(scratch, "nowhere")], kinds)).toThrow("found nothing at");
		expect(() => runFolders([folderOf("empty", {})], kinds)).toThrow("found none in");
	});
});

describe.skipIf(!isHere)("the golden values", () => {
	it("are ours, every key that we claim", { timeout: 120_000 }, () => {
		const results = runFolders([join(shared, "metrics")], kinds);
		expect(results.flatMap((result) => result.problems.map((problem) => `${result.file}: ${problem}`))).toEqual([]);
		expect(results.reduce((sum, result) => sum + result.passed, 0)).toBeGreaterThan(4000);
	});

	it("wait in the bias folder for what is not built yet", () => {
		const results = runFolders([join(shared, "bias")], kinds);
		expect(results.every((result) => result.notBuilt)).toBe(true);
	});

	it("fail when one number of one case is changed, whatever the file is called", () => {
		const golden = JSON.parse(readFileSync(join(shared, "metrics", "mcnemar.json"), "utf8"));
		golden.cases[3].expected.exact_p += 1e-6;
		const folder = folderOf("changed", { "mcnemar_heldout.json": golden, "any-name.json": golden });
		for (const result of runFolders([folder], kinds)) {
			expect(result).toMatchObject({ passed: golden.cases.length - 1, failed: 1 });
			expect(result.problems[0]).toContain("exact_p: expected");
		}
	});
});
