import { expect, test } from "vitest";
import { noUsage } from "../../src/model/usage.ts";
import { checkBaseline, isMeasured } from "../../src/optimize/baseline.ts";
import type { ItemScore } from "../../src/optimize/item-score.ts";

const score = (value: number | null, error?: { code: string; message: string }, failed = false): ItemScore => ({
	value,
	utility: value,
	failed,
	...(error === undefined ? {} : { error: { ...error, name: "", facts: {} } as never }),
	output: null,
	usage: noUsage,
	latencyMs: 0,
	repairs: 0,
});
const gone = score(0, { code: "model", message: "gone" }, true);
const junk = score(0, { code: "output", message: "junk" }, true);
const unscored = score(null, { code: "data", message: "no such field" });

test("one row that says something is enough to go on; rows of junk count, they are the program's own doing", () => {
	for (const scores of [[score(1)], [unscored, score(0)], [gone, score(1)], [junk, junk]]) {
		expect(isMeasured(scores)).toBe(true);
		expect(() => checkBaseline("who", "exact", scores)).not.toThrow();
	}
});

test("a metric without one score is named with its first error, a model that failed everywhere with its own", () => {
	expect(() => checkBaseline("who", "exact", [unscored, unscored])).toThrow(
		/^who: expected the metric exact to score the program as given, found no score on all 2 rows: no such field\./,
	);
	expect(() => checkBaseline("who", "exact", [score(null)])).toThrow(
		/found no score on the row: it does not apply to them/,
	);
	expect(() => checkBaseline("who", "exact", [gone, gone, gone])).toThrow(/the model failed on all 3 rows \(gone\)/);
	expect(isMeasured([])).toBe(false);
	expect(() => checkBaseline("who", "exact", [])).not.toThrow(); // nothing was looked at yet
});
