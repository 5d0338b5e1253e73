import { describe, expect, it } from "vitest";
import { z } from "zod";
import { startTrace } from "../../src/core/trace.ts";
import type { Embedder } from "../../src/model/embedder.ts";
import { scripted } from "../../src/model/scripted.ts";
import { unitVector } from "../../src/model/unit-vector.ts";
import { agent } from "../../src/program/agent.ts";
import { contextsOf } from "../../src/program/agent-trace.ts";
import { retrieve } from "../../src/program/retrieve.ts";
import { signature } from "../../src/program/signature.ts";

/** Knows three topics by their words; counts its calls. */
function topics(): Embedder & { readonly asked: string[][] } {
	const asked: string[][] = [];
	const count = (text: string, words: RegExp) => text.match(words)?.length ?? 0;
	return {
		asked,
		id: "topics",
		identity: "topics:1",
		dimensions: 3,
		async embed(texts) {
			asked.push([...texts]);
			return texts.map((text) =>
				unitVector([count(text, /return/gi), count(text, /deliver/gi), count(text, /repair/gi)]),
			);
		},
	};
}

const documents = [
	{ id: "returns", text: "Returns are free. Return within 30 days." },
	{ id: "delivery", text: "Delivery takes 3 days. Deliveries and returns of the lamp QX-71 cost extra." },
	{ id: "repairs", text: "Repairs take a week." },
];

describe("retrieve", () => {
	it("orders passages by cosine and keeps source and place", async () => {
		const found = await retrieve({ embedder: topics(), documents, topK: 2 }).search("When are deliveries?");
		// delivery: two of topic 2, one of topic 1: cosine 2 / √5
		expect(found.map(({ source }) => source)).toEqual(["delivery", "returns"]);
		expect(found[0]).toMatchObject({ start: 0, end: documents[1]?.text.length, text: documents[1]?.text });
		expect(found[0]?.score).toBeCloseTo(2 / Math.sqrt(5), 6);
		expect(found[1]?.score).toBe(0);
	});

	it("embeds the documents once, however many search, and again after a failure", async () => {
		const embedder = topics();
		const retriever = retrieve({ embedder, documents });
		await Promise.all([retriever.search("return"), retriever.search("repair")]);
		await retriever.search("deliver");
		expect(embedder.asked.map((texts) => texts.length).sort()).toEqual([1, 1, 1, 3]);

		let fails = true;
		const flaky: Embedder = {
			...topics(),
			embed: (texts) => (fails ? Promise.reject(new Error("busy")) : embedder.embed(texts)),
		};
		const second = retrieve({ embedder: flaky, documents });
		await expect(second.search("return")).rejects.toThrow("busy");
		fails = false;
		expect((await second.search("return"))[0]?.source).toBe("returns");
	});

	it("cuts documents into pieces with their places", async () => {
		const { passages, search } = retrieve({ embedder: topics(), documents, chunk: { size: 25 }, topK: 1 });
		expect(passages.map(({ source, text }) => [source, text]).slice(0, 3)).toEqual([
			["returns", "Returns are free."],
			["returns", "Return within 30 days."],
			["delivery", "Delivery takes 3 days."],
		]);
		const [first] = await search("repair");
		expect(first).toMatchObject({ source: "repairs", start: 0, end: 20 });
	});

	it("finds by words what the vectors miss, when hybrid", async () => {
		const embedder = topics();
		// no topic in the query: all cosines 0, so the vectors' order is the documents' own
		expect((await retrieve({ embedder, documents, topK: 1 }).search("QX-71 lamp"))[0]?.source).toBe("returns");
		const [best] = await retrieve({ embedder, documents, topK: 1, hybrid: true }).search("QX-71 lamp");
		expect(best?.source).toBe("delivery");
		// second by vectors, first by words
		expect(best?.score).toBeCloseTo(1 / 62 + 1 / 61, 12);
	});

	it("lets a model put the best in order, junk numbers passed over", async () => {
		const model = scripted(['{"order":[3,9,3]}']);
		const found = await retrieve({ embedder: topics(), documents, topK: 2, rerank: model }).search("return");
		// by cosine: returns, delivery, repairs
		expect(found.map(({ source }) => source)).toEqual(["repairs", "returns"]);
		expect(JSON.stringify(model.requests[0]?.messages)).toContain("[3] Repairs take a week.");
	});

	it("keeps the order when the model's answer cannot be read", async () => {
		const model = scripted(["none", "none"]);
		const found = await retrieve({ embedder: topics(), documents, rerank: model }).search("return");
		expect(found.map(({ source }) => source)).toEqual(["returns", "delivery", "repairs"]);
	});

	it("puts what it found into its span", async () => {
		const trace = startTrace("run");
		await retrieve({ embedder: topics(), documents, topK: 1 }).search("repair", { trace });
		const [span] = trace.data.children;
		expect(span).toMatchObject({
			kind: "retrieve",
			attributes: { query: "repair", passages: [{ source: "repairs", start: 0, end: 20, score: 1 }] },
		});
		expect(contextsOf(trace.data)).toEqual(["Repairs take a week."]);
	});

	it("numbers bare texts and gives all where there are fewer than topK", async () => {
		const found = await retrieve({ embedder: topics(), documents: ["return", "", "repair"], topK: 9 }).search("repair");
		expect(found.map(({ source }) => source)).toEqual(["3", "1"]);
	});

	it.each([
		[{ documents: [] }, /expected at least one document with text, found none/],
		[{ documents: ["  "] }, /expected at least one document with text, found none/],
		[{ documents: [documents[0], documents[0]] }, /found "returns" twice/],
		[{ documents, topK: 0 }, /expected topK to be a whole number of at least 1, found 0/],
	])("refuses a wrong set-up", (options, message) => {
		expect(() => retrieve({ embedder: topics(), ...options } as never)).toThrow(message);
	});

	it("refuses a blank query", async () => {
		await expect(retrieve({ embedder: topics(), documents }).search(" ")).rejects.toThrow(/expected a query with text/);
	});
});

