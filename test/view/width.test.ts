import { describe, expect, it } from "vitest";
import { displayWidth, oneLine, pad, truncate } from "../../src/view/width.ts";

describe("displayWidth", () => {
	// what Python's wcwidth 0.9.4 gives for the same strings
	it.each([
		["", 0],
		["plain", 5],
		["naïve", 5],
		["nai\u0308ve", 5],
		["東京", 4],
		["한국어", 6],
		["ｆｕｌｌ", 8],
		["ｶﾅ", 2],
		["👍", 2],
		["– … █", 5],
	])("%s takes %i columns", (text, width) => {
		expect(displayWidth(text)).toBe(width);
	});
});

describe("truncate", () => {
	it("never passes the width, also where a wide character would stand over the edge", () => {
		for (const width of [0, 1, 2, 3, 4, 5])
			expect(displayWidth(truncate("東京都庁", width))).toBeLessThanOrEqual(width);
		expect(truncate("東京都庁", 4)).toBe("東…");
		expect(truncate("fits", 4)).toBe("fits");
	});
});

describe("pad", () => {
	it("leaves a longer text alone", () => {
		expect(pad("longer", 3, "right")).toBe("longer");
	});
});

describe("oneLine", () => {
	it("removes what would move a terminal's cursor", () => {
		expect(oneLine("a\r\n\tb\u0007\u001b[2Jc")).toBe("a b[2Jc");
	});
});
