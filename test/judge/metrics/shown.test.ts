import { expect, test } from "vitest";
import { readsOf } from "../../../src/judge/metrics/reads.ts";
import { shown, usualSights } from "../../../src/judge/metrics/shown.ts";
import { caseOf } from "./scripted-judge.ts";

const reads = readsOf("test");
const c = caseOf({ question: "Q?" }, { answer: "R." }, { answer: "", contexts: ["one", "two"] });

test("the texts that are asked for, in that order; contexts numbered; an empty answer is an answer", () => {
	expect(shown(reads, usualSights, c)).toEqual({ texts: { question: "Q?", answer: "" } });
	const all = shown(reads, ["reference", "contexts"], c);
	expect(all).toEqual({ texts: { reference: "R.", contexts: "1. one\n2. two" } });
});

test("what is missing, by name", () => {
	expect(shown(reads, ["answer", "reference"], { ...c, expected: null as never })).toEqual({ missing: "reference" });
	expect(shown(reads, ["contexts"], { ...c, output: { answer: "", contexts: [] } })).toEqual({ missing: "contexts" });
});
