import { expect, test } from "vitest";
import { summaryScore } from "../../../src/judge/metrics/summary-score.ts";
import { scripted } from "../../../src/model/scripted.ts";
import { caseOf, context, judgeOf, listOf, verdictsBy } from "./scripted-judge.ts";

const c = caseOf({ context: "0123456789" }, {}, { answer: "0123" });
const judge = (verdicts: readonly number[]) =>
	judgeOf({
		keyphrases: [listOf(verdicts.length)],
		questions: [listOf(verdicts.length, "Question")],
		verdicts: verdictsBy(verdicts),
	});

test("questions answered and conciseness, blended", async () => {
	const score = await summaryScore({ model: judge([1, 0]) }).score(c, context());
	expect(score.value).toBeCloseTo(0.5 * 0.5 + 0.5 * 0.6, 12);
	expect(score.raw).toMatchObject({ answered: 0.5, conciseness: 0.6 });
	expect(score.reason).toBe(
		'1 of 2 questions are answered by the summary; not: "Question number 2." (because). 60 % shorter than its source',
	);
	expect((await summaryScore({ model: judge([1, 0]), conciseness: 0 }).score(c, context())).value).toBe(0.5);
	expect(() => summaryScore({ conciseness: 2 })).toThrow("from 0 to 1");
});

test("a copy, or longer than the source, has conciseness 0; lengths are in characters", async () => {
	const longer = { ...c, output: { answer: "0123456789 and more" } };
	expect((await summaryScore({ model: judge([1]) }).score(longer, context())).raw).toMatchObject({ conciseness: 0 });
	const faces = caseOf({ context: "😀😀😀😀" }, {}, { answer: "😀" });
	expect((await summaryScore({ model: judge([1]) }).score(faces, context())).raw).toMatchObject({ conciseness: 0.75 });
});

test("an empty summary is 0; no source and no key point do not apply; junk is a typed error", async () => {
	expect((await summaryScore({ model: judge([1]) }).score({ ...c, output: { answer: "" } }, context())).value).toBe(0);
	expect(
		(await summaryScore({ model: judge([1]) }).score({ ...c, input: { context: "" } }, context())).value,
	).toBeNull();
	expect((await summaryScore({ model: judge([]) }).score(c, context())).reason).toContain("no key point");
	const junk = summaryScore({ model: scripted(() => "9 of 10") });
	expect(await junk.score(c, context())).toMatchObject({ value: null, error: { code: "output" } });
});
