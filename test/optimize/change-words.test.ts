import { describe, expect, it } from "vitest";
import { changeWords, isEdit } from "../../src/optimize/change-words.ts";

const step = (instructions: string, demos = 0) => ({
	instructions,
	demos: Array.from({ length: demos }, (_, n) => ({ input: { n }, output: { n } })),
});

describe("changeWords", () => {
	it("names removed and added words of an edit", () => {
		expect(changeWords({ a: step("Say if it is even or odd.") }, { a: step("Say whether it is even or odd.") })).toBe(
			"−if +whether",
		);
	});

	it("quotes a text that was written anew", () => {
		expect(
			changeWords({ a: step("Label it.") }, { a: step("Look at the last digit\nand answer with one word.") }),
		).toBe("“Look at the last digit and answer with one word.”");
	});

	it("counts demos, and names the step where there are several", () => {
		const before = { find: step("Find."), answer: step("Answer.", 2) };
		expect(changeWords(before, { find: step("Find.", 1), answer: step("Answer.") })).toBe(
			"find: 1 demo (was 0); answer: 0 demos (was 2)",
		);
		const other = { instructions: "Answer.", demos: [...step("", 1).demos, { input: {}, output: {} }] };
		expect(changeWords({ answer: step("Answer.", 2) }, { answer: other })).toBe("2 other demos");
	});

	it("fits a column, and says so when nothing changed", () => {
		expect(changeWords({ a: step("x") }, { a: step("y".repeat(200)) }, 20)).toBe(`“${"y".repeat(18)}…`);
		expect(changeWords({ a: step("x") }, { a: step("x") })).toBe("nothing");
		expect(changeWords({}, { a: step("Label it.", 1) })).toBe("“Label it.” · 1 demo (was 0)");
	});
});

describe("isEdit", () => {
	it("is true when a sentence is added, and false when only small words are shared", () => {
		const before = "Read the email and say how urgent it is.";
		expect(
			isEdit(before, `${before} Answer with exactly one of the three words; high means that safety is at risk.`),
		).toBe(true);
		expect(
			isEdit(
				"Say what it is and how.",
				"Look at what the mail asks and how soon it has to be done, and name the class.",
			),
		).toBe(false);
	});

	it("is true when at least half of the letters stay", () => {
		expect(isEdit("aa bb", "aa bb")).toBe(true);
		expect(isEdit("aa bb", "aa cc")).toBe(true);
		expect(isEdit("aa bb", "aa cccccc")).toBe(false);
		expect(isEdit("", "")).toBe(true);
	});
});
