import { readFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { embedder } from "../../src/local/embedder.ts";
import { registry } from "../../src/local/registry.ts";
import { python, skippedWithoutPip } from "./support/build-wheels.ts";

interface Pair {
	readonly a: string;
	readonly b: string;
	/** By the full-precision model. */
	readonly cosine: number;
}

const fixture = new URL("../fixtures/embedding-similarity_2026-11-22.json", import.meta.url);
const { pairs } = JSON.parse(readFileSync(fixture, "utf8")) as { pairs: readonly Pair[] };

function dot(a: Float32Array | undefined, b: Float32Array | undefined): number {
	return a?.reduce((sum, value, k) => sum + value * (b?.[k] ?? 0), 0) ?? Number.NaN;
}

test("says what it is before anything is loaded", () => {
	const { id, identity, dimensions } = embedder();
	const sha256 = registry.find((entry) => entry.kind === "embedder")?.files[0].sha256;
	expect({ id, identity, dimensions }).toEqual({
		id: "all-minilm-l6-v2",
		identity: `local:all-minilm-l6-v2:${sha256}`,
		dimensions: 384,
	});
});

test("no texts need no model", async () => {
	expect(await embedder().embed([])).toEqual([]);
});

describe.skipIf(python === null)(`on the real model${skippedWithoutPip}`, { timeout: 120_000 }, () => {
	const model = embedder();
	afterAll(() => model[Symbol.asyncDispose]());

	test("similarities agree with the full-precision model: 0.02 on average, 0.05 at most", async () => {
		const vectors = await model.embed(pairs.flatMap(({ a, b }) => [a, b]));
		const differences = pairs.map(({ cosine }, i) => Math.abs(dot(vectors[2 * i], vectors[2 * i + 1]) - cosine));
		expect(pairs.length).toBe(20);
		expect(differences.reduce((sum, value) => sum + value, 0) / 20).toBeLessThanOrEqual(0.02);
		expect(Math.max(...differences)).toBeLessThanOrEqual(0.05);
	});

	test("unit norm; a text's vector does not depend on its company", async () => {
		const [alone] = await model.embed(["short"]);
		const [inCompany] = await model.embed(["short", "a much longer text that makes the batch be padded"]);
		expect(dot(alone, alone)).toBeCloseTo(1, 5);
		expect(dot(alone, inCompany)).toBeCloseTo(1, 5);
	});

	test("the empty text has a vector; what follows 256 tokens does not count", async () => {
		const long = "word ".repeat(254);
		const [empty, cut, longer] = await model.embed(["", long, `${long} and then something else entirely`]);
		expect(dot(empty, empty)).toBeCloseTo(1, 5);
		expect(dot(cut, longer)).toBeCloseTo(1, 5);
	});

	test("a vector per token, the marks left out", async () => {
		const [text, empty] = await model.tokens(["tokenizing cats", ""]);
		expect(text?.tokens).toEqual(["token", "##izing", "cats"]);
		expect(text?.vectors.map((vector) => Math.round(dot(vector, vector) * 1e5) / 1e5)).toEqual([1, 1, 1]);
		expect(empty).toEqual({ tokens: [], vectors: [] });
	});

	test("a stop is honoured", async () => {
		await expect(model.embed(["a"], { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "abort" });
	});
});
