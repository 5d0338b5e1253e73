import type { LlamaContextSequence, SequenceEvaluateOptions, Token } from "node-llama-cpp";
import { ModelError } from "../core/errors.ts";
import { hash } from "../core/hash.ts";
import type { Finish, ModelRequest, ModelResponse, RunContext, TokenLogprob } from "../model/model.ts";
import { noUsage } from "../model/usage.ts";
import type { Engine } from "./engine.ts";
import { commonPrefix } from "./sequence-pool.ts";
import { textStream } from "./text-stream.ts";

/** Prompt tokens computed in one round, so that neither an abort nor another process waits long. */
const PROMPT_STEP = 256;
/** An answer that runs on is cut here when the request names no length. */
const MOST_TOKENS = 1024;
/** How many alternatives a token's log-probability comes with. */
const ALTERNATIVES = 20;

export interface Decoding {
	readonly temperature: number;
	readonly seed?: number | undefined;
}

/** One answer: the prompt computed where it is not remembered, then token after token until there is a reason to stop. */
export async function writeAnswer(
	engine: Engine,
	id: string,
	defaults: Decoding,
	request: ModelRequest,
	context: RunContext,
): Promise<ModelResponse> {
	const prompt = engine.template.prompt(request);
	const room = engine.capacity - prompt.length + 1; // the last token is never computed further
	if (room < 1) throw tooLong(id, engine, prompt.length);
	const most = Math.min(request.maxTokens ?? MOST_TOKENS, room);
	const options = await decodingOptions(engine, defaults, request);

	const sequence = await engine.pool.borrow(prompt, context.signal);
	const start = performance.now();
	const waitedBefore = engine.rounds.waitedMs;
	const tokens = tokensOf(sequence, request.logprobs === true, options);
	try {
		const reused = await rewind(sequence, prompt);
		const stream = textStream({
			detokenize: (some, before) => engine.model.detokenize(some as Token[], false, before as Token[]),
			stop: request.stop,
			onText: context.onDelta,
		});
		const logprobs: TokenLogprob[] = [];
		let finish: Finish = "stop";
		let count = 0;
		let position = reused;

		async function step(): Promise<boolean> {
			if (prompt.length - position > PROMPT_STEP) {
				await sequence.evaluateWithoutGeneratingNewTokens(prompt.slice(position, position + PROMPT_STEP));
				position += PROMPT_STEP;
				return true;
			}
			const next = await tokens.next(prompt.slice(position));
			if (next === null || engine.template.stopTokens.has(next.token)) return false;
			count++;
			if (next.probabilities) logprobs.push(logprobOf(engine, next));
			if (stream.push(next.token)) return false;
			if (request.output !== undefined && isWholeJson(stream.text)) return false;
			if (count < most) return true;
			finish = "length";
			return false;
		}
		await engine.rounds.run({ step, signal: context.signal, onWait: (waiting) => tellWait(context, waiting) });

		const text = request.output === undefined ? stream.end() : stream.end().trim();
		const waitedMs = engine.rounds.waitedMs - waitedBefore;
		return {
			content: [{ type: "text", text }],
			finish,
			usage: { ...noUsage, inputTokens: prompt.length, outputTokens: count, calls: 1 },
			latencyMs: performance.now() - start - waitedMs,
			...(request.logprobs && { logprobs }),
			raw: { reusedTokens: reused, waitedMs },
		};
	} finally {
		await tokens.close();
		engine.pool.giveBack(sequence);
	}
}

/** Forgets what the sequence holds beyond the prompt's beginning; says how much of the prompt is left in it. */
async function rewind(sequence: LlamaContextSequence, prompt: readonly Token[]): Promise<number> {
	// at least one token must be computed: its logits are where the answer starts
	const kept = Math.min(commonPrefix(sequence.contextTokens, prompt), prompt.length - 1);
	if (sequence.nextTokenIndex > kept) {
		await sequence.eraseContextTokenRanges([{ start: kept, end: sequence.nextTokenIndex }]);
	}
	return kept;
}

interface Chosen {
	readonly token: Token;
	readonly probabilities?: ReadonlyMap<Token, number>;
}

// The generator starts with the rest of the prompt, which is known at the first token only.
function tokensOf(sequence: LlamaContextSequence, withProbabilities: boolean, options: SequenceEvaluateOptions) {
	let iterator: AsyncGenerator<Chosen, void, void> | undefined;
	return {
		async next(promptRest: Token[]): Promise<Chosen | null> {
			iterator ??= sequence.evaluateWithMetadata(promptRest, { probabilities: withProbabilities }, options);
			const { value, done } = await iterator.next();
			return done || !value ? null : value;
		},
		async close(): Promise<void> {
			await iterator?.return();
		},
	};
}

async function decodingOptions(
	engine: Engine,
	defaults: Decoding,
	request: ModelRequest,
): Promise<SequenceEvaluateOptions> {
	const options: SequenceEvaluateOptions = {
		temperature: request.temperature ?? defaults.temperature,
		topP: request.topP ?? 1,
		topK: 0, // off: what the request does not ask for is not done
		seed: seedOf(request, defaults),
	};
	if (request.output === undefined) return options;
	const grammar = await engine.grammar(request.output);
	const { LlamaGrammarEvaluationState } = engine.binding;
	return { ...options, grammarEvaluationState: new LlamaGrammarEvaluationState({ model: engine.model, grammar }) };
}

/** Equal requests draw equally; another `sample` of the same request draws anew. An unsigned 32-bit integer. */
function seedOf(request: ModelRequest, defaults: Decoding): number {
	const { seed = defaults.seed, sample = 0 } = request;
	return Number.parseInt(hash({ seed, sample }, 8), 16);
}

function logprobOf(engine: Engine, { token, probabilities = new Map() }: Chosen): TokenLogprob {
	const top: { token: string; logprob: number }[] = [];
	for (const [other, probability] of probabilities) {
		if (top.length === ALTERNATIVES || probability === 0) break; // likeliest first; a schema rules tokens out
		top.push({ token: spell(engine, other), logprob: toLog(probability) });
	}
	return { token: spell(engine, token), logprob: toLog(probabilities.get(token) ?? 0), top };
}

function spell(engine: Engine, token: Token): string {
	return engine.model.detokenize([token], true);
}

// rounding may lift a certain token's probability just over 1, and press an impossible one's to 0
function toLog(probability: number): number {
	return Math.log(Math.min(Math.max(probability, Number.MIN_VALUE), 1));
}

// The grammar allows line breaks after the value and would go on with them.
function isWholeJson(text: string): boolean {
	if (!/[}\]\n]\s*$/.test(text)) return false;
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}

function tellWait(context: RunContext, waiting: boolean): void {
	context.onStatus?.(waiting ? "waiting for another notebook" : "");
}

function tooLong(id: string, engine: Engine, found: number): ModelError {
	const over = found - engine.capacity;
	const trained = engine.model.trainContextSize;
	const remedy =
		trained > engine.facts.contextSize
			? `Shorten the input, or give the model more room: local("${id}", { contextSize: ${Math.min(trained, nextSize(found))} }).`
			: "Shorten the input: the model was trained on no more.";
	return new ModelError(
		`local: ${id}: expected a prompt of at most ${engine.capacity} tokens, found ${found}: ${over} too many. ${remedy}`,
		{ model: id, retryable: false },
	);
}

// room for the prompt and an answer, in whole thousands of tokens
function nextSize(promptTokens: number): number {
	return Math.ceil((promptTokens + MOST_TOKENS) / 1024) * 1024;
}
