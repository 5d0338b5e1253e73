import { describe, expect, it, test } from "vitest";
import { answerRelevancy } from "../../../src/judge/metrics/answer-relevancy.ts";
import { scripted } from "../../../src/model/scripted.ts";
import { caseOf, context, golden, judgeOf, withGolden } from "./scripted-judge.ts";

const c = caseOf({ question: "asked" }, {}, { answer: "An answer." });
const made = (noncommittal: readonly number[]) =>
	judgeOf({
		question: (_, time) => `made ${time}`,
		noncommittal: (_, time) => (noncommittal[time] ? "yes" : "no"),
	});
const embedderOf = (vectors: Readonly<Record<string, readonly number[]>>) => ({
	embed: async (texts: readonly string[]) =>
		texts.map((text) => Float64Array.from(vectors[text] ?? []) as never as Float32Array),
});

describe.skipIf(golden === null)(withGolden, () => {
	it.each((golden ?? []).map((one) => [one.id, one] as const))("%s", async (_, one) => {
		const vectors = Object.fromEntries(one.generated_question_vectors.map((vector, n) => [`made ${n}`, vector]));
		const metric = answerRelevancy({
			model: made(one.noncommittal),
			embedder: embedderOf({ asked: one.question_vector, ...vectors }),
			questions: one.generated_question_vectors.length,
		});
		expect((await metric.score(c, context())).value).toBeCloseTo(Number(one.expected.answer_relevancy), 12);
	});
});

const same = embedderOf({ asked: [1, 0], "made 0": [1, 0], "made 1": [0, 1], "made 2": [-1, 0] });

test("three questions with sample numbers of their own, none greedy", async () => {
	const model = made([0, 0, 0]);
	const score = await answerRelevancy({ model, embedder: same }).score(c, context());
	expect(score).toMatchObject({ value: 0, reason: 'the answer would answer: "made 0"; "made 1"; "made 2"' });
	expect(model.requests.map(({ sample = 0, temperature }) => [sample, temperature])).toEqual([
		[0, 0.7],
		[1, 0.7],
		[2, 0.7],
	]);
	const repeated = made([0, 0, 0]);
	await answerRelevancy({ model: repeated, embedder: same }).score(c, { ...context(), sample: 1 });
	expect(repeated.requests.map(({ sample }) => sample)).toEqual([3, 4, 5]);
});

test("an evasive answer and an empty one are 0, a failing judge is neither", async () => {
	expect(await answerRelevancy({ model: made([1, 1, 1]), embedder: same }).score(c, context())).toMatchObject({
		value: 0,
		reason: "the answer commits to nothing",
	});
	const silent = made([]);
	const empty = await answerRelevancy({ model: silent, embedder: same }).score(
		{ ...c, output: { answer: "" } },
		context(),
	);
	expect([empty.value, empty.reason, silent.calls]).toEqual([0, "the answer is empty", 0]);
	const junk = answerRelevancy({ model: scripted(() => "9 of 10"), embedder: same });
	expect(await junk.score(c, context())).toMatchObject({ value: null, error: { code: "output" } });
	expect(() => answerRelevancy({ embedder: same, questions: 0 })).toThrow("whole number of questions");
});
