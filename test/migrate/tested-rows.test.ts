import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fromExamples } from "../../src/data/dataset.ts";
import { noteTestedRows } from "../../src/migrate/tested-rows.ts";
import { train, validate } from "../optimize/support.ts";

const parent = () => mkdtempSync(join(tmpdir(), "touchstone-tested-"));

test("rows that another migration has measured are counted, whatever their ids and order; the same one again is no news", () => {
	const folder = join(parent(), "runs", "first");
	expect(noteTestedRows(folder, "a", validate)).toBeUndefined();
	expect(noteTestedRows(folder, "a", validate)).toBeUndefined();
	expect(readFileSync(join(folder, "tested.jsonl"), "utf8").match(/"migration"/g)).toHaveLength(1);

	const drawnAgain = fromExamples("other", [
		...validate.examples.slice(4, 9).map((example, index) => ({ ...example, id: `new ${index}` })),
		...train.examples.slice(0, 3),
	]);
	expect(noteTestedRows(folder, "b", drawnAgain)).toMatch(
		/^5 of 8 test rows were measured before, by 1 other migration in this folder or beside it\./,
	);
	expect(noteTestedRows(folder, "c", train)).toMatch(/^3 of 20 test rows .* by 1 other migration /);
	expect(noteTestedRows(folder, "d", drawnAgain)).toMatch(/^8 of 8 test rows .* by 3 other migrations /);
});

test("folders beside it count: another seed has a folder of its own", () => {
	const runs = parent();
	noteTestedRows(join(runs, "seed 1"), "a", validate);
	expect(noteTestedRows(join(runs, "seed 2"), "b", validate)).toMatch(/^24 of 24 test rows/);
	expect(noteTestedRows(join(runs, "seed 3"), "c", train)).toBeUndefined();
});

test("lines that were cut short or are another's are passed over", () => {
	const folder = join(parent(), "run"); // not beside what other tests left
	mkdirSync(folder);
	writeFileSync(join(folder, "tested.jsonl"), 'null\n{"migration":1}\nwords\n');
	noteTestedRows(folder, "a", validate);
	appendFileSync(join(folder, "tested.jsonl"), '{"migration":"b","at":"2026-01-01","ro');
	expect(noteTestedRows(folder, "c", validate)).toMatch(/^24 of 24 test rows .* by 1 other migration /);
	expect(noteTestedRows(folder, "d", validate)).toMatch(/ by 2 other migrations /);
});
