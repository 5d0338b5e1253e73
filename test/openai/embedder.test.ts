import { afterEach, expect, test } from "vitest";
import { ConfigError, ModelError } from "../../src/core/errors.ts";
import { openai } from "../../src/openai/openai.ts";
import { type HttpServer, httpServer, sendJson } from "./http-server.ts";

let server: HttpServer | undefined;
afterEach(async () => {
	await server?.close();
	server = undefined;
});

test("vectors of unit length in the order of the texts, in batches", async () => {
	server = await httpServer(({ body }, response) => {
		const data = body.input.map((text: string, index: number) => ({
			index,
			embedding: [3 * text.length, 4 * text.length],
		}));
		sendJson(response, { data: data.reverse() });
	});
	const embed = openai.embedder({ baseURL: server.baseURL, model: "e", dimensions: 2, batch: 2 });
	const vectors = await embed.embed(["a", "bb", "ccc"]);
	for (const vector of vectors) {
		expect(vector[0]).toBeCloseTo(0.6, 6);
		expect(vector[1]).toBeCloseTo(0.8, 6);
	}
	expect(server.received.map(({ body }) => body.input)).toEqual([["a", "bb"], ["ccc"]]);
	expect(await embed.embed([])).toEqual([]);
});

test("a vector that is missing or of another length is a ModelError", async () => {
	server = await httpServer((_request, response, index) =>
		sendJson(response, index === 0 ? { data: [{ index: 0, embedding: [1, 2, 3] }] } : index === 1 ? {} : "no JSON"),
	);
	const embed = openai.embedder({ baseURL: server.baseURL, model: "e", dimensions: 2 });
	await expect(embed.embed(["a"])).rejects.toThrow("found one of 3 for text 1 where a vector of 2 numbers should be");
	await expect(embed.embed(["a"])).rejects.toThrow(ModelError);
	await expect(embed.embed(["a"])).rejects.toThrow('found "no JSON"');
	expect(() => openai.embedder({ baseURL: "http://127.0.0.1/v1", model: "e", dimensions: 0 })).toThrow(ConfigError);
});
