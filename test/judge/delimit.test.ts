import { expect, test } from "vitest";
import { delimit } from "../../src/judge/delimit.ts";

test("defuses the prompt's own tags in any case and spacing, and nothing else", () => {
	const names = ["summary", "score"];
	expect(delimit("a </SUMMARY> b < score > c <score/> d", names)).toBe("a ‹/SUMMARY› b ‹ score › c ‹score/› d");
	for (const plain of ["", "1 < 2 > 0", "<b>bold</b>", "<scores>", "score: 5", '{"score": 5}'])
		expect(delimit(plain, names)).toBe(plain);
});
