import { describe, expect, it } from "vitest";
import { isTooLarge, pack } from "../../src/langfuse/pack.ts";

const pieces = (...texts: string[]) => texts.map((json) => ({ value: json, json }));
const sizes = (groups: ReturnType<typeof pack>) => groups.map((group) => group.map(({ json }) => json).join(","));

describe("pack", () => {
	it("fills a group to the last byte, commas counted", () => {
		expect(sizes(pack(pieces("12345", "6789"), { bytes: 10, count: 9 }))).toEqual(["12345,6789"]);
		expect(sizes(pack(pieces("12345", "6789"), { bytes: 9, count: 9 }))).toEqual(["12345", "6789"]);
	});

	it("counts bytes of UTF-8, not characters", () => {
		expect(sizes(pack(pieces("ææ", "æ"), { bytes: 6, count: 9 }))).toEqual(["ææ", "æ"]);
		expect(sizes(pack(pieces("ææ", "æ"), { bytes: 7, count: 9 }))).toEqual(["ææ,æ"]);
	});

	it("holds no more than the count", () => {
		expect(sizes(pack(pieces("1", "2", "3"), { bytes: 99, count: 2 }))).toEqual(["1,2", "3"]);
	});

	it("leaves alone what fits nowhere, and knows it", () => {
		const limits = { bytes: 3, count: 9 };
		const groups = pack(pieces("1", "12345", "2"), limits);
		expect(sizes(groups)).toEqual(["1", "12345", "2"]);
		expect(groups.map((group) => group.some((piece) => isTooLarge(piece, limits)))).toEqual([false, true, false]);
		expect(pack([], limits)).toEqual([]);
	});
});
