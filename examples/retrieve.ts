// retrieve finds the passages of your documents that are nearest to a query, for answers that rest on them.
// You want it when the documents do not fit into a prompt. hybrid joins meaning with words, which finds names and numbers.
import { agent, contextsOf, type Embedder, retrieve, scripted, signature } from "touchstone";
import { z } from "zod";

// Knows two topics by their words. local.embedder() would go here.
const embedder: Embedder = {
	id: "topics",
	identity: "topics:1",
	dimensions: 2, // the vectors' length
	embed: async (texts) =>
		texts.map((text) => (/return|refund/i.test(text) ? Float32Array.of(1, 0) : Float32Array.of(0, 1))),
};
const handbook = retrieve({
	embedder,
	documents: [
		{ id: "returns", text: "Returns are free within 30 days.\n\nA refund takes 5 days." },
		{ id: "delivery", text: "Delivery takes 3 days. The lamp QX-71 is sent by freight." },
	],
	chunk: { size: 60 },
	topK: 2,
	hybrid: true,
});
for (const { source, start, text } of await handbook.search("How is QX-71 sent?")) {
	console.log(`${source}, from ${start}: ${JSON.stringify(text)}`);
}
// As an agent's tool: the passages that it saw stand in its trace.
const task = {
	instructions: "Answer from the handbook.",
	input: { question: z.string() },
	output: { answer: z.string() },
};
const desk = agent(signature({ name: "desk", ...task }), { tools: [handbook.asTool()] });
const model = scripted([
	{ content: [{ type: "toolCall", id: "1", name: "search", input: { query: "refund" } }] },
	"A refund takes 5 days.",
]);
const { output, trace } = await desk.using(model).run({ question: "When do I get my money back?" });
console.log(`${output.answer} (from ${contextsOf(trace).length} passages)`);

// Prints:
// delivery, from 0: "Delivery takes 3 days. The lamp QX-71 is sent by freight."
// returns, from 0: "Returns are free within 30 days.\n\nA refund takes 5 days."
// A refund takes 5 days. (from 2 passages)
