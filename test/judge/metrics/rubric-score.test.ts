import { expect, test } from "vitest";
import { rubricScore } from "../../../src/judge/metrics/rubric-score.ts";
import { scripted } from "../../../src/model/scripted.ts";
import { caseOf, context, judgeOf } from "./scripted-judge.ts";

const c = caseOf({ question: "Q?" }, {}, { answer: "A." });
const rubric = {
	name: "depth",
	instructions: "How deep is it?",
	scale: { low: 1, high: 5 },
	levels: { 1: "a word", 5: "reasons" },
	source: "ours",
};

test("from 0 at the lowest level to 1 at the highest; the judge is told what levels mean", async () => {
	const value = async (score: string) =>
		(await rubricScore({ rubric, model: judgeOf({ thinking: ["t"], score: [score] }) }).score(c, context())).value;
	expect([await value("1"), await value("4"), await value("5")]).toEqual([0, 0.75, 1]);
	const model = judgeOf({ thinking: ["t"], score: ["2"] });
	expect(await rubricScore({ rubric, model }).score(c, context())).toMatchObject({ raw: 2 });
	expect(model.requests[0]?.system).toContain("5: reasons\n1: a word");
});

test("lettered choices carry their own scores", async () => {
	const choices = { ...rubric, scale: { choices: { A: 1, B: 0.4, C: 0 } }, levels: {} };
	const model = judgeOf({ thinking: ["t"], choice: ["b"] });
	expect((await rubricScore({ rubric: choices, model }).score(c, context())).value).toBe(0.4);
});

test("a level that is not on the scale is a typed error", async () => {
	const model = scripted(() => "<thinking>t</thinking><score>7</score>");
	expect(await rubricScore({ rubric, model }).score(c, context())).toMatchObject({
		value: null,
		error: { code: "output" },
	});
});
