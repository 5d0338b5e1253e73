import { expect, it } from "vitest";
import { extractLabel } from "../../src/metric/extract-label.ts";
import { labelMatch } from "../../src/metric/label-match.ts";
import { caseOf, context } from "./case-of.ts";

it.each([
	["The answer is 2.", ["0", "1", "2"], "2"],
	["NEGATIVE!", ["positive", "negative"], "negative"],
	["I think it is Positive", ["Positive", "Negative"], "Positive"],
	["it is new\nyork", ["york", "new york"], "new york"],
	["unpositive", ["positive"], null],
	["no yes", ["Yes", "No"], "No"],
	["12", ["1", "2"], null],
	["C++ it is", ["C", "C++"], "C++"],
	["très été", ["ÉTÉ"], "ÉTÉ"],
	["a b", ["B", "b"], "b"],
	["", ["a"], null],
])("%j with %j names %j", (text, labels, label) => expect(extractLabel(text, labels)).toBe(label));

it("keeps fmeval's ways under compat (values by running fmeval 1.2.3)", () => {
	const compat = "fmeval";
	expect(extractLabel("NEGATIVE!", ["positive", "negative"], { compat })).toBe("unknown");
	expect(extractLabel("Positive", ["Positive"], { compat })).toBe("positive");
	expect(extractLabel("new york", ["new york"], { compat })).toBe("unknown");
});

it("needs labels", () => {
	expect(() => extractLabel("a", [])).toThrow("expected labels that are not empty");
	expect(() => extractLabel("a", [" "])).toThrow("expected labels that are not empty");
});

it("is a metric", () => {
	const score = (expected: unknown, text: string) =>
		labelMatch("x", ["yes", "no"]).score(caseOf({ x: expected }, { x: text }), context);
	expect(score("yes", "Yes, it is.")).toEqual({ value: 1, raw: "yes" });
	expect(score("yes", "Perhaps.")).toEqual({ value: 0, raw: null, reason: "expected yes, found no label" });
	expect(score(undefined, "yes")).toMatchObject({ value: null });
});
