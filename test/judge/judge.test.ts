import { expect, test } from "vitest";
import { textSchema } from "../../src/core/text-schema.ts";
import { startTrace } from "../../src/core/trace.ts";
import { datasetOf } from "../../src/data/dataset.ts";
import { evaluate } from "../../src/evaluate/evaluate.ts";
import { judge } from "../../src/judge/judge.ts";
import { summaryRubric } from "../../src/judge/rubrics/summary-quality.ts";
import { scripted } from "../../src/model/scripted.ts";
import { predict } from "../../src/program/predict.ts";
import { signature } from "../../src/program/signature.ts";
import { textOfRequest } from "../optimize/support.ts";

const shows = {
	document: ({ input }: { input: { document: string } }) => input.document,
	summary: ({ output }: { output: { summary: string } }) => output.summary,
};
const program = predict(
	signature({
		name: "sum",
		instructions: "Sum up.",
		input: { document: textSchema() },
		output: { summary: textSchema() },
	}),
).using(scripted(() => '{"summary":"A short one."}', { identity: "summarizer" }));
const data = datasetOf(
	Array.from({ length: 400 / 80 }, (_, n) => ({ document: `Text ${n}`, expected: "" })),
	{ input: ["document"], expected: ["expected"] },
);

test("the post's arithmetic: the share of the best score; the raw score and the explanation stay", async () => {
	const scores = [5, 4, 4, 4, 3];
	const model = scripted(scores.map((score) => `<thinking>Because ${score}.</thinking>\n<score>${score}</score>`));
	const metric = judge({ rubric: summaryRubric, shows, model });
	const report = await evaluate(program, data, [metric], { cache: false, progress: false, concurrency: 1 });
	expect(report.summary["summary quality"]?.value).toBeCloseTo(20 / 25, 12);
	expect(report.rows[0]?.scores["summary quality"]).toMatchObject({ value: 1, raw: 5, reason: "Because 5." });
	expect(textOfRequest(model.requests[0] as (typeof model.requests)[0])).toMatch(/<document>\s*Text 0/);
});

test("anchored, the worst score is 0", async () => {
	const model = scripted(["<thinking>No.</thinking><score>1</score>"]);
	const metric = judge({ rubric: summaryRubric, shows, model, scale: "anchored" });
	const c = { input: { document: "x" }, expected: {}, output: { summary: "y" }, trace: startTrace("t").data };
	expect((await metric.score(c, { trace: startTrace("t"), seed: 0 })).value).toBe(0);
});

test("a judge that gives no score lowers the coverage and is never a 0", async () => {
	const metric = judge({ rubric: summaryRubric, shows, model: scripted(() => "I like it, 9 of 10") });
	const report = await evaluate(program, data, [metric], { cache: false, progress: false });
	expect(report.summary["summary quality"]).toMatchObject({ value: null, failed: 5, scored: 0 });
});

test("another model can be put behind it, for budgets", async () => {
	const other = scripted(() => "<thinking>Fine.</thinking><score>3</score>", { id: "other" });
	const metric = judge({ rubric: summaryRubric, shows }).using?.(() => other);
	const c = { input: { document: "x" }, expected: {}, output: { summary: "y" }, trace: startTrace("t").data };
	expect((await metric?.score(c, { trace: startTrace("t"), seed: 0 }))?.raw).toBe(3);
	expect(other.calls).toBe(1);
});
