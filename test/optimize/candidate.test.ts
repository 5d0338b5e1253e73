import { expect, test } from "vitest";
import { candidates, changeStep } from "../../src/optimize/candidate.ts";

const start = { read: { instructions: "Read.", demos: [] }, judge: { instructions: "Judge.", demos: [] } };

test("candidates are numbered in the order in which they came, each parameters once, the start first", () => {
	const book = candidates(start);
	const one = book.add(changeStep(start, "judge", { instructions: "Judge it." }), [book.start], "first");
	const two = book.add(changeStep(one.parameters, "read", { instructions: "Read it." }), [one, book.start], "second");
	expect([book.start.number, one.number, two.number, two.parents]).toEqual([0, 1, 2, [1, 0]]);
	expect(book.add(structuredClone(one.parameters), [], "another origin")).toBe(one);
	expect(book.all).toEqual([book.start, one, two]);
});

test("demos make another candidate, their order too", () => {
	const book = candidates(start);
	const demo = (n: number) => ({ input: { n }, output: { label: "even" } });
	const [ab, ba] = [
		[demo(1), demo(2)],
		[demo(2), demo(1)],
	].map((demos) => book.add(changeStep(start, "read", { demos }), [], ""));
	expect(new Set([book.start.id, ab?.id, ba?.id]).size).toBe(3);
});

test("a change of a step that is not there changes nothing, and none touches what it was given", () => {
	expect(changeStep(start, "write", { instructions: "Write." })).toBe(start);
	changeStep(start, "read", { instructions: "Other." });
	expect(start.read.instructions).toBe("Read.");
});
