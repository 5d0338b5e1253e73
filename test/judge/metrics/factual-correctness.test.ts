import { describe, expect, it, test } from "vitest";
import { factualCorrectness } from "../../../src/judge/metrics/factual-correctness.ts";
import { scripted } from "../../../src/model/scripted.ts";
import { caseOf, context, golden, withGolden } from "./scripted-judge.ts";
import { sided } from "./sided-judge.ts";

const c = caseOf({ question: "Q?" }, { answer: "the reference" }, { answer: "the answer" });

describe.skipIf(golden === null)(`F-beta ${withGolden}`, () => {
	it.each((golden ?? []).map((one) => [one.id, one] as const))("%s", async (_, one) => {
		if (one.tp + one.fn === 0) return; // the reference claims nothing: ours does not apply
		const metric = factualCorrectness({ model: sided(one), beta: one.beta });
		expect((await metric.score(c, context())).value).toBeCloseTo(Number(one.expected.fbeta), 12);
	});
});

test("precision and recall, not rounded, and the mode in the name", async () => {
	const figure = async (mode: "precision" | "recall") => {
		const metric = factualCorrectness({ model: sided({ tp: 2, fp: 1, fn: 5 }), mode });
		return [metric.name, (await metric.score(c, context())).value];
	};
	expect(await figure("precision")).toEqual(["factual correctness, precision", 2 / 3]);
	expect(await figure("recall")).toEqual(["factual correctness, recall", 2 / 7]);
});

test("an empty answer has recall 0 and no precision", async () => {
	const empty = { ...c, output: { answer: " " } };
	const score = async (mode: "precision" | "recall" | "f-beta") =>
		(await factualCorrectness({ model: sided({ tp: 0, fp: 0, fn: 2 }), mode }).score(empty, context())).value;
	expect([await score("precision"), await score("recall"), await score("f-beta")]).toEqual([null, 0, 0]);
});

test("no reference does not apply, junk is a typed error, beta is checked", async () => {
	const junk = factualCorrectness({ model: scripted(() => "9 of 10") });
	expect((await junk.score({ ...c, expected: {} as never }, context())).reason).toBe(
		"does not apply: there is no reference",
	);
	expect(await junk.score(c, context())).toMatchObject({ value: null, error: { code: "output" } });
	expect(() => factualCorrectness({ beta: 0 })).toThrow("beta above 0");
});
