import { readFile } from "node:fs/promises";
import { loadPeer } from "../core/peer.ts";
import { fetchFile } from "./download/fetch-file.ts";
import type { OnDownloadProgress } from "./download/progress.ts";
import { progressLine } from "./download/progress-line.ts";
import { wantedFromRegistry } from "./model-file.ts";
import type { PinnedFile, RegistryEntry } from "./registry.ts";

/** One text through the network: its tokens with start and end mark, and the last layer's vector of each. */
export interface Encoded {
	readonly tokens: readonly string[];
	/** [tokens][dimensions] */
	readonly vectors: readonly Float32Array[];
}

/** A BERT-like network and its tokenizer, loaded. */
export interface Encoder {
	/** Token ids with start and end mark, cut to the longest input the model was trained on. */
	tokenize(text: string): readonly number[];
	run(batch: readonly (readonly number[])[]): Promise<readonly Encoded[]>;
	release(): Promise<void>;
}

export interface LoadOptions {
	readonly threads: number;
	readonly signal?: AbortSignal | undefined;
	readonly onStatus?: ((text: string) => void) | undefined;
	readonly onProgress?: OnDownloadProgress | undefined;
}

/** Downloads what is missing, then loads the network into onnxruntime's WebAssembly backend. */
export async function loadEncoder(entry: RegistryEntry, options: LoadOptions): Promise<Encoder> {
	const what = "local.embedder";
	const runtime = await loadPeer("onnxruntime-web", what, () => import("onnxruntime-web"));
	const { Tokenizer } = await loadPeer("@huggingface/tokenizers", what, () => import("@huggingface/tokenizers"));

	const tokenizer = new Tokenizer(JSON.parse((await content(entry, "tokenizer.json", options)).toString("utf8")), {});
	runtime.env.wasm.numThreads = options.threads; // read when the first session is made
	const session = await runtime.InferenceSession.create(await content(entry, "model.onnx", options), {
		executionProviders: ["wasm"],
	});

	function tensor(rows: number, columns: number, value: (row: number, column: number) => number) {
		const data = BigInt64Array.from({ length: rows * columns }, (_, i) =>
			BigInt(value(Math.floor(i / columns), i % columns)),
		);
		return new runtime.Tensor("int64", data, [rows, columns]);
	}

	return {
		tokenize(text) {
			const { ids } = tokenizer.encode(text);
			if (ids.length <= entry.contextTokens) return ids;
			return [...ids.slice(0, entry.contextTokens - 1), ...ids.slice(-1)]; // the end mark stays
		},
		async run(batch) {
			const longest = Math.max(...batch.map((ids) => ids.length));
			const outputs = await session.run({
				input_ids: tensor(batch.length, longest, (row, column) => batch[row]?.[column] ?? 0),
				attention_mask: tensor(batch.length, longest, (row, column) => (column < (batch[row]?.length ?? 0) ? 1 : 0)),
				token_type_ids: tensor(batch.length, longest, () => 0),
			});
			const states = outputs.last_hidden_state; // [batch][longest][dimensions]
			const values = states?.data as Float32Array;
			const dimensions = states?.dims[2] ?? 0;
			return batch.map((ids, row) => ({
				tokens: ids.map((id) => tokenizer.id_to_token(id) ?? ""),
				// padding is left out, which is what the attention mask does to the mean
				vectors: ids.map((_, column) => {
					const at = (row * longest + column) * dimensions;
					return values.slice(at, at + dimensions);
				}),
			}));
		},
		release: () => session.release(),
	};
}

async function content(entry: RegistryEntry, name: string, options: LoadOptions): Promise<Buffer> {
	const pinned = entry.files.find(({ file }) => file === name) as PinnedFile;
	const line = progressLine();
	const { path } = await fetchFile(wantedFromRegistry(entry, pinned), {
		signal: options.signal,
		onProgress: (progress) => {
			options.onProgress?.(progress);
			options.onStatus?.(line(progress));
		},
	});
	options.onStatus?.("");
	return readFile(path);
}
