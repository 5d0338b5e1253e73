import { expect, it } from "vitest";
import { DataError } from "../../src/core/errors.ts";
import { parseRunLine } from "../../src/core/run-line.ts";

it.each(["", "words", "null", "1", '{"cut":'])("a damaged line is named by file and number: %j", (line) => {
	expect(() => parseRunLine("a.jsonl", line, 3)).toThrow(DataError);
	expect(() => parseRunLine("a.jsonl", line, 3)).toThrow(/^run file a\.jsonl: .* in line 3\. Delete/);
});
