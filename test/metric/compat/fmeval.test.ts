import { expect, it } from "vitest";
import { fmevalFactualKnowledge } from "../../../src/metric/compat/fmeval-factual-knowledge.ts";
import { fmevalNormalize, fmevalQa, fmevalQaScores } from "../../../src/metric/compat/fmeval-qa.ts";
import { caseOf, context } from "../case-of.ts";

// Values by running the functions of fmeval 1.2.3
it("keeps tabs inside words", () => {
	expect(fmevalNormalize("tab\tseparated the words")).toBe("tab\tseparated words");
	expect(fmevalNormalize("a the an")).toBe("");
});

it("takes each measure's best target, and words as sets", () => {
	const scores = fmevalQaScores("Paris<OR>the big city of Paris", "city city");
	expect(scores).toEqual({ f1: 0.4, exact: 0, quasiExact: 0, precision: 1, recall: 0.25 });
	expect(fmevalQaScores("the", "an")).toMatchObject({ f1: 0, quasiExact: 1 });
	expect(fmevalQaScores("", "")).toMatchObject({ f1: 0, exact: 1 });
});

it("finds an empty target in everything", () => {
	expect(fmevalFactualKnowledge("", "x")).toEqual({ contained: 1, quasiContained: 1 });
	expect(fmevalFactualKnowledge("a<OR>z", "a", "AND")).toEqual({ contained: 0, quasiContained: 0 });
});

it("is a metric on a text field; several references are alternatives", () => {
	const metric = fmevalQa("answer", "exact");
	expect(metric.score(caseOf({ answer: ["Rome", "Paris"] }, { answer: " Paris " }), context)).toMatchObject({
		value: 1,
	});
	expect(metric.score(caseOf({ answer: [] }, { answer: "Paris" }), context)).toMatchObject({ value: null });
});
