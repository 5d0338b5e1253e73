import { expect, test } from "vitest";
import { checkSights, rateShown } from "../../../src/judge/metrics/rate-shown.ts";
import { rating } from "../../../src/judge/metrics/rating.ts";
import { judgeOf } from "./scripted-judge.ts";

const kind = rating({ name: "kind", instructions: "Is it kind?", reads: ["answer"], scale: "binary", repeats: 1 });

test("one verdict on what is shown; nothing is asked when a text is missing", async () => {
	const model = judgeOf({ thinking: ["Warm."], verdict: ["yes"] });
	const program = rateShown("kindness", kind).using(model);
	expect((await program.run({ texts: { answer: "Dear" } })).output).toEqual({ value: 1, raw: "yes", reason: "Warm." });
	expect((await program.run({ missing: "reference" })).output.value).toBeNull();
	expect(model.calls).toBe(1);
	expect(Object.keys(program.parameters)).toEqual(["rating"]);
});

test("a judge must see something", () => {
	expect(() => checkSights("kindness", [])).toThrow("kindness: expected at least one text");
	expect(() => checkSights("kindness", ["answer"])).not.toThrow();
});
