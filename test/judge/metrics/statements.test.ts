import { expect, test } from "vitest";
import { statements } from "../../../src/judge/metrics/statements.ts";
import { judgeOf } from "./scripted-judge.ts";

test("one line a statement; the question is shown, for an answer alone may say nothing", async () => {
	const model = judgeOf({ statements: ["1. Lincoln was the 16th president."] });
	const { output } = await statements().using(model).run({ question: "Was Lincoln the 16th president?", text: "yes" });
	expect(output).toEqual(["Lincoln was the 16th president."]);
	expect(JSON.stringify(model.requests[0]?.messages)).toContain("Was Lincoln the 16th president?");
});

test("a blank text has none, and nobody is asked", async () => {
	const model = judgeOf({});
	expect((await statements().using(model).run({ question: "Q?", text: "\n " })).output).toEqual([]);
	expect(model.calls).toBe(0);
});

test("talk in place of lines is sent back once, then an error", async () => {
	const model = judgeOf({ statements: ["It says a lot.", "1. It rains."] });
	const { output, repairs } = await statements().using(model).run({ question: "Q?", text: "Rain." });
	expect([output, repairs]).toEqual([["It rains."], 1]);
	const junk = judgeOf({ statements: ["It says a lot."] });
	await expect(statements().using(junk).run({ question: "Q?", text: "Rain." })).rejects.toMatchObject({
		code: "output",
	});
});
