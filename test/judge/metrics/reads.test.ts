import { expect, it } from "vitest";
import { readsOf } from "../../../src/judge/metrics/reads.ts";
import { caseOf } from "./scripted-judge.ts";

const reads = readsOf("faithfulness");

it("finds texts at the usual places", () => {
	const c = caseOf({ question: "Q?", contexts: ["in"] }, { reference: "R" }, { answer: "A", contexts: ["out"] });
	expect([reads.question(c), reads.answer(c), reads.reference(c)]).toEqual(["Q?", "A", "R"]);
	expect(reads.contexts(c)).toEqual(["out"]);
	expect(reads.contexts({ ...c, output: { answer: "A" } })).toEqual(["in"]);
	expect(reads.contexts({ ...c, input: { context: "one" }, output: {} })).toEqual(["one"]);
});

it("takes a whole text as it is, and no reference for none", () => {
	const c = caseOf("Q?", null, "A");
	expect([reads.question(c), reads.answer(c), reads.reference(c)]).toEqual(["Q?", "A", undefined]);
});

it("looks into the trace for what a tool or a retriever found", () => {
	const c = caseOf({ question: "Q?" }, {}, { answer: "A" });
	const found = { ...c.trace, kind: "retrieve" as const, attributes: { contexts: ["seen"] } };
	expect(reads.contexts({ ...c, trace: { ...c.trace, children: [found] } })).toEqual(["seen"]);
	expect(reads.contexts(c)).toEqual([]);
});

it("says what to do when a text is not there", () => {
	const c = caseOf({ text: "Q?" }, {}, { label: 1 });
	expect(() => reads.question(c)).toThrow("expected the question as a text in input.question, found none");
	expect(() => reads.answer(c)).toThrow("{ reads: { answer: (c) => … } }");
	expect(readsOf("faithfulness", { question: () => "given" }).question(c)).toBe("given");
});
