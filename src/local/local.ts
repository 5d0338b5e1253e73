import { statSync } from "node:fs";
import { ConfigError, isAbort, isTouchstoneError, ModelError, messageOf, throwIfAborted } from "../core/errors.ts";
import { hash } from "../core/hash.ts";
import type { Model, ModelRequest, RunContext, Speed } from "../model/model.ts";
import { refuseMedia } from "../model/refuse-media.ts";
import { formatBytes } from "../view/format.ts";
import { writeAnswer } from "./answer.ts";
import type { DownloadProgress } from "./download/progress.ts";
import { type Engine, loadBinding, openEngine } from "./engine.ts";
import { type HubFile, modelFile } from "./model-file.ts";
import { resolveModel } from "./registry.ts";

export interface LocalOptions {
	/** Most threads to compute with, an integer >= 1; the machine's available parallelism unless given. Fewer are used while other programs need the cores. */
	readonly threads?: number;
	/** Tokens that one prompt and its answer may have together; 4096 unless given, and never more than the model was trained on. */
	readonly contextSize?: number;
	/** How many answers are computed at once; 4 unless given. Each takes memory for `contextSize` tokens. */
	readonly sequences?: number;
	/** "auto" uses a GPU where there is one, and the processor where not. `false` unless given. */
	readonly gpu?: false | "auto";
	/** 0 is greedy, and the default; a request's own temperature wins. */
	readonly temperature?: number;
	/** Seed of the sampling where the temperature is above 0; a request's own seed wins. */
	readonly seed?: number;
}

/** Goes up when the same request to the same weights is answered otherwise than before, so that kept answers are asked anew. */
const engineRevision = 2;

type LoadContext = Pick<RunContext, "signal" | "onStatus">;

/**
 * A language model inside this process: no server, no account, no cost.
 *
 * Returns at once; the weights are fetched (once) and loaded at the first call or by `prepare()`. Up to `sequences`
 * answers are computed together, and a beginning that prompts share (instructions, demos) is computed once per
 * sequence. Processes of the same user divide the cores among them, since threads without a core hinder all others.
 * `await using` frees the memory; so does the end of the process, which an idle model does not hold up.
 *
 * At temperature 0 the answer is the likeliest token after token. Answers computed side by side share a batch, whose
 * size moves the last digits of the arithmetic: two tokens that are as good as equally likely can then change places.
 *
 * Tools are not offered (`can.tools` is false). Log-probabilities are those of the distribution that was drawn from:
 * at temperature 0 the model's own, among the tokens that the schema allows.
 *
 * @param name a name of the registry ("qwen2.5-coder-0.5b"), a path to a .gguf file, "hf:owner/repository/file.gguf",
 *   or the same as an object
 * @throws ConfigError at once for an unknown name (with the nearest one) or an option out of range
 * @throws MissingDependencyError at the first call, when node-llama-cpp is not installed
 * @throws ModelError for one prompt that is longer than `contextSize`, saying by how many tokens
 * @example
 * local("smollm2-135m").can.json // => true
 */
