import { describe, expect, it } from "vitest";
import { textStream } from "../../src/local/text-stream.ts";

// tokens are the bytes of UTF-8: the hardest tokenizer there is
const detokenize = (tokens: readonly number[]) => new TextDecoder().decode(Uint8Array.from(tokens));
const bytes = (text: string) => [...new TextEncoder().encode(text)];

function run(text: string, stop: readonly string[] = []) {
	const pieces: string[] = [];
	const stream = textStream({ detokenize, stop, onText: (piece) => pieces.push(piece) });
	let stopped = false;
	for (const token of bytes(text)) if (!stopped) stopped = stream.push(token);
	return { whole: stream.end(), pieces, stopped };
}

describe("textStream", () => {
	it("gives whole characters, in order", () => {
		const { whole, pieces } = run("né 漢字 🎉!");
		expect(whole).toBe("né 漢字 🎉!");
		expect(pieces).toEqual([..."né 漢字 🎉!"]);
	});

	it("gives what is left of a broken character at the end, and goes on after one in the middle", () => {
		const stream = textStream({ detokenize });
		for (const token of [0x61, 0xe6, 0xbc]) stream.push(token);
		expect(stream.text).toBe("a");
		expect(stream.end()).toBe("a\uFFFD");
		const middle = textStream({ detokenize });
		for (const token of [0xff, ...bytes("abcdefgh")]) middle.push(token);
		expect(middle.end()).toBe("\uFFFDabcdefgh");
	});

	it("cuts at the first stop string and never shows the beginning of one", () => {
		const { whole, pieces, stopped } = run("one\nANSWER two", ["\nANSWER", "two"]);
		expect(stopped).toBe(true);
		expect(whole).toBe("one");
		expect(pieces.join("")).toBe("one");
	});

	it("shows what only looked like a stop string", () => {
		const { whole, pieces, stopped } = run("a##b#", ["###"]);
		expect(stopped).toBe(false);
		expect(whole).toBe("a##b#");
		expect(pieces.join("")).toBe("a##b#");
		expect(pieces).toEqual(["a", "##b", "#"]);
	});

	it("is empty when nothing came", () => {
		expect(run("").whole).toBe("");
	});
});
