import { describe, expect, it, test } from "vitest";
import { contextPrecision, contextUtilisation } from "../../../src/judge/metrics/context-precision.ts";
import { scripted } from "../../../src/model/scripted.ts";
import { caseOf, context, golden, judgeOf, withGolden } from "./scripted-judge.ts";

const passages = (count: number) => Array.from({ length: count }, (_, n) => `Passage ${n}.`);
const useful = (verdicts: readonly number[]) =>
	judgeOf({ thinking: ["Read it."], verdict: (_, time) => (verdicts[time] ? "yes" : "no") });

describe.skipIf(golden === null)(withGolden, () => {
	it.each((golden ?? []).map((one) => [one.id, one] as const))("%s", async (_, { verdicts, expected }) => {
		const c = caseOf({ question: "Q?" }, { answer: "R." }, { answer: "A.", contexts: passages(verdicts.length) });
		const { value } = await contextPrecision({ model: useful(verdicts) }).score(c, context());
		if (verdicts.length === 0) expect(value).toBeNull();
		// ragas adds 1e-10 to a denominator; ours is the exact figure
		else expect(value).toBeCloseTo(Number(expected.context_precision), 9);
		expect((await contextUtilisation({ model: useful(verdicts) }).score(c, context())).value).toBe(value);
	});
});

test("the judge sees the reference in the one, the given answer in the other", async () => {
	const c = caseOf({ question: "Q?" }, { answer: "the right one" }, { answer: "the given one", contexts: ["P"] });
	const [precise, used] = [useful([1]), useful([1])];
	await contextPrecision({ model: precise }).score(c, context());
	await contextUtilisation({ model: used }).score(c, context());
	expect(JSON.stringify(precise.requests)).toMatch(/<answer>the right one/);
	expect(JSON.stringify(used.requests)).toMatch(/<answer>the given one/);
});

test("useless passages are named; repeats vote; one of them may fail", async () => {
	const c = caseOf({ question: "Q?" }, { answer: "R." }, { contexts: ["Rain fell."] });
	const score = await contextPrecision({ model: useful([0]) }).score(c, context());
	expect(score).toMatchObject({
		value: 0,
		reason: '0 of 1 passages help towards the answer; not: "Rain fell." (Read it.)',
	});
	const model = useful([1, 0, 1]);
	expect((await contextPrecision({ model, repeats: 3 }).score(c, context())).value).toBe(1);
	expect(new Set(model.requests.map(({ sample = 0 }) => sample)).size).toBe(3);
});

test("no reference, no passage, junk", async () => {
	const metric = contextPrecision({ model: scripted(() => "junk") });
	const c = caseOf({ question: "Q?" }, { answer: "R." }, { contexts: ["P."] });
	expect(await metric.score({ ...c, expected: {} as never }, context())).toMatchObject({
		value: null,
		reason: expect.stringContaining("no answer to arrive at"),
	});
	expect(await metric.score({ ...c, output: { contexts: [] } }, context())).toMatchObject({
		value: null,
		reason: expect.stringContaining("nothing was retrieved"),
	});
	expect(await metric.score(c, context())).toMatchObject({ value: null, error: { code: "output" } });
});
