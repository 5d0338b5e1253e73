import { describe, expect, test } from "vitest";
import { type AwsEmbedderOptions, embedder } from "../../src/aws/embedder.ts";
import { AbortedError, ConfigError, DataError, ModelError } from "../../src/core/errors.ts";
import type { Usage } from "../../src/model/usage.ts";
import { closing, invoked, useFake } from "./on-fake.ts";

const { fake, at, body } = useFake();
const open = (id: string, options: AwsEmbedderOptions = {}) => closing(embedder(id, { ...at(), ...options }));
const norm = (vector: Float32Array | undefined) => Math.hypot(...(vector ?? []));

describe("Titan", () => {
	test("one text a call, in the order of the texts, of unit length; tokens and dollars told", async () => {
		const used: Usage[] = [];
		const before = fake().log.length;
		const titan = open("titan-embed-text-v2", { dimensions: 256, onUsage: (usage) => used.push(usage) });
		const texts = ["a cat", "a dog", "a cat", "snow"];
		const vectors = await titan.embed(texts);
		expect(vectors.map(({ length }) => length)).toEqual([256, 256, 256, 256]);
		for (const vector of vectors) expect(norm(vector)).toBeCloseTo(1, 6);
		expect(vectors[0]).toEqual(vectors[2]);
		expect(vectors[0]).not.toEqual(vectors[1]);
		const calls = fake().log.slice(before);
		expect(calls).toHaveLength(4);
		expect(new Set(calls.map(({ input }) => input.modelId))).toEqual(new Set(["amazon.titan-embed-text-v2:0"]));
		expect(body("body")).toMatchObject({ dimensions: 256, normalize: true });
		const tokens = used.reduce((sum, { inputTokens }) => sum + inputTokens, 0);
		expect(tokens).toBeGreaterThan(0);
		const dollars = used.reduce((sum, { costUsd }) => sum + (costUsd ?? Number.NaN), 0);
		expect(dollars).toBeCloseTo((tokens * 0.02) / 1e6, 15); // the list price of v2 in us-east-1
	});

	test("the first version takes a text and nothing else", async () => {
		fake().answer("InvokeModel", invoked({ embedding: Array(1536).fill(2) }));
		const [vector] = await open("titan-embed-text-v1").embed(["x"]);
		expect(vector?.[0]).toBeCloseTo(1 / Math.sqrt(1536), 6);
		expect(body("body")).toEqual({ inputText: "x" });
		fake().answer("InvokeModel");
	});

	test("no texts, no calls", async () => {
		const before = fake().log.length;
		expect(await open("titan-embed-text-v2").embed([])).toEqual([]);
		expect(fake().log.length).toBe(before);
	});
});

describe("Cohere", () => {
	test("96 texts a call, the purpose sent; its tokens are not told, so the cost is unknown", async () => {
		const used: Usage[] = [];
		const before = fake().log.length;
		const cohere = open("cohere-embed-v4", {
			dimensions: 512,
			purpose: "search_query",
			price: { input: 0.12, output: 0, source: "made up", date: "2026-01-01" },
			onUsage: (usage) => used.push(usage),
		});
		const texts = Array.from({ length: 200 }, (_, index) => `text ${index}`);
		const vectors = await cohere.embed(texts);
		expect(vectors).toHaveLength(200);
		expect(vectors[150]).toEqual((await cohere.embed(["text 150"]))[0]);
		const bodies = fake()
			.log.slice(before)
			.map(({ input }) => JSON.parse(Buffer.from(input.body).toString()));
		expect(bodies.map(({ texts }) => texts.length).sort()).toEqual([1, 8, 96, 96]);
		expect(bodies[0]).toMatchObject({ input_type: "search_query", output_dimension: 512, embedding_types: ["float"] });
		expect(used.map(({ costUsd }) => costUsd)).toEqual([null, null, null, null]);
	});

	test("the third version has one length", async () => {
		const cohere = open("cohere-embed-multilingual-v3");
		expect((await cohere.embed(["ein Satz"]))[0]?.length).toBe(1024);
		expect(body("body")).toEqual({ texts: ["ein Satz"], input_type: "search_document" });
		expect(() => open("cohere-embed-multilingual-v3", { dimensions: 256 })).toThrow(
			"aws.embedder: expected dimensions of 1024 for cohere-embed-multilingual-v3, found 256.",
		);
	});
});

test("what decides a vector decides the identity", () => {
	const identity = (id: string, options: AwsEmbedderOptions = {}) => open(id, options).identity;
	expect(identity("titan-embed-text-v2")).toBe("bedrock:amazon.titan-embed-text-v2:0:embeddings:1024");
	expect(identity("titan-embed-text-v2", { dimensions: 256 })).not.toBe(identity("titan-embed-text-v2"));
	expect(identity("cohere-embed-v3", { purpose: "search_query" })).not.toBe(identity("cohere-embed-v3"));
});

describe("refused", () => {
	test("before anything is sent", async () => {
		expect(() => open("nova-lite")).toThrow(
			'expected an embedding model ("titan-embed-text-v2", "cohere-embed-v4"), found "nova-lite"',
		);
		expect(() => open("titan-embed-text-v2", { purpose: "clustering" })).toThrow(ConfigError);
		const before = fake().log.length;
		const empty = open("titan-embed-text-v2").embed(["a", "", "b"]);
		await expect(empty).rejects.toThrow("aws.embedder: expected texts to embed, found text 2 of 3 empty.");
		await expect(empty).rejects.toBeInstanceOf(DataError);
		const stopped = open("titan-embed-text-v2").embed(["a"], { signal: AbortSignal.abort() });
		await expect(stopped).rejects.toBeInstanceOf(AbortedError);
		expect(fake().log.length).toBe(before);
	});

	test("vectors that are missing, or of another length", async () => {
		fake().answer(
			"InvokeModel",
			invoked({ embedding: [1, 2, 3], inputTextTokenCount: 1 }),
			invoked({}),
			invoked({ embedding: Array(1024).fill(null), inputTextTokenCount: 1 }),
			invoked("<html>"),
		);
		const titan = open("titan-embed-text-v2", { concurrency: 1 });
		await expect(titan.embed(["a"])).rejects.toThrow(
			"expected a vector of 1024 numbers from amazon.titan-embed-text-v2:0, found one of 3 for text 1 of 1.",
		);
		await expect(titan.embed(["a"])).rejects.toThrow("found none for text 1 of 1");
		await expect(titan.embed(["a"])).rejects.toThrow("one with other things in it");
		await expect(titan.embed(["a"])).rejects.toBeInstanceOf(ModelError);
		fake().answer("InvokeModel");
	});

	test("by AWS, in its words and ours", async () => {
		fake().answer("InvokeModel", {
			error: "AccessDeniedException",
			message: "You don't have access to the model",
			status: 403,
		});
		await expect(open("titan-embed-text-v2").embed(["a"])).rejects.toThrow(
			/^aws\.embedder: .*You don't have access to the model.*model catalog/,
		);
		fake().answer("InvokeModel");
	});
});

test("two refusals for quota are survived", async () => {
	const busy = { error: "ThrottlingException", message: "Too many requests" };
	const answer = invoked({ embedding: [3, ...Array(1023).fill(0)], inputTextTokenCount: 1 });
	fake().answer("InvokeModel", busy, busy, answer);
	const [vector] = await open("titan-embed-text-v2").embed(["a"]);
	expect(vector?.[0]).toBe(1);
	fake().answer("InvokeModel");
});