describe("retrieve as a tool", () => {
	const desk = signature({
		name: "desk",
		instructions: "Answer from the handbook.",
		input: { question: z.string() },
		output: { answer: z.string() },
	});
	const search = { content: [{ type: "toolCall", id: "1", name: "search", input: { query: "repair" } }] } as const;

	it("serves an agent, whose trace then holds the passages", async () => {
		const model = scripted([search, "A week."]);
		const handbook = retrieve({ embedder: topics(), documents, topK: 1 }).asTool();
		const { output, trace } = await agent(desk, { tools: [handbook] })
			.using(model)
			.run({ question: "Repairs?" });
		expect(output).toEqual({ answer: "A week." });
		expect(contextsOf(trace)).toEqual(["Repairs take a week."]);
		expect(model.requests[1]?.messages.at(-1)?.content[0]).toMatchObject({
			content: '<passage source="repairs">\nRepairs take a week.\n</passage>',
		});
	});

	it("lets the agent bind the model that re-ranks", async () => {
		const rerank = scripted(['{"order":[2]}'], { id: "ranker" });
		const embedder = topics();
		const handbook = retrieve({ embedder, documents, topK: 1, rerank: scripted([], { id: "other" }) }).asTool();
		const model = scripted([search, "A week."]);
		const bound = agent(desk, { tools: [handbook] }).using((_, step) => (step === "search" ? rerank : model));
		expect(Object.keys(bound.parameters)).toEqual(["desk", "search"]);
		const { trace } = await bound.run({ question: "Repairs?" });
		expect(rerank.calls).toBe(1);
		expect(contextsOf(trace)).toEqual([documents[0]?.text]);
	});

	it("has another structure with other documents", () => {
		const made = (texts: readonly string[]) => retrieve({ embedder: topics(), documents: texts }).asTool().structure;
		expect(made(["a"])).toEqual(made(["a"]));
		expect(made(["a"])).not.toEqual(made(["b"]));
	});
});
