import { expect, it } from "vitest";
import { inverseDocumentFrequency, tokenMatch, tokenMatchScores } from "../../src/metric/token-match.ts";
import { caseOf, context } from "./case-of.ts";

/** A reference whose token i is `similarity[i]` alike to token i of the candidate, and to no other. */
function texts(similarity: readonly number[]) {
	const axis = (i: number, value: number, rest = 0) => {
		const vector = new Array<number>(2 * similarity.length).fill(0);
		vector[i] = value;
		vector[similarity.length + i] = rest;
		return vector;
	};
	const tokens = similarity.map((_, i) => `t${i}`);
	return {
		candidate: { tokens, vectors: similarity.map((_, i) => axis(i, 1)) },
		reference: { tokens, vectors: similarity.map((value, i) => axis(i, value, Math.sqrt(1 - value ** 2))) },
	};
}

// Figure 1 of Zhang et al. 2020: "the weather is cold today" against "it is freezing today"
it("gives the recall worked out in the paper", () => {
	const { reference, candidate } = texts([0.713, 0.515, 0.858, 0.796, 0.913]);
	const weights: Record<string, number> = { t0: 1.27, t1: 7.94, t2: 1.82, t3: 7.9, t4: 8.88 };
	const { recall } = tokenMatchScores(reference, candidate, { weight: (token) => weights[token] ?? 0 });
	expect(recall).toBeCloseTo(0.753, 3);
});

it("matches each token with the nearest, one for many", () => {
	const [a, b] = [
		[1, 0],
		[0, 1],
	] as const;
	const scores = tokenMatchScores({ tokens: ["a"], vectors: [a] }, { tokens: ["a", "a", "b"], vectors: [a, a, b] });
	expect(scores).toEqual({ precision: 2 / 3, recall: 1, f1: expect.closeTo(0.8, 12) });
});

it("rescales by the baseline, after F1 is made", () => {
	const { reference, candidate } = texts([0.9, 0.9]);
	const baseline = { precision: 0.8, recall: 0.8, f1: 0.8 };
	const scores = tokenMatchScores(reference, candidate, { baseline });
	expect(scores.f1).toBeCloseTo(0.5, 12);
	expect(scores.recall).toBeCloseTo(0.5, 12);
});

it("knows empty texts, weights that are all 0, and ragged vectors", () => {
	const none = { tokens: [], vectors: [] };
	const one = { tokens: ["a"], vectors: [[1, 0]] };
	expect(tokenMatchScores(none, none)).toEqual({ precision: 1, recall: 1, f1: 1 });
	expect(tokenMatchScores(one, none)).toEqual({ precision: 0, recall: 0, f1: 0 });
	expect(tokenMatchScores(one, one, { weight: () => 0 }).f1).toBe(1);
	expect(() => tokenMatchScores({ tokens: ["a"], vectors: [] }, one)).toThrow("one vector a token");
});

it("weighs rare tokens most", () => {
	const weight = inverseDocumentFrequency([
		["the", "cat", "the"],
		["the", "dog"],
	]);
	expect(weight("the")).toBe(0);
	expect(weight("cat")).toBeCloseTo(Math.log(3 / 2), 12);
	expect(weight("new")).toBeCloseTo(Math.log(3), 12);
});

it("is a metric on a text field; the best reference counts", async () => {
	const embed = (given: readonly string[]) =>
		given.map((text) => ({ tokens: [text], vectors: [text === "cat" ? [1, 0] : [0, 1]] }));
	const metric = tokenMatch("text", { embed, measure: "recall" });
	expect(await metric.score(caseOf({ text: ["dog", "cat"] }, { text: "cat" }), context)).toMatchObject({ value: 1 });
	expect(await metric.score(caseOf({ text: [] }, { text: "cat" }), context)).toMatchObject({ value: null });
	const broken = tokenMatch("text", { embed: () => [] });
	await expect(async () => broken.score(caseOf({ text: "a" }, { text: "b" }), context)).rejects.toThrow(
		"one entry a text",
	);
});
