import { expect, test } from "vitest";
import { aspectCritic } from "../../../src/judge/metrics/aspect-critic.ts";
import { scripted } from "../../../src/model/scripted.ts";
import { caseOf, context, judgeOf } from "./scripted-judge.ts";

const c = caseOf({ question: "Q?" }, { answer: "R." }, { answer: "A.", contexts: ["P1", "P2"] });
const aspect = { name: "polite", aspect: "Is the answer polite?" };
const saying = (...verdict: string[]) => judgeOf({ thinking: ["It greets."], verdict });

test("1 for yes, 0 for no, the majority over strictness", async () => {
	expect(await aspectCritic({ ...aspect, model: saying("yes") }).score(c, context())).toMatchObject({
		value: 1,
		raw: "yes",
		reason: "It greets.",
		usage: { calls: 1 },
	});
	const model = saying("no", "yes", "no");
	expect(await aspectCritic({ ...aspect, model, strictness: 3 }).score(c, context())).toMatchObject({
		value: 0,
		raw: ["no", "yes", "no"],
	});
	expect(model.requests.map(({ sample = 0 }) => sample)).toEqual([0, 1, 2]);
});

test("shows what it is told to; does not apply where that is missing", async () => {
	const model = saying("yes");
	const metric = aspectCritic({ ...aspect, model, sees: ["contexts", "reference"], direction: "lower" });
	await metric.score(c, context());
	expect(JSON.stringify(model.requests[0]?.messages)).toContain("1. P1\\n2. P2");
	expect(await metric.score({ ...c, expected: {} as never }, context())).toMatchObject({
		value: null,
		reason: "does not apply: there is no reference",
	});
	expect((await metric.score({ ...c, output: { answer: "A.", contexts: [] } }, context())).value).toBeNull();
	expect([metric.direction, metric.using((one) => one).direction]).toEqual(["lower", "lower"]);
	expect(() => aspectCritic({ ...aspect, sees: [] })).toThrow("at least one text");
});

test("junk is a typed error", async () => {
	const junk = aspectCritic({ ...aspect, model: scripted(() => "9 of 10") });
	expect(await junk.score(c, context())).toMatchObject({ value: null, error: { code: "output" } });
});
