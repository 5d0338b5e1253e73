import { describe, expect, it } from "vitest";
import { random as seededRandom } from "../../src/core/random.ts";
import { chunk } from "../../src/program/chunk.ts";

const texts = (text: string, size: number, overlap = 0) => chunk(text, { size, overlap }).map((piece) => piece.text);

describe("chunk", () => {
	it("leaves a short text whole and gives none for a blank one", () => {
		expect(chunk("  One. Two.\n", { size: 100 })).toEqual([{ text: "One. Two.", start: 2, end: 11 }]);
		expect(chunk("", { size: 100 })).toEqual([]);
		expect(chunk(" \n\n ", { size: 100 })).toEqual([]);
	});

	it("ends pieces at sentences", () => {
		expect(texts("One two three. Four five! Six seven? Eight.", 26)).toEqual([
			"One two three. Four five!",
			"Six seven? Eight.",
		]);
	});

	it("ends pieces at a paragraph where that leaves them half full", () => {
		// the first sentence of the second paragraph would fit too
		expect(texts("One two three. Four.\n\nFive. Six seven eight nine.", 30)).toEqual([
			"One two three. Four.",
			"Five. Six seven eight nine.",
		]);
		// a heading alone is less than half
		expect(texts("Title\n\nOne two three four. Five six seven.", 30)).toEqual([
			"Title\n\nOne two three four.",
			"Five six seven.",
		]);
	});

	it("repeats whole sentences up to the overlap", () => {
		expect(texts("Aaaa. Bbbb. Cccc. Dddd. Eeee.", 17, 5)).toEqual(["Aaaa. Bbbb. Cccc.", "Cccc. Dddd. Eeee."]);
		expect(texts("Aaaa. Bbbb. Cccc. Dddd. Eeee.", 17, 4)).toEqual(["Aaaa. Bbbb. Cccc.", "Dddd. Eeee."]);
		// an overlap that leaves no room for anything new is left out
		expect(texts("Aaaa. Bbbb. Cccccccccccc.", 13, 12)).toEqual(["Aaaa. Bbbb.", "Cccccccccccc."]);
	});

	it("cuts long sentences between words and long words anywhere", () => {
		expect(texts("alpha beta gamma delta", 11)).toEqual(["alpha beta", "gamma delta"]);
		expect(texts("abcdefghij", 4)).toEqual(["abcd", "efgh", "ij"]);
		expect(texts("😀😀😀", 3)).toEqual(["😀", "😀", "😀"]);
	});

	it("knows the ends of Chinese sentences", () => {
		expect(texts("今天下雨。明天晴天！", 6)).toEqual(["今天下雨。", "明天晴天！"]);
	});

	it("keeps every position and every word, within the size, whatever the text", () => {
		const random = seededRandom(7);
		for (let round = 0; round < 200; round++) {
			const words = Array.from({ length: random.integer(60) }, () => {
				const end = ["", "", "", ".", "!", "\n\n", ".\n\n"][random.integer(7)];
				return "x".repeat(1 + random.integer(12)) + end;
			});
			const text = words.join(" ");
			const size = 5 + random.integer(60);
			const overlap = random.integer(size);
			const pieces = chunk(text, { size, overlap });
			let covered = 0;
			for (const { text: piece, start, end } of pieces) {
				expect(text.slice(start, end)).toBe(piece);
				expect(piece.length).toBeLessThanOrEqual(size);
				expect(end).toBeGreaterThan(covered); // something new
				expect(text.slice(covered, Math.max(covered, start)).trim()).toBe(""); // nothing lost
				covered = end;
			}
			expect(text.slice(covered).trim()).toBe("");
		}
	});

	it.each([
		[{ size: 1 }, /expected size to be a whole number of at least 2, found 1/],
		[{ size: 10, overlap: 10 }, /expected overlap in \[0, 10\), found 10/],
	])("refuses %j", (options, message) => {
		expect(() => chunk("x", options)).toThrow(message);
	});
});
