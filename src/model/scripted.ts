import { type Clock, systemClock } from "../core/clock.ts";
import { ConfigError, throwIfAborted } from "../core/errors.ts";
import { hash } from "../core/hash.ts";
import { stableStringify } from "../core/json.ts";
import type { Capabilities, Model, ModelRequest, ModelResponse, Part, Price, RunContext } from "./model.ts";
import { textOf } from "./model.ts";
import { costOf, freeOfCharge } from "./prices.ts";

/** A text, the facts of a response that matter to the test, or an error to throw. */
export type ScriptedAnswer = string | Partial<ModelResponse> | Error;

/** Answers one call. `index` counts the calls from 0. */
export type Script = (
	request: ModelRequest,
	index: number,
	context: RunContext,
) => ScriptedAnswer | Promise<ScriptedAnswer>;

export interface ScriptedOptions {
	readonly id?: string;
	/**
	 * Default: made from the list or from the function's source, so that two scripts do not share cached answers. Two
	 * functions of one source that differ in what they close over need ids or identities of their own.
	 */
	readonly identity?: string;
	/** Default: json, tools and stream, no logprobs. */
	readonly can?: Partial<Capabilities>;
	/** Default: free. null is an unknown price. */
	readonly price?: Price | null;
	/** Waits this long before each answer, and reports it. Default 0. */
	readonly latencyMs?: number;
	readonly clock?: Clock;
}

export interface ScriptedModel extends Model {
	/** How many calls arrived. */
	readonly calls: number;
	/** What they asked, in the order of arrival. */
	readonly requests: readonly ModelRequest[];
}

/**
 * A model that says what a test tells it to.
 *
 * A list answers in order; a function looks at the request. Tokens are counted as words unless the answer gives its own
 * `usage`. Streams word by word to `onDelta`. Honours abort.
 *
 * @param answers a list (one call more than it holds is a ConfigError) or a function
 * @example
 * const model = scripted(["positive", new Error("busy")], { id: "fake" });
 * const context = { trace: { span: (name, kind, work) => work(), set() {} }, seed: 0 };
 * (await model.generate({ messages: [] }, context)).content // => [{ type: "text", text: "positive" }]
 * model.calls // => 1
 */
export function scripted(
	answers: readonly (ScriptedAnswer | Promise<ScriptedAnswer>)[] | Script,
	options: ScriptedOptions = {},
): ScriptedModel {
	const { id = "scripted", price = freeOfCharge, latencyMs = 0, clock = systemClock } = options;
	const requests: ModelRequest[] = [];
	const answer: Script = typeof answers === "function" ? answers : (_request, index) => inOrder(answers, index);

	async function generate(request: ModelRequest, context: RunContext): Promise<ModelResponse> {
		throwIfAborted(context.signal);
		const index = requests.push(request) - 1;
		if (latencyMs > 0) await clock.sleep(latencyMs, context.signal);
		const said = await answer(request, index, context);
		throwIfAborted(context.signal);
		if (said instanceof Error) throw said;

		const response = complete(said, request, price, latencyMs);
		if (context.onDelta !== undefined) {
			for (const piece of textOf(response.content).match(/\s*\S+|\s+$/g) ?? []) context.onDelta(piece);
		}
		return response;
	}

	return {
		id,
		identity:
			options.identity ?? `scripted:${id}:${hash(typeof answers === "function" ? String(answers) : answers, 16)}`,
		can: { json: true, tools: true, stream: true, logprobs: false, ...options.can },
		price,
		generate,
		requests,
		get calls() {
			return requests.length;
		},
	};
}

function inOrder(answers: readonly (ScriptedAnswer | Promise<ScriptedAnswer>)[], index: number) {
	const answer = answers[index];
	if (answer === undefined) {
		throw new ConfigError(
			`scripted: expected at most ${answers.length} calls, found call ${index + 1}. Add an answer, or give a function.`,
		);
	}
	return answer;
}

function complete(
	said: string | Partial<ModelResponse>,
	request: ModelRequest,
	price: Price | null,
	latencyMs: number,
): ModelResponse {
	const given: Partial<ModelResponse> = typeof said === "string" ? { content: [{ type: "text", text: said }] } : said;
	const content = given.content ?? [];
	const counts = {
		inputTokens: words(request.system ?? "") + request.messages.reduce((sum, m) => sum + partWords(m.content), 0),
		outputTokens: partWords(content),
		cachedInputTokens: 0,
		cacheWriteTokens: 0,
	};
	return {
		latencyMs,
		finish: content.some((part) => part.type === "toolCall") ? "tool" : "stop",
		usage: { ...counts, costUsd: costOf(counts, price), calls: 1 },
		...given,
		content,
	};
}

function partWords(content: readonly Part[]): number {
	return content.reduce((sum, part) => {
		if (part.type === "toolCall") return sum + words(`${part.name} ${stableStringify(part.input)}`);
		if (part.type === "image" || part.type === "document") return sum;
		return sum + words(part.type === "toolResult" ? part.content : part.text);
	}, 0);
}

function words(text: string): number {
	return text.match(/\S+/g)?.length ?? 0;
}
