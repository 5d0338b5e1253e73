import { expect, it } from "vitest";
import { contains } from "../../src/metric/contains.ts";
import { caseOf, context } from "./case-of.ts";

const value = (expected: unknown, output: string, options = {}) =>
	contains("text", options).score(caseOf({ text: expected }, { text: output }), context);

it("looks for the expected text as it is written", () => {
	expect(value("Paris", "It is Paris.")).toEqual({ value: 1 });
	expect(value("paris", "It is Paris.")).toMatchObject({ value: 0 });
	expect(value("paris", "It is Paris.", { normalize: (text: string) => text.toLowerCase() })).toEqual({ value: 1 });
	expect(value(["Rome", "Paris"], "Paris")).toEqual({ value: 1 });
	expect(value("", "anything")).toEqual({ value: 1 });
	expect(value(undefined, "anything")).toMatchObject({ value: null });
});
