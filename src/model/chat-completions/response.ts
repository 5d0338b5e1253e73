import type { Finish, ModelResponse, Part, Price, TokenLogprob } from "../model.ts";
import { costOf } from "../prices.ts";
import type { Usage } from "../usage.ts";

/** The parts of a chat completion that we read; servers leave out what they please. */
export interface Completion {
	readonly choices?: readonly {
		readonly message?: Reply | null;
		readonly finish_reason?: string | null;
		readonly logprobs?: { readonly content?: readonly WireLogprob[] | null } | null;
	}[];
	readonly usage?: WireUsage | null;
}

export interface Reply {
	readonly content?: string | null;
	/** What a model that thinks aloud thought; two names are in use. */
	readonly reasoning_content?: string | null;
	readonly reasoning?: string | null;
	readonly refusal?: string | null;
	readonly tool_calls?: readonly WireToolCall[] | null;
}

export interface WireToolCall {
	readonly id?: string | null;
	readonly function?: { readonly name?: string | null; readonly arguments?: string | null } | null;
}

export interface WireUsage {
	readonly prompt_tokens?: number;
	readonly completion_tokens?: number;
	readonly prompt_tokens_details?: { readonly cached_tokens?: number | null } | null;
}

export interface WireLogprob {
	readonly token: string;
	readonly logprob: number;
	readonly top_logprobs?: readonly { readonly token: string; readonly logprob: number }[];
}

/** What a chat completion says; the time it took is the edge's to measure. */
export type Answer = Omit<ModelResponse, "latencyMs">;

/**
 * Reads an answer that came whole.
 *
 * @param body the parsed JSON
 * @param price per million tokens; null when unknown
 * @returns null when there is no reply in it
 */
export function readCompletion(body: unknown, price: Price | null): Answer | null {
	const completion = body as Completion | null | undefined;
	const choice = completion?.choices?.[0];
	if (!choice?.message) return null;
	const logprobs = choice.logprobs?.content;
	return {
		...assemble(choice.message, choice.finish_reason),
		usage: usageOf(completion?.usage, price),
		...(logprobs ? { logprobs: logprobs.map(tokenLogprob) } : {}),
		raw: body,
	};
}

/** Content and finish from a reply, whole or put together from a stream. */
export function assemble(reply: Reply, reason: string | null | undefined): Pick<Answer, "content" | "finish"> {
	const content: Part[] = [];
	const reasoning = reply.reasoning_content ?? reply.reasoning;
	if (reasoning) content.push({ type: "reasoning", text: reasoning });
	const text = reply.content || reply.refusal;
	if (text) content.push({ type: "text", text });
	for (const [index, call] of (reply.tool_calls ?? []).entries()) {
		const { name, arguments: input } = call.function ?? {};
		content.push({ type: "toolCall", id: call.id || `call_${index}`, name: name ?? "", input: readInput(input ?? "") });
	}
	return { content, finish: finishOf(reason, reply) };
}

function finishOf(reason: string | null | undefined, reply: Reply): Finish {
	if (reply.refusal || reason === "content_filter") return "blocked";
	if (reason === "length") return "length";
	return (reply.tool_calls?.length ?? 0) > 0 ? "tool" : "stop"; // a forced tool call ends with "stop" on some servers
}

// junk stays as text, so that who runs the tool can tell the model what was wrong
function readInput(text: string): unknown {
	try {
		return text.trim() === "" ? {} : JSON.parse(text);
	} catch {
		return text;
	}
}

/** Tokens read from the server's prompt cache are counted apart; a server that reports nothing has an unknown cost. */
export function usageOf(wire: WireUsage | null | undefined, price: Price | null): Usage {
	const cachedInputTokens = wire?.prompt_tokens_details?.cached_tokens ?? 0;
	const counts = {
		inputTokens: Math.max(0, (wire?.prompt_tokens ?? 0) - cachedInputTokens),
		outputTokens: wire?.completion_tokens ?? 0,
		cachedInputTokens,
		cacheWriteTokens: 0,
	};
	const free = price !== null && price.input === 0 && price.output === 0;
	return { ...counts, costUsd: wire || free ? costOf(counts, price) : null, calls: 1 };
}

export function tokenLogprob({ token, logprob, top_logprobs }: WireLogprob): TokenLogprob {
	return {
		token,
		logprob,
		...(top_logprobs ? { top: top_logprobs.map((t) => ({ token: t.token, logprob: t.logprob })) } : {}),
	};
}
