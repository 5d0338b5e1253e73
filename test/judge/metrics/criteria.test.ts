import { expect, test } from "vitest";
import { criteria } from "../../../src/judge/metrics/criteria.ts";
import { scripted } from "../../../src/model/scripted.ts";
import { caseOf, context, judgeOf } from "./scripted-judge.ts";

const c = caseOf({ question: "Q?" }, {}, { answer: "A." });
const clear = { name: "clear", criterion: "A child would understand it." };
const judge = (id = "judge") =>
	judgeOf({ steps: ["1. Look for long words."], thinking: ["t"], score: ["3", "4", "5"] }, { identity: id });

test("steps are made once, also for rows side by side and by the metric that a budget was put around", async () => {
	const model = judge();
	const metric = criteria({ ...clear, model });
	const scores = await Promise.all([metric.score(c, context()), metric.score(c, context())]);
	await metric.using((current) => current).score(c, context());
	const askedForSteps = model.requests.filter(({ system }) => system?.includes("<steps>"));
	expect(askedForSteps.length).toBe(1);
	expect(model.calls).toBe(1 + 3 * 3);
	expect(scores[0]?.raw).toMatchObject({ steps: ["Look for long words."] });
	expect(JSON.stringify(model.requests[1]?.messages)).toContain("1. Look for long words.");
});

test("another judge makes steps of its own", async () => {
	const [one, other] = [judge("one"), judge("other")];
	const metric = criteria({ ...clear, repeats: 1 });
	for (const model of [one, other, one]) await metric.using(() => model).score(c, context());
	expect([one.calls, other.calls]).toEqual([1 + 2, 1 + 1]);
});

test("the mean of k where no log-probabilities are offered; given steps cost nothing", async () => {
	const model = judge();
	expect(await criteria({ ...clear, model, steps: ["Look."] }).score(c, context())).toMatchObject({
		value: 0.75,
		raw: { levels: [3, 4, 5], steps: ["Look."] },
		usage: { calls: 3 },
	});
});

test("steps that could not be made are tried again by the next row", async () => {
	const said = ["no idea", "no idea", "1. Look."];
	const model = judgeOf({ steps: said, thinking: ["t"], score: ["5"] });
	const metric = criteria({ ...clear, model, repeats: 1 });
	expect(await metric.score(c, context())).toMatchObject({ value: null, error: { code: "output" } });
	expect((await metric.score(c, context())).value).toBe(1);
});

test("a text that is missing does not apply; junk is a typed error", async () => {
	const metric = criteria({ ...clear, model: scripted(() => "junk"), sees: ["answer", "reference"] });
	expect((await metric.score(c, context())).reason).toBe("does not apply: there is no reference");
	expect(await criteria({ ...clear, model: scripted(() => "junk") }).score(c, context())).toMatchObject({
		value: null,
		error: { code: "output" },
	});
});
