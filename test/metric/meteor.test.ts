import { describe, expect, it } from "vitest";
import { kind } from "../../scripts/conformance/meteor.ts";
import { meteor, meteorScore } from "../../src/metric/meteor.ts";
import { caseOf, context } from "./case-of.ts";
import { checkGolden, goldenIsHere } from "./golden.ts";

describe("meteorScore", () => {
	it("equals NLTK 3.10.4 on its own documentation's sentences", () => {
		const candidate = "It is a guide to action which ensures that the military always obeys the commands of the party";
		const reference = "It is a guide to action that ensures that the military will forever heed Party commands";
		const score = (gamma: number) => meteorScore(reference.split(" "), candidate.split(" "), { gamma }).score;
		expect(score(0.5)).toBeCloseTo(0.6944444444444445, 12);
		expect(score(0)).toBeCloseTo(0.7407407407407408, 12);
	});

	it("is 0 for empty sides and where nothing matches", () => {
		expect([meteorScore([], []), meteorScore(["a"], []), meteorScore(["a"], ["b"])].map(({ score }) => score)).toEqual([
			0, 0, 0,
		]);
	});

	it("counts chunks: two words swapped are two", () => {
		expect(meteorScore(["x", "y"], ["y", "x"])).toMatchObject({ matches: 2, chunks: 2, score: 0.5 });
	});

	it.skipIf(!goldenIsHere)("equals NLTK on the golden tokens", () => {
		expect(checkGolden(kind).differences).toEqual([]);
	});
});

it("meteor takes the best of several references", () => {
	const score = meteor("text").score(caseOf({ text: ["nothing", "The cats sat."] }, { text: "the cat sat." }), context);
	expect(score).toMatchObject({ value: 1 - 0.5 / 64 }); // 4 matches, 1 chunk
});
