import { describe, expect, it } from "vitest";
import { thinkingSplitter } from "../../src/aws/nova-thinking.ts";

/** What pieces of a text come to. */
function split(...pieces: readonly string[]): { text: string; thinking: string } {
	const splitter = thinkingSplitter();
	const splits = [...pieces.map((piece) => splitter.push(piece)), splitter.end()];
	return { text: splits.map((s) => s.text).join(""), thinking: splits.map((s) => s.thinking).join("") };
}

describe("thinkingSplitter", () => {
	it("tells thoughts at the beginning from the answer, wherever the pieces are cut", () => {
		const whole =
			"<thinking> A tool would help. </thinking>\n<thinking>Or <b>not</thinking>\n\nIt rains, <thinking> they say.";
		const expected = { thinking: " A tool would help. Or <b>not", text: "It rains, <thinking> they say." };
		expect(split(whole)).toEqual(expected);
		expect(split(...whole)).toEqual(expected);
		for (let at = 0; at <= whole.length; at++) expect(split(whole.slice(0, at), whole.slice(at))).toEqual(expected);
	});

	it("leaves a text without thoughts as it is", () => {
		for (const text of ["", " ", "  two spaces", "<think", "<thinker>x</thinker>", "a <thinking>b</thinking>"]) {
			expect(split(...text)).toEqual({ text, thinking: "" });
		}
	});

	it("a thought that never closes stays a thought", () => {
		expect(split("<thinking>I was cut </think")).toEqual({ thinking: "I was cut </think", text: "" });
	});

	it("says what is certain at once", () => {
		const splitter = thinkingSplitter();
		expect(splitter.push("Hel")).toEqual({ text: "Hel", thinking: "" });
		expect(splitter.push("lo")).toEqual({ text: "lo", thinking: "" });
	});
});
