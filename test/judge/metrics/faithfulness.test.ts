import { describe, expect, it, test } from "vitest";
import { faithfulness } from "../../../src/judge/metrics/faithfulness.ts";
import { scripted } from "../../../src/model/scripted.ts";
import { caseOf, context, golden, judgeOf, listOf, verdictsBy, withGolden } from "./scripted-judge.ts";

const c = caseOf({ question: "Q?" }, {}, { answer: "An answer.", contexts: ["A passage.", "Another."] });

describe.skipIf(golden === null)(withGolden, () => {
	it.each((golden ?? []).map((one) => [one.id, one] as const))("%s", async (_, { verdicts, expected }) => {
		const model = judgeOf({ statements: [listOf(verdicts.length)], verdicts: verdictsBy(verdicts) });
		const { value } = await faithfulness({ model }).score(c, context());
		if (expected.faithfulness === "NaN") expect(value).toBeNull();
		else expect(value).toBeCloseTo(Number(expected.faithfulness), 12);
	});
});

test("what it says: the unsupported statement by name, the verdicts, and what judging used", async () => {
	const model = judgeOf({
		statements: ["1. Ada wrote.\n2. Ada sang."],
		verdicts: ["1. said => yes\n2. no word of it => no"],
	});
	const score = await faithfulness({ model }).score(c, context());
	expect(score.reason).toBe('1 of 2 statements follow from the contexts; not: "Ada sang." (no word of it)');
	expect(score.raw).toEqual([
		{ line: "Ada wrote.", holds: true, reason: "said" },
		{ line: "Ada sang.", holds: false, reason: "no word of it" },
	]);
	expect(score.usage).toMatchObject({ calls: 2 });
});

test("nothing retrieved, an empty answer, an answer that states nothing: does not apply", async () => {
	const silent = judgeOf({ statements: ["none"] });
	const metric = faithfulness({ model: silent });
	const scores = [
		await metric.score(caseOf({ question: "Q?" }, {}, { answer: "Yes.", contexts: [] }), context()),
		await metric.score(caseOf({ question: "Q?" }, {}, { answer: " ", contexts: ["A passage."] }), context()),
	];
	expect(silent.calls).toBe(0);
	scores.push(await metric.score(c, context()));
	expect(scores.map(({ value }) => value)).toEqual([null, null, null]);
	expect(scores.map(({ reason }) => reason)).toEqual([
		"does not apply: nothing was retrieved to be faithful to",
		"does not apply: the answer states nothing",
		"does not apply: the answer states nothing",
	]);
	expect(scores.every(({ error }) => error === undefined)).toBe(true);
});

test("a judge that answers junk is a typed error, and what it used is counted", async () => {
	const score = await faithfulness({ model: scripted(() => "I like it, 9 of 10") }).score(c, context());
	expect(score).toMatchObject({ value: null, error: { code: "output" }, usage: { calls: 2 } });
});

test("each step can have another model, and instructions of its own", async () => {
	const writer = judgeOf({ statements: [listOf(1)] });
	const checker = judgeOf({ verdicts: ["1. => yes"] });
	const metric = faithfulness().using((_, step) => (step === "statements" ? writer : checker));
	const instructions = "Say yes.";
	const tuned = metric.with({ verdicts: { instructions, demos: [] } });
	expect((await tuned.score(c, context())).value).toBe(1);
	expect([writer.calls, checker.calls]).toEqual([1, 1]);
	expect(checker.requests[0]?.system).toMatch(/^Say yes\./);
	expect(Object.keys(metric.program.parameters)).toEqual(["statements", "verdicts"]);
});