export function local(name: string | HubFile, options: LocalOptions = {}): Model & AsyncDisposable {
	const { contextSize = 4096, sequences = 4, gpu = false, temperature = 0, seed } = options;
	requireInteger("threads", options.threads, 1);
	requireInteger("contextSize", contextSize, 16);
	requireInteger("sequences", sequences, 1);
	const { id, weights, speed } = describe(name);
	// filled in once known; reports read it after the run
	const facts: Record<string, string | number | boolean | null> = { ...weights };
	let loading: Promise<Engine> | null = null;

	async function load(context: LoadContext): Promise<Engine> {
		await loadBinding(); // what is not installed is said before gigabytes are fetched
		const file = await modelFile(name, {
			signal: context.signal,
			onProgress: (progress) => context.onStatus?.(downloadStatus(id, progress)),
		});
		context.onStatus?.(`loading ${id}`);
		const engine = await openEngine(file.path, {
			threads: options.threads,
			contextSize,
			sequences,
			gpu,
			signal: context.signal,
		});
		Object.assign(facts, engine.facts, { sha256: file.sha256 });
		context.onStatus?.("");
		return engine;
	}

	function engineFor(context: LoadContext): Promise<Engine> {
		loading ??= load(context).catch((error) => {
			loading = null; // the next call tries again
			throw explain(id, error, context.signal);
		});
		return loading;
	}

	return {
		id,
		identity: `local:${hash({ engine: engineRevision, weights, contextSize, gpu, temperature, seed })}`,
		can: { json: true, tools: false, stream: true, logprobs: true },
		facts,
		price: { input: 0, output: 0, source: "runs on this machine", date: "2026-11-22" },
		...(speed === undefined ? {} : { speed }),
		async generate(request, context) {
			refuseTools(id, request);
			refuseMedia(`local: ${id}`, request);
			throwIfAborted(context.signal);
			const engine = await engineFor(context);
			return writeAnswer(engine, id, { temperature, seed }, request, context);
		},
		async countTokens(request) {
			const engine = await engineFor({});
			return engine.template.prompt(request).length;
		},
		async prepare(context = {}) {
			await engineFor(context);
		},
		async [Symbol.asyncDispose]() {
			const engine = await loading?.catch(() => null);
			loading = null;
			await engine?.close();
		},
	};
}

/** What people call the model, and what tells its weights from others without reading them. */
function describe(name: string | HubFile): {
	id: string;
	weights: Record<string, string | number | null>;
	speed?: Speed;
} {
	if (typeof name !== "string") {
		return {
			id: `hf:${name.hub}/${name.file}`,
			weights: { sha256: name.sha256 ?? null, hub: name.hub, file: name.file },
		};
	}
	if (name.startsWith("hf:")) return { id: name, weights: { sha256: null, hub: name } };
	if (name.endsWith(".gguf") || /[/\\]/.test(name)) {
		const found = statSync(name, { throwIfNoEntry: false });
		const changedMs = found ? Math.floor(found.mtimeMs) : null;
		return { id: name.split(/[/\\]/).at(-1) ?? name, weights: { path: name, bytes: found?.size ?? null, changedMs } };
	}
	const entry = resolveModel(name);
	const { files, speed } = entry;
	return { id: name, weights: { sha256: files[0].sha256 }, ...(speed === undefined ? {} : { speed }) };
}

function downloadStatus(id: string, { phase, doneBytes, totalBytes, source }: DownloadProgress): string {
	if (phase === "verify") return `checking ${id}`;
	if (phase === "wait") return `waiting for another process to download ${id}`;
	const total = totalBytes === null ? "" : ` of ${formatBytes(totalBytes)}`;
	return `downloading ${id}: ${formatBytes(doneBytes)}${total} from ${source}`;
}

function refuseTools(id: string, request: ModelRequest): void {
	if (request.tools === undefined || request.tools.length === 0 || request.toolChoice === "none") return;
	throw new ConfigError(
		`local: ${id}: expected a request without tools, found ${request.tools.length}. ` +
			"Ask for an output that names the tool and its arguments instead.",
	);
}

function requireInteger(option: string, value: number | undefined, least: number): void {
	if (value === undefined || (Number.isInteger(value) && value >= least)) return;
	throw new ConfigError(`local: expected ${option} to be an integer of at least ${least}, found ${value}.`);
}

// What fails here fails for every row: a file that is no model, too little memory, no binary for this machine.
function explain(id: string, error: unknown, signal: AbortSignal | undefined): unknown {
	if (isTouchstoneError(error)) return error;
	if (isAbort(error) || signal?.aborted) {
		throwIfAborted(signal);
		return error;
	}
	return new ModelError(
		`local: ${id} could not be loaded: ${messageOf(error)}. ` +
			"With too little memory, use a smaller model, contextSize or sequences; npx touchstone doctor looks at the rest.",
		{ model: id, retryable: false, systemic: true, cause: error },
	);
}
