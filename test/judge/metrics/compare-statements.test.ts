import { expect, test } from "vitest";
import { compareStatements, comparisonSteps } from "../../../src/judge/metrics/compare-statements.ts";
import { compose } from "../../../src/program/compose.ts";
import { sided } from "./sided-judge.ts";

const texts = { question: "Q?", answer: "the answer", reference: "the reference" };
const program = compose("comparison", comparisonSteps(1), async (input: typeof texts, step) =>
	compareStatements(input, step),
);

test("counts in both directions", async () => {
	const { output } = await program.using(sided({ tp: 2, fp: 1, fn: 3 })).run(texts);
	expect(output.counts).toEqual({ truePositives: 2, falsePositives: 1, falseNegatives: 3 });
	expect([output.answer.length, output.reference.length]).toEqual([3, 5]);
	expect(output.reason).toMatch(
		/^2 of 3 statements of the answer are in the reference; not: .* 2 of 5 statements of the reference/,
	);
});

test("an empty answer lacks everything, and no verdict is asked for", async () => {
	const model = sided({ tp: 0, fp: 0, fn: 3 });
	const { output } = await program.using(model).run({ ...texts, answer: "" });
	expect(output.counts).toEqual({ truePositives: 0, falsePositives: 0, falseNegatives: 3 });
	expect(model.calls).toBe(1);
});
