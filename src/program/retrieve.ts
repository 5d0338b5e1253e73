import { ConfigError, DataError } from "../core/errors.ts";
import { hash } from "../core/hash.ts";
import type { Json } from "../core/json.ts";
import { shapeJsonSchema } from "../core/schema.ts";
import { textSchema } from "../core/text-schema.ts";
import type { Embedder } from "../model/embedder.ts";
import type { Model, RunContext } from "../model/model.ts";
import { singleFlight } from "../model/single-flight.ts";
import { bm25 } from "./bm25.ts";
import { type Chunk, type ChunkOptions, chunk } from "./chunk.ts";
import { runContext } from "./context.ts";
import { fuseRankings } from "./retrieve-fusion.ts";
import { type Reranker, rerank, reranker } from "./retrieve-rerank.ts";
import { checkTool, type Tool } from "./tool.ts";

/** A text to be searched. */
export interface SourceDocument {
	readonly id: string;
	readonly text: string;
}

/** A piece of a document; `start` and `end` are its place there. */
export interface Passage extends Chunk {
	/** The document's id. */
	readonly source: string;
}

export interface FoundPassage extends Passage {
	/** The cosine in [-1, 1]; with `hybrid` the fused score, at most 2 / 61. Re-ranking changes the order, not the score. */
	readonly score: number;
}

export interface RetrieveOptions {
	readonly embedder: Embedder;
	/** Texts, or texts with ids; the id of a bare text is its number from 1. */
	readonly documents: readonly (string | SourceDocument)[];
	/** How many passages a search gives; default 4. */
	readonly topK?: number;
	/** Default: pieces of 1000 characters, 100 of them overlapping. */
	readonly chunk?: ChunkOptions;
	/** Joins the order by meaning with BM25's by words; default false. */
	readonly hybrid?: boolean;
	/** A model that puts the first 3 · topK in order again; one call a search. */
	readonly rerank?: Model;
}

export interface RetrieverToolOptions {
	/** Default "search". */
	readonly name?: string;
	readonly description?: string;
}

export interface Retriever {
	/** Everything that can be found, in the order of the documents. */
	readonly passages: readonly Passage[];
	/** The passages nearest to a query, best first: at most topK. */
	search(query: string, context?: Partial<RunContext>): Promise<readonly FoundPassage[]>;
	/** A tool that searches, for agents. */
	asTool(options?: RetrieverToolOptions): Tool<{ query: string }, string>;
}

/**
 * Retrieval: finds the passages of some documents that are nearest to a query, for answers that rest on them.
 *
 * Documents are cut into pieces (`chunk`) and embedded once, at the first search. A search takes the pieces whose vectors have
 * the largest cosine with the query's; `hybrid` joins that order with BM25's by reciprocal rank fusion, which helps with
 * names, numbers and rare words; `rerank` lets a model look at the best again. Its span holds the passages found (`contexts`).
 *
 * @throws ConfigError when there is no document with text, two have one id, or topK is no whole number of at least 1
 * @throws DataError from a search for a blank query
 * @example
 * const embedder = { identity: "letters", embed: async (texts) => texts.map((text) => Float32Array.of(+text.includes("moon"), +!text.includes("moon"))) };
 * const { search } = retrieve({ embedder, documents: ["The sea is deep.", "The moon is far."], topK: 1 });
 * await search("moon") // => [{ source: "2", text: "The moon is far.", start: 0, end: 16, score: 1 }]
 */
export function retrieve(options: RetrieveOptions): Retriever {
	const { topK = 4 } = options;
	if (!Number.isInteger(topK) || topK < 1) {
		throw new ConfigError(`retrieve: expected topK to be a whole number of at least 1, found ${topK}`);
	}
	return build(options, index(options), options.rerank === undefined ? undefined : reranker(options.rerank));
}

/** What is searched, made once and shared by a retriever and its tools. */
interface Index {
	readonly passages: readonly Passage[];
	readonly words: (query: string) => readonly number[];
	vectors(context: RunContext): Promise<readonly Float32Array[]>;
	/** Of ids and texts. */
	readonly hash: string;
}

