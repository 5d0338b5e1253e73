import { expect, it } from "vitest";
import { semanticSimilarity } from "../../src/metric/semantic-similarity.ts";
import { caseOf, context } from "./case-of.ts";

const vectors: Record<string, readonly number[]> = { cat: [1, 0], kitten: [0.8, 0.6], car: [0, 1], " ": [0.6, 0.8] };
const asked: string[] = [];
const embedder = {
	embed: async (texts: readonly string[]) => {
		asked.push(...texts);
		return texts.map((text) => Float32Array.from(vectors[text] ?? []));
	},
};
const score = async (expected: unknown, output: string, options = {}) =>
	semanticSimilarity("text", { embedder, ...options }).score(caseOf({ text: expected }, { text: output }), context);

it("is the cosine, of the best reference", async () => {
	expect(await score("cat", "kitten")).toMatchObject({ value: expect.closeTo(0.8, 6) });
	expect(await score(["car", "cat"], "kitten")).toMatchObject({ value: expect.closeTo(0.8, 6) });
	expect(await score("cat", "cat")).toMatchObject({ value: expect.closeTo(1, 6) });
	expect(await score([], "cat")).toMatchObject({ value: null });
});

it("does not embed a blank text", async () => {
	asked.length = 0;
	expect(await score("", " \n")).toMatchObject({ value: 1 });
	expect(await score("cat", "")).toMatchObject({ value: 0 });
	expect(asked).toEqual([]);
});

it("cuts at a threshold, 0 among them", async () => {
	expect(await score("cat", "kitten", { threshold: 0.79 })).toMatchObject({ value: 1 });
	expect(await score("cat", "kitten", { threshold: 0.81 })).toMatchObject({ value: 0 });
	expect(await score("cat", "car", { threshold: 0 })).toMatchObject({ value: 1 });
	expect(() => semanticSimilarity("text", { embedder, threshold: 2 })).toThrow("from -1 to 1");
});

it("keeps the peers' ways under compat", async () => {
	expect(await score("cat", "kitten", { compat: "autoevals" })).toMatchObject({ value: expect.closeTo(1 / 3, 6) });
	expect(await score("cat", "car", { compat: "autoevals" })).toMatchObject({ value: 0 });
	expect(await score("cat", "", { compat: "ragas" })).toMatchObject({ value: expect.closeTo(0.6, 6) });
	expect(await score("cat", "kitten", { compat: "ragas", threshold: 0 })).toMatchObject({
		value: expect.closeTo(0.8, 6),
	});
});
