import { expect, test } from "vitest";
import { changesView } from "../../src/optimize/optimized-changes.ts";
import { expectInlineOnly } from "../view/inline-only.ts";

const demo = (n: number) => ({ input: { n }, output: { label: "even" } });
const before = {
	read: { instructions: "Read the mail.", demos: [] },
	judge: { instructions: "Say spam or ham.", demos: [] },
};

test("an edit is shown word by word, below its step's name where there are several; steps that stayed are left out", () => {
	const after = { ...before, judge: { ...before.judge, instructions: "Say just spam or ham." } };
	const { text } = changesView("Candidate 1", before, after);
	expect(text).toContain("judge:");
	expect(text).toContain("Say {+just +}spam or ham.");
	expect(text).not.toContain("Read the mail.");
	const anew = {
		...before,
		judge: { ...before.judge, instructions: "Name what it is in one word, spam for adverts." },
	};
	expect(changesView("Anew", before, anew).text).toContain("- Say spam or ham."); // whole, not in pieces
	expect(changesView("One", { judge: before.judge }, { judge: after.judge }).text).not.toContain("judge:");
});

test("demos are counted against before, eight of them shown; nothing changed is the title alone", () => {
	const demos = Array.from({ length: 10 }, (_, n) => demo(n));
	const { text, html } = changesView("Candidate 1", before, { ...before, read: { ...before.read, demos } });
	expect(text).toContain("10 demos (was 0)");
	expect(text).toContain("7 → even");
	expect(text).not.toContain("8 → even");
	expect(text).toContain("and 2 more demos");
	expectInlineOnly(html);
	expect(changesView("Nothing", before, before).text).toBe("Nothing");
});

test("what a model wrote is escaped", () => {
	const after = { ...before, read: { instructions: "Read <script>.", demos: [{ input: { n: "<b>" }, output: {} }] } };
	const { html } = changesView("<i>", before, after);
	expect(html).not.toMatch(/<script>|<b>|<i>/);
});
