import { expect, test } from "vitest";
import { AbortedError, BudgetError, ConfigError, DataError, ModelError } from "../../src/core/errors.ts";
import { endsRun } from "../../src/optimize/ends-run.ts";

test("the budget, the reader and the models end a run with its best so far; mistakes are to be seen", () => {
	const ends = [
		new BudgetError("over", { spent: {}, limit: {} }),
		new AbortedError(),
		AbortSignal.abort().reason,
		new ModelError("gone", { model: "m", retryable: false }),
	];
	const mistakes = [
		new ConfigError("wrong"),
		new DataError("damaged"),
		new TypeError("no such thing"),
		"text",
		undefined,
	];
	expect(ends.map(endsRun)).toEqual([true, true, true, true]);
	expect(mistakes.map(endsRun)).toEqual([false, false, false, false, false]);
});
