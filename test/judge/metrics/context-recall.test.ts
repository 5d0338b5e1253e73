import { describe, expect, it, test } from "vitest";
import { contextRecall } from "../../../src/judge/metrics/context-recall.ts";
import { scripted } from "../../../src/model/scripted.ts";
import { caseOf, context, golden, judgeOf, listOf, verdictsBy, withGolden } from "./scripted-judge.ts";

const c = caseOf({ question: "Q?" }, { answer: "The right answer." }, { contexts: ["A passage."] });

describe.skipIf(golden === null)(withGolden, () => {
	it.each((golden ?? []).map((one) => [one.id, one] as const))("%s", async (_, { verdicts, expected }) => {
		const model = judgeOf({ statements: [listOf(verdicts.length)], verdicts: verdictsBy(verdicts) });
		const { value } = await contextRecall({ model }).score(c, context());
		if (expected.context_recall === "NaN") expect(value).toBeNull();
		else expect(value).toBeCloseTo(Number(expected.context_recall), 12);
	});
});

test("nothing retrieved is 0, no reference does not apply; neither asks the judge", async () => {
	const model = judgeOf({});
	const metric = contextRecall({ model });
	expect(await metric.score({ ...c, output: { contexts: [] } }, context())).toMatchObject({
		value: 0,
		reason: "nothing was retrieved",
	});
	expect(await metric.score({ ...c, expected: {} as never }, context())).toMatchObject({
		value: null,
		reason: "does not apply: there is no reference",
	});
	expect(model.calls).toBe(0);
});

test("what was not found is named; junk is a typed error", async () => {
	const model = judgeOf({ statements: ["1. Ada wrote.\n2. Ada sang."], verdicts: ["1. => yes\n2. => no"] });
	expect((await contextRecall({ model }).score(c, context())).reason).toContain('not: "Ada sang."');
	const junk = scripted(() => "9 of 10");
	expect(await contextRecall({ model: junk }).score(c, context())).toMatchObject({
		value: null,
		error: { code: "output" },
	});
});
