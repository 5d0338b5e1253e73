import { expect, it } from "vitest";
import { waitWords } from "../../../src/model/middleware/wait-words.ts";

it.each([
	[0, "0.0 s"],
	[949, "0.9 s"],
	[950, "1 s"],
	[61_400, "61 s"],
])("%d ms: %s", (ms, words) => {
	expect(waitWords(ms)).toBe(words);
});
