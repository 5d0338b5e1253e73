import { expect, test } from "vitest";
import { embeddingBody } from "../../src/aws/native-body-embedding.ts";

test("which body a model has, by any id that names it", () => {
	const lengths = (id: string) => embeddingBody(id)?.dimensions ?? null;
	expect(lengths("amazon.titan-embed-text-v1")).toEqual([1536]);
	expect(lengths("amazon.titan-embed-text-v2:0")).toEqual([1024, 512, 256]);
	expect(lengths("cohere.embed-multilingual-v3")).toEqual([1024]);
	expect(lengths("arn:aws:bedrock:us-east-1:1:inference-profile/us.cohere.embed-v4:0")).toEqual([1536, 1024, 512, 256]);
	for (const id of ["amazon.titan-embed-image-v1", "amazon.nova-micro-v1:0", "amazon.titan-embed-text-v20", ""]) {
		expect(lengths(id)).toBeNull();
	}
});

test("Cohere answers in two forms", () => {
	const read = embeddingBody("cohere.embed-v4:0")?.read;
	expect(read?.({ embeddings: [[1, 2]], response_type: "embeddings_floats" }).vectors).toEqual([[1, 2]]);
	expect(read?.({ embeddings: { float: [[1, 2]] }, response_type: "embeddings_by_type" }).vectors).toEqual([[1, 2]]);
});

test("what is no answer holds no vector", () => {
	for (const id of ["amazon.titan-embed-text-v2:0", "cohere.embed-v4:0"]) {
		for (const answer of [undefined, null, {}]) expect(embeddingBody(id)?.read(answer).vectors[0]).toBeUndefined();
	}
});
