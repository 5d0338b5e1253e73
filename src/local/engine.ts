import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { LlamaContextSequence, LlamaGrammar, LlamaModel } from "node-llama-cpp";
import { cacheFolder } from "../core/cache-folder.ts";
import { loadPeer } from "../core/peer.ts";
import type { JsonSchema } from "../core/schema.ts";
import { type ChatTemplate, chatTemplate } from "./chat-template.ts";
import { freeCores } from "./free-cores.ts";
import { grammarCache } from "./grammar.ts";
import { type Rounds, startRounds } from "./rounds.ts";
import { drawFirstTokenAlone } from "./sampling-order.ts";
import { type SequencePool, sequencePool } from "./sequence-pool.ts";
import { openTurn } from "./turn.ts";

type Binding = typeof import("node-llama-cpp");

export interface EngineOptions {
	readonly threads?: number | undefined;
	readonly contextSize: number;
	readonly sequences: number;
	readonly gpu: false | "auto";
	readonly signal?: AbortSignal | undefined;
}

/** A loaded model, ready to compute tokens. */
export interface Engine {
	readonly binding: Binding;
	readonly model: LlamaModel;
	readonly template: ChatTemplate;
	readonly pool: SequencePool<LlamaContextSequence>;
	readonly rounds: Rounds;
	/** Tokens that one sequence can hold, prompt and answer together. */
	readonly capacity: number;
	readonly facts: EngineFacts;
	/** The compiled grammar of a schema; each one is compiled once. */
	grammar(schema: JsonSchema): Promise<LlamaGrammar>;
	/** Waits for the answers under way, then frees the memory. */
	close(): Promise<void>;
}

export interface EngineFacts {
	/** "cpu", or the name of the GPU's programming interface. */
	readonly device: string;
	/** At most; fewer while other programs or notebooks compute. */
	readonly threads: number;
	readonly contextSize: number;
	readonly sequences: number;
	readonly quantisation: string | null;
	/** Which native library computes: another one may round differently. */
	readonly binding: string;
}

/**
 * The native library's JavaScript side.
 *
 * @throws MissingDependencyError with the install line when it is absent
 */
export function loadBinding() {
	return loadPeer("node-llama-cpp", "local()", () => import("node-llama-cpp"));
}

/** Loads the weights and makes room for the sequences. */
export async function openEngine(path: string, options: EngineOptions): Promise<Engine> {
	const binding = await loadBinding();
	// The binding's own default is at least four threads; more threads than cores spin against each other.
	const threads = options.threads ?? availableParallelism();
	const llama = await binding.getLlama({
		gpu: options.gpu,
		maxThreads: threads,
		build: "never",
		skipDownload: true,
		progressLogs: false,
		logLevel: binding.LlamaLogLevel.error,
		logger: () => {}, // what matters is thrown; a notebook is no place for the rest
	});
	const model = await llama.loadModel({ modelPath: path, ...(options.signal && { loadSignal: options.signal }) });
	try {
		const contextSize = Math.min(options.contextSize, model.trainContextSize);
		const context = await model.createContext({
			contextSize,
			sequences: options.sequences,
			threads,
			// On a processor it saves nothing, and its rounding depends on the number of threads, which changes under way.
			flashAttention: llama.gpu === false ? false : "auto",
		});
		const count = drawFirstTokenAlone(context) ? options.sequences : 1;
		const sequences = Array.from({ length: count }, () => context.getSequence());
		const free = freeCores();
		const rounds = startRounds(openTurn(join(cacheFolder(), "turns"), { threads }), (share) => {
			llama.maxThreads = Math.max(1, Math.min(share, Math.round(free())));
		});
		return {
			binding,
			model,
			template: chatTemplate(binding, model),
			pool: sequencePool(sequences),
			rounds,
			// the last cell stays free: a full context would push out its beginning
			capacity: context.contextSize - 1,
			facts: {
				device: llama.gpu === false ? "cpu" : llama.gpu,
				threads,
				contextSize: context.contextSize,
				sequences: count,
				quantisation: quantisationOf(binding, model),
				binding: `node-llama-cpp ${await binding.getModuleVersion()}`,
			},
			grammar: grammarCache(llama),
			async close() {
				await rounds.idle();
				await context.dispose();
				await model.dispose();
			},
		};
	} catch (error) {
		await model.dispose();
		throw error;
	}
}

function quantisationOf(binding: Binding, model: LlamaModel): string | null {
	const type = model.fileInfo.metadata.general?.file_type;
	return type === undefined ? null : (binding.GgufFileType[type]?.replace(/^MOSTLY_/, "") ?? null);
}
