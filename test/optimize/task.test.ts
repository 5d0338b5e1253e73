import { expect, test } from "vitest";
import { fromExamples } from "../../src/data/dataset.ts";
import { checkTask } from "../../src/optimize/task.ts";
import { metric, train, validate } from "./support.ts";

const task = { train, validate, metric, budget: { calls: 10 } };
const check = (more: object) => () => checkTask("who", { ...task, ...more } as never);

test("a task in order passes; rows alike in the input alone may be in both parts", () => {
	expect(check({})).not.toThrow();
	const relabelled = fromExamples(
		"v",
		train.examples.map((row) => ({ ...row, expected: { label: "other" } })),
	);
	expect(check({ validate: relabelled })).not.toThrow();
});

test.each([
	[{ train: fromExamples("t", train.examples, "test") }, /as train, found the test part t\. Only the final report/],
	[{ validate: fromExamples("v", validate.examples, "test") }, /as validate, found the test part v/],
	[
		{
			validate: fromExamples(
				"v",
				train.examples.map((row) => ({ ...row, id: `other ${row.id}` })),
			),
		},
		/found 20 in both/,
	],
	[{ budget: {} }, /expected a budget, found none/],
	[{ budget: { calls: undefined } }, /expected a budget, found none/],
	[{ budget: { calls: 5, usd: -1 } }, /more than 0 usd, found -1/],
	[{ budget: { seconds: Number.NaN } }, /more than 0 seconds, found NaN/],
	[{ concurrency: 0 }, /whole concurrency >= 1, found 0/],
	[{ concurrency: 1.5 }, /whole concurrency >= 1, found 1.5/],
	[{ level: 1 }, /level between 0 and 1, found 1/],
	[{ evidence: 0 }, /evidence between 0 and 1, found 0/],
	[{ replay: true }, /expected the run to replay as runFile, found none/],
])("%j is refused", (more, words) => {
	expect(check(more)).toThrow(words);
});
