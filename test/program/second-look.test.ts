import { describe, expect, it } from "vitest";
import { z } from "zod";
import { alsoReading, asText, findsNothing } from "../../src/program/second-look.ts";
import { signature } from "../../src/program/signature.ts";

describe("findsNothing", () => {
	it.each([
		"none",
		"None.",
		'"none"',
		"- none",
		"",
		"  \n",
		"N/A",
		"No issues found.",
		"No major problems.",
		"There are no mistakes.",
		"There is nothing wrong with the draft.",
		"The answer is correct.",
		"The earlier answer is right and whole.",
		"No changes needed!",
	])("hears nothing in %j", (text) => expect(findsNothing(text)).toBe(true));

	it.each([
		"None of the dates is right.",
		"No source is named.",
		"Nothing is said about the price.",
		"The answer is correct but too long.",
		"no problems with tone, but the date is wrong",
		"It is curt.",
	])("hears something in %j", (text) => expect(findsNothing(text)).toBe(false));
});

describe("asText", () => {
	it("gives one text field as it is, and the rest by name", () => {
		expect(asText({ text: "No." })).toBe("No.");
		expect(asText({ total: 4 })).toBe("<total>4</total>");
		expect(asText({ label: "spam", why: "It sells." })).toBe("<label>spam</label>\n<why>It sells.</why>");
	});
});

describe("alsoReading", () => {
	const task = signature({
		name: "task",
		instructions: "Do.",
		input: { draft: z.string() },
		output: { text: z.string() },
	});

	it("refuses a field that the task has already", () => {
		expect(() => alsoReading(task, { name: "revise", instructions: "Mend.", texts: { draft: "The draft" } })).toThrow(
			'revise of task: expected no input field named "draft", found one.',
		);
	});

	it("adds texts after the task's own fields and keeps its output", () => {
		const again = alsoReading(task, { name: "again", instructions: "Mend.", texts: { earlier: "The answer" } });
		expect(Object.keys(again.input)).toEqual(["draft", "earlier"]);
		expect(again.outputSchema).toEqual(task.outputSchema);
	});
});
