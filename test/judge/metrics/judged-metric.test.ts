import { expect, test } from "vitest";
import { BudgetError } from "../../../src/core/errors.ts";
import { textSchema } from "../../../src/core/text-schema.ts";
import { datasetOf } from "../../../src/data/dataset.ts";
import { evaluate } from "../../../src/evaluate/evaluate.ts";
import { answerCorrectness } from "../../../src/judge/metrics/answer-correctness.ts";
import { criteria } from "../../../src/judge/metrics/criteria.ts";
import { faithfulness } from "../../../src/judge/metrics/faithfulness.ts";
import { topicAdherence } from "../../../src/judge/metrics/topic-adherence.ts";
import { scripted } from "../../../src/model/scripted.ts";
import { wrap } from "../../../src/model/wrap.ts";
import { predict } from "../../../src/program/predict.ts";
import { signature } from "../../../src/program/signature.ts";
import { caseOf, context, judgeOf } from "./scripted-judge.ts";

const program = predict(
	signature({
		name: "answer",
		instructions: "Answer.",
		input: { question: textSchema(), context: textSchema() },
		output: { answer: textSchema() },
	}),
).using(scripted(() => '{"answer":"It is so."}', { identity: "answerer" }));
const rows = Array.from({ length: 20 }, (_, n) => ({
	question: `Question ${n}?`,
	context: `Context ${n}.`,
	expected: "",
}));
const data = datasetOf(rows, { input: ["question", "context"], expected: ["expected"] });
const quiet = { cache: false, progress: false } as const;

test("a judge that answers junk on one row in ten: coverage 0.9, no NaN, and what it used is counted", async () => {
	const model = scripted((request) => {
		const asked = JSON.stringify(request);
		if (/Question (3|13)\?/.test(asked)) return "I like it, 9 of 10";
		return asked.includes("<statements>") ? "<statements>1. It is so.</statements>" : "1. said => yes";
	});
	const report = await evaluate(program, data, [faithfulness({ model })], quiet);
	expect(report.summary.faithfulness).toMatchObject({ value: 1, scored: 18, failed: 2 });
	const failed = report.rows.filter(({ scores }) => scores.faithfulness?.error !== undefined);
	expect(failed.map(({ scores }) => scores.faithfulness)).toMatchObject([
		{ value: null, error: { code: "output" }, usage: { calls: 2 } },
		{ value: null, error: { code: "output" }, usage: { calls: 2 } },
	]);
	expect(JSON.stringify(report.rows)).not.toContain("NaN");
});

test("where there is nothing to measure, a row is left out and that is no failure", async () => {
	const model = judgeOf({
		statements: (prompt) => (/Question 1\d/.test(prompt) ? "none" : "1. So."),
		verdicts: ["1. => yes"],
	});
	const report = await evaluate(program, data, [faithfulness({ model })], quiet);
	expect(report.summary.faithfulness).toMatchObject({ value: 1, scored: 10, failed: 0 });
});

test("a budget put around every step by `using` is kept, and its end is thrown on", async () => {
	const model = judgeOf({ statements: ["1. So."], verdicts: ["1. => yes"] });
	const steps: string[] = [];
	const metric = faithfulness({ model }).using((current, step) => {
		steps.push(step);
		return (
			current &&
			wrap(current, (next) => async (request, inner) => {
				if (model.calls >= 1) throw new BudgetError("spent", { spent: { calls: 1 }, limit: { calls: 1 } });
				return next(request, inner);
			})
		);
	});
	const c = caseOf({ question: "Q?" }, {}, { answer: "A.", contexts: ["P."] });
	await expect(metric.score(c, context())).rejects.toMatchObject({ code: "budget" });
	expect([steps, model.calls]).toEqual([["statements", "verdicts"], 1]);
});

test("what decides a value besides prompts is in the program's structure, so that a changed metric is another one", () => {
	const hashes = [
		criteria({ name: "clear", criterion: "It is short." }),
		criteria({ name: "clear", criterion: "It is plain." }),
		criteria({ name: "clear", criterion: "It is plain.", steps: ["Look."] }),
		answerCorrectness({ weights: [1, 0] }),
		answerCorrectness({ weights: [1, 0], beta: 2 }),
		topicAdherence({ topics: ["a"] }),
		topicAdherence({ topics: ["b"] }).using((model) => model),
		faithfulness(),
		faithfulness({ repeats: 3 }),
	].map(({ name, program }) => JSON.stringify([name, program.structure, program.parameters]));
	expect(new Set(hashes).size).toBe(hashes.length);
});
