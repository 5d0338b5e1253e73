import { expect, test } from "vitest";
import { textLines } from "../../src/core/text-lines.ts";

async function lines(bytes: Uint8Array, size: number): Promise<string[]> {
	const parts = (async function* () {
		for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
	})();
	const found: string[] = [];
	for await (const line of textLines(parts)) found.push(line);
	return found;
}

test("the lines are those of the whole text, wherever its bytes are cut", async () => {
	const text = "é👋\r\n\n{}\r\rlast\n…";
	const whole = text.split(/\r\n|\r|\n/);
	const bytes = new TextEncoder().encode(text);
	for (let size = 1; size <= bytes.length; size++)
		expect([size, ...(await lines(bytes, size))]).toEqual([size, ...whole]);
});

test("nothing, one line without an end, one with", async () => {
	const encode = (text: string) => new TextEncoder().encode(text);
	expect(await lines(encode(""), 1)).toEqual([]);
	expect(await lines(encode("a"), 1)).toEqual(["a"]);
	expect(await lines(encode("a\n"), 1)).toEqual(["a"]);
	expect(await lines(encode("\n\n"), 2)).toEqual(["", ""]);
});