function build(options: RetrieveOptions, index: Index, order: Reranker | undefined): Retriever {
	const { passages } = index;
	const search: Retriever["search"] = async (query, partial) => {
		const context = runContext("retrieve", partial);
		if (query.trim() === "") throw new DataError("retrieve: expected a query with text, found a blank one");
		return context.trace.span("retrieve", "retrieve", async (trace) => {
			trace.set({ query });
			const found = await find(options, index, order, query, { ...context, trace });
			trace.set({ contexts: found.map(({ text }) => text), passages: found.map(({ text: _, ...place }) => place) });
			return found;
		});
	};
	return {
		passages,
		search,
		asTool({ name = "search", description = "Searches the documents for passages about a query." } = {}) {
			checkTool(name, description);
			const input = { query: textSchema("What to look for, in a few words or a question") };
			return {
				name,
				description,
				input,
				inputSchema: shapeJsonSchema(`tool ${name}`, input),
				structure: structureOf(options, index, order, description),
				...(order === undefined
					? {}
					: {
							program: order,
							withProgram: (other) => build(options, index, other as unknown as Reranker).asTool({ name, description }),
						}),
				run: async ({ query }, context) => renderPassages(await search(query, context)),
			};
		},
	};
}

function index({ embedder, documents, chunk: pieces = { size: 1000, overlap: 100 } }: RetrieveOptions): Index {
	const sources = documents.map((document, i) =>
		typeof document === "string" ? { id: String(i + 1), text: document } : document,
	);
	const ids = sources.map(({ id }) => id);
	const twice = ids.find((id, i) => ids.indexOf(id) !== i);
	if (twice !== undefined) {
		throw new ConfigError(`retrieve: expected every document to have an id of its own, found "${twice}" twice`);
	}
	const passages = sources.flatMap(({ id, text }) => chunk(text, pieces).map((piece) => ({ source: id, ...piece })));
	if (passages.length === 0) throw new ConfigError("retrieve: expected at least one document with text, found none");
	const texts = passages.map(({ text }) => text);
	const share = singleFlight<readonly Float32Array[]>();
	let kept: readonly Float32Array[] | undefined;
	return {
		passages,
		words: bm25(texts),
		hash: hash(sources, 16),
		async vectors({ signal, onStatus }) {
			if (kept !== undefined) return kept;
			const { value } = await share("documents", signal, async (shared) => {
				kept = await embedder.embed(texts, { signal: shared, ...(onStatus === undefined ? {} : { onStatus }) });
				return kept;
			});
			return value;
		},
	};
}

async function find(
	{ embedder, topK = 4, hybrid = false }: RetrieveOptions,
	{ passages, words, vectors }: Index,
	order: Reranker | undefined,
	query: string,
	context: RunContext,
): Promise<readonly FoundPassage[]> {
	const known = await vectors(context);
	const [asked] = await embedder.embed([query], context);
	const cosines = known.map((vector) => dot(vector, asked ?? []));
	const byMeaning = bestFirst(cosines);
	const byWords = hybrid ? words(query) : [];
	const ranked: readonly (readonly [number, number])[] = hybrid
		? fuseRankings([byMeaning, bestFirst(byWords).filter((i) => (byWords[i] ?? 0) > 0)])
		: byMeaning.map((i) => [i, cosines[i] ?? 0]);
	const best = ranked.slice(0, order === undefined ? topK : 3 * topK).flatMap(([i, score]) => {
		const passage = passages[i];
		return passage === undefined ? [] : [{ ...passage, score }];
	});
	if (order === undefined) return best;
	const texts = best.map(({ text }) => text);
	const places = await rerank(order, query, texts, context);
	return places.slice(0, topK).flatMap((place) => best[place] ?? []);
}

/** Indices by score, ties in their own order. */
function bestFirst(scores: readonly number[]): number[] {
	return scores.map((_, i) => i).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
}

// vectors have unit length, so this is their cosine
function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
	let sum = 0;
	for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
	return sum;
}

function renderPassages(passages: readonly Passage[]): string {
	return passages.map(({ source, text }) => `<passage source="${source}">\n${text}\n</passage>`).join("\n");
}

function structureOf(options: RetrieveOptions, index: Index, order: Reranker | undefined, description: string): Json {
	const { embedder, topK = 4, hybrid = false, chunk: pieces = { size: 1000, overlap: 100 } } = options;
	return {
		kind: "retrieve",
		description,
		documents: index.hash,
		embedder: embedder.identity,
		topK,
		chunk: { size: pieces.size, overlap: pieces.overlap ?? 0 },
		hybrid,
		rerank: order?.structure ?? null,
	};
}
