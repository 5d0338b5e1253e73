import type { Price, TokenLogprob } from "../model.ts";
import {
	type Answer,
	assemble,
	tokenLogprob,
	usageOf,
	type WireLogprob,
	type WireToolCall,
	type WireUsage,
} from "./response.ts";

/** A piece of a streamed chat completion. */
export interface Chunk {
	readonly choices?: readonly {
		readonly delta?: Delta | null;
		readonly finish_reason?: string | null;
		readonly logprobs?: { readonly content?: readonly WireLogprob[] | null } | null;
	}[];
	readonly usage?: WireUsage | null;
	readonly error?: unknown;
}

interface Delta {
	readonly content?: string | null;
	readonly reasoning_content?: string | null;
	readonly reasoning?: string | null;
	readonly refusal?: string | null;
	readonly tool_calls?: readonly (WireToolCall & { readonly index?: number })[] | null;
}

interface GrowingCall {
	id: string;
	name: string;
	input: string;
}

export interface GrowingCompletion {
	add(chunk: Chunk): void;
	/** Whether the model has said why it ended. */
	ended(): boolean;
	answer(price: Price | null): Answer;
}

/**
 * Puts a streamed answer together, telling its text on the way.
 *
 * @example
 * const growing = growingCompletion(() => {});
 * growing.add({ choices: [{ delta: { content: "Good " } }] });
 * growing.add({ choices: [{ delta: { content: "day" }, finish_reason: "stop" }] });
 * growing.answer(null).content // => [{ type: "text", text: "Good day" }]
 */
export function growingCompletion(onDelta: (text: string) => void): GrowingCompletion {
	const text = { content: "", reasoning: "", refusal: "" };
	const calls: GrowingCall[] = [];
	const logprobs: TokenLogprob[] = [];
	let usage: WireUsage | null = null;
	let reason: string | null = null;

	return {
		add(chunk) {
			if (chunk.usage) usage = chunk.usage;
			const choice = chunk.choices?.[0]; // none in the chunk that brings the usage
			if (choice?.finish_reason) reason = choice.finish_reason;
			for (const token of choice?.logprobs?.content ?? []) logprobs.push(tokenLogprob(token));

			const delta = choice?.delta ?? {};
			text.reasoning += delta.reasoning_content ?? delta.reasoning ?? "";
			text.refusal += delta.refusal ?? "";
			for (const piece of delta.tool_calls ?? []) grow(calls, piece);
			if (delta.content) {
				text.content += delta.content;
				onDelta(delta.content);
			}
		},
		ended: () => reason !== null,
		answer(price) {
			const tool_calls = calls.flatMap(({ id, name, input }) => ({ id, function: { name, arguments: input } }));
			return {
				...assemble({ ...text, tool_calls }, reason),
				usage: usageOf(usage, price),
				...(logprobs.length > 0 ? { logprobs } : {}),
			};
		},
	};
}

/** A call's name comes first, its arguments bit by bit; servers that send no index send each call whole. */
function grow(calls: GrowingCall[], piece: WireToolCall & { readonly index?: number }): void {
	const index = piece.index ?? Math.max(0, piece.id ? calls.length : calls.length - 1);
	const call = calls[index] ?? { id: "", name: "", input: "" };
	calls[index] = call;
	call.id ||= piece.id ?? "";
	call.name ||= piece.function?.name ?? "";
	call.input += piece.function?.arguments ?? "";
}
