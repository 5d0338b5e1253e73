import { expect, test } from "vitest";
import { judge } from "../../src/judge/judge.ts";
import { labelScale } from "../../src/judge/label-value.ts";
import { factualityRubric } from "../../src/judge/rubrics/factuality.ts";
import { summaryRubric } from "../../src/judge/rubrics/summary-quality.ts";

const rating = judge({ rubric: summaryRubric, shows: { text: () => "" } });

test("levels of the judge's scale are taken at its values, in any spelling of the letter", () => {
	const scale = labelScale(rating, [4, "5"]);
	expect(scale).toMatchObject({ kind: "scale", levels: [0.2, 0.4, 0.6, 0.8, 1], passAbove: null });
	expect([scale.valueOf(4, "x"), scale.valueOf("5", "x")]).toEqual([0.8, 1]);
	const letters = labelScale(judge({ rubric: factualityRubric, shows: { text: () => "" } }), ["A", "b"]);
	expect(letters.levels).toEqual([0, 0.4, 0.6, 1]); // C and E are worth the same
	expect(letters.valueOf("b", "x")).toBe(0.6);
});

test("true and false are pass and fail, above the middle of the range or above what is said", () => {
	expect(labelScale(rating, [true, false])).toMatchObject({ kind: "pass/fail", levels: [0, 1], passAbove: 0.6 });
	expect(labelScale(rating, [true, false], 0.7).passAbove).toBe(0.7);
});

test("no labels, mixed ones, one that is on no scale", () => {
	expect(labelScale(rating, []).kind).toBe("pass/fail");
	expect(() => labelScale(rating, [true, 3])).toThrow(/of one kind/);
	expect(() => labelScale(rating, [4]).valueOf(7, "row 3")).toThrow(/row "row 3" to be one of 1, 2, 3, 4, 5, found 7/);
	const plain = { name: "length", range: [0, 1] as const };
	expect(() => labelScale(plain, ["much"])).toThrow(/a number, found "much"/);
});
