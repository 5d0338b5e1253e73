import { expect, test } from "vitest";
import { readingOf } from "../../src/judge/scale.ts";

test("311 of 400 points are 77.75 %, as in the post's own arithmetic; anchored they would be 72.1875 %", () => {
	const scores = [...Array(11).fill(5), ...Array(49).fill(4), ...Array(20).fill(3)]; // 311 points in 80 answers
	const mean = (arithmetic: "share" | "anchored") => {
		const reading = readingOf({ low: 1, high: 5 }, arithmetic);
		return scores.reduce((sum, score) => sum + reading.valueOf(score), 0) / scores.length;
	};
	expect(scores.reduce((sum, score) => sum + score, 0)).toBe(311);
	expect(mean("share")).toBeCloseTo(0.7775, 12);
	expect(mean("anchored")).toBeCloseTo((311 - 80) / 320, 12);
});

test("levels stand worst first, with their points, whatever their order in the scale", () => {
	expect(readingOf({ choices: { A: 1, B: 0, C: 0.5 } }).levels.map(({ level }) => level)).toEqual(["B", "C", "A"]);
	expect(readingOf({ low: 0, high: 2 }).levels).toHaveLength(3);
	expect(readingOf({ low: -2, high: 2 }, "anchored").valueOf(0)).toBe(0.5);
});

test("refuses scales that give no value in [0, 1]", () => {
	expect(() => readingOf({ low: 1, high: 1 })).toThrow(/low below high/);
	expect(() => readingOf({ low: 1, high: 2.5 })).toThrow(/whole numbers/);
	expect(() => readingOf({ low: -1, high: 1 })).toThrow(/"anchored"/);
	expect(() => readingOf({ choices: { A: 2, B: 0 } })).toThrow(/scores from 0 to 1, found A: 2/);
});
