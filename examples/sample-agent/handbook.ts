// The handbook of the data set support-qa: 48 passages, searched by meaning and by words.
import { fileURLToPath } from "node:url";
import { dataset, type Embedder, type Retriever, retrieve } from "touchstone";

const file = new URL("../../datasets/support-qa/passages.jsonl", import.meta.url);

export async function searchableHandbook(embedder: Embedder, topK = 3): Promise<Retriever> {
	const passages = await dataset.jsonl(fileURLToPath(file), { input: ["title", "text"], expected: [], id: "id" });
	const documents = passages.examples.map(({ id, input }) => ({ id, text: `${input.title}\n${input.text}` }));
	return retrieve({ embedder, documents, topK, hybrid: true });
}
