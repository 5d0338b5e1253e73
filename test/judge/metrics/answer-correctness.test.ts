import { describe, expect, it, test } from "vitest";
import { answerCorrectness } from "../../../src/judge/metrics/answer-correctness.ts";
import { scripted } from "../../../src/model/scripted.ts";
import { caseOf, context, golden, judgeOf, listOf, verdictsBy, withGolden } from "./scripted-judge.ts";
import { sided } from "./sided-judge.ts";

const c = caseOf({ question: "Q?" }, { answer: "the reference" }, { answer: "the answer" });
/** Puts the answer at so much cosine from the reference. */
const embedderWith = (cosine: number) => ({
	embed: async (texts: readonly string[]) =>
		texts.map(
			(text) =>
				Float64Array.from(
					text === "the reference" ? [1, 0] : [cosine, Math.sqrt(1 - cosine ** 2)],
				) as never as Float32Array,
		),
});

describe.skipIf(golden === null)(withGolden, () => {
	it.each((golden ?? []).map((one) => [one.id, one] as const))("%s", async (_, one) => {
		if (one.tp + one.fn === 0) return; // the reference states nothing: ours does not apply
		const metric = answerCorrectness({
			model: sided(one),
			weights: one.weights,
			embedder: embedderWith(one.similarity),
		});
		expect((await metric.score(c, context())).value).toBeCloseTo(Number(one.expected.answer_correctness), 12);
	});
});

test("what is wrong and what is missing is named", async () => {
	const metric = answerCorrectness({ model: sided({ tp: 1, fp: 1, fn: 1 }), weights: [1, 0] });
	const score = await metric.score(c, context());
	expect(score.value).toBe(0.5);
	expect(score.reason).toContain('1 of 2 statements of the answer are in the reference; not: "Answer number 2."');
	expect(score.raw).toMatchObject({
		counts: { truePositives: 1, falsePositives: 1, falseNegatives: 1 },
		similarity: null,
	});
	expect(metric.range).toEqual([0, 1]);
});

test("an empty answer is 0; no reference, or one that states nothing, does not apply", async () => {
	const model = judgeOf({ statements: [listOf(2)], verdicts: verdictsBy([]) });
	const metric = answerCorrectness({ model, embedder: embedderWith(1) });
	expect((await metric.score({ ...c, output: { answer: "" } }, context())).value).toBe(0);
	expect(model.calls).toBe(1);
	expect((await metric.score({ ...c, expected: {} as never }, context())).value).toBeNull();
	const nothing = answerCorrectness({ model: judgeOf({ statements: ["none"] }), embedder: embedderWith(1) });
	expect(await nothing.score(c, context())).toMatchObject({
		value: null,
		reason: "does not apply: the reference states nothing",
	});
});

test("set-up mistakes show at once; junk is a typed error", async () => {
	expect(() => answerCorrectness({})).toThrow("expected an embedder");
	expect(() => answerCorrectness({ weights: [0, 0] })).toThrow("not both 0");
	const junk = answerCorrectness({ model: scripted(() => "9 of 10"), weights: [1, 0] });
	expect(await junk.score(c, context())).toMatchObject({ value: null, error: { code: "output" } });
});
