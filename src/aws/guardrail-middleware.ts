import type { Source, Verdict } from "../guardrail/index.ts";
import { findingsOf } from "../guardrail/index.ts";
import type { Message, Middleware, ModelResponse, Part, RunContext } from "../model/model.ts";
import { noUsage } from "../model/usage.ts";

/** Looks at one text. */
export type CheckText = (
	text: string,
	facts: { readonly source: Source; readonly signal?: AbortSignal },
) => Promise<Verdict>;

export interface GuardOptions {
	/** Which texts are checked. Default: both. */
	readonly sources?: readonly Source[];
	/** Called with every verdict, for counting them. */
	readonly onVerdict?: (verdict: Verdict) => void;
}

export interface GuardParts extends GuardOptions {
	/** Shown in traces, and part of the identity of a guarded model. */
	readonly name: string;
	readonly check: CheckText;
	/** What a blocked text is replaced by where the guardrail itself has no words. */
	readonly message?: string;
}

/**
 * A guardrail around a model: it looks at the last user turn before the call, and at the answer after it.
 *
 * A blocked turn is not sent; a blocked answer is not shown. In both cases the guardrail's message is the answer, and its
 * finish is "blocked". What is masked goes on masked. Text is held back from streaming until it has been looked at. Every
 * check is a span of the trace, with its cost and time; its cost is in the usage of the answer too, its time is not. A
 * check that fails is an error: nothing passes unchecked.
 *
 * Looked at: the texts and tool results of the last user turn (all of its messages, where several stand in a row), the texts of
 * the answer. Not: the system prompt, earlier
 * turns, the inputs of tool calls. Thoughts of the model are left out of an answer that was changed.
 */
export function guardrailMiddleware(given: GuardParts): Middleware {
	const { name, check, sources = ["input", "output"], onVerdict } = given;
	const guard: Middleware = (next) => async (request, context) => {
		const look = (source: Source) => (text: string) => checked(name, check, source, text, context, onVerdict);
		const turn = sources.includes("input") ? lastTurn(request.messages) : [];
		const parts = turn.flatMap(({ content }) => content);
		const asked = parts.length === 0 ? unguarded : await guardParts(parts, look("input"));
		if (asked.blocked !== null) return blocked(given, asked);

		const messages = asked.parts === null ? request.messages : withTurn(request.messages, turn, asked.parts);
		if (!sources.includes("output")) return billed(await next({ ...request, messages }, context), asked.costUsd);
		const { onDelta, ...quiet } = context; // text that streams cannot be taken back
		const response = await next({ ...request, messages }, quiet);
		const said = await guardParts(response.content, look("output"));
		const costUsd = plus(asked.costUsd, said.costUsd);
		if (said.blocked !== null) {
			return billed({ ...blocked(given, said), usage: response.usage, latencyMs: response.latencyMs }, costUsd);
		}
		if (said.parts === null) {
			sendText(response.content, onDelta);
			return billed(response, costUsd);
		}
		const { raw: _raw, logprobs: _logprobs, ...rest } = response; // both hold the text as it was
		const content = said.parts.filter(({ type }) => type !== "reasoning");
		sendText(content, onDelta);
		return billed({ ...rest, content }, costUsd);
	};
	return Object.assign(guard, { changes: name });
}

interface Guarded {
	/** The parts with their texts masked; null when nothing changed. */
	readonly parts: readonly Part[] | null;
	/** The verdict that blocks; null when none does. */
	readonly blocked: Verdict | null;
	readonly costUsd: number | null;
}

const unguarded: Guarded = { parts: null, blocked: null, costUsd: 0 };

/** Looks at each part that holds text, so that what is masked goes back to its own place. */
async function guardParts(parts: readonly Part[], look: (text: string) => Promise<Verdict>): Promise<Guarded> {
	const verdicts = await Promise.all(
		parts.map((part) => {
			const text = textIn(part);
			return text.trim() === "" ? null : look(text);
		}),
	);
	const made = verdicts.flatMap((verdict) => verdict ?? []);
	const masked = parts.map((part, index) => {
		const verdict = verdicts[index];
		return verdict?.outcome === "masked" ? withText(part, verdict.outputs.join("\n")) : part;
	});
	return {
		parts: made.some(({ outcome }) => outcome === "masked") ? masked : null,
		blocked: made.find(({ outcome }) => outcome === "blocked") ?? null,
		costUsd: made.reduce<number | null>((sum, { costUsd }) => plus(sum, costUsd), 0),
	};
}

function textIn(part: Part): string {
	if (part.type === "text") return part.text;
	return part.type === "toolResult" ? part.content : "";
}

function withText(part: Part, text: string): Part {
	if (part.type === "text") return { ...part, text };
	return part.type === "toolResult" ? { ...part, content: text } : part;
}

/** The messages of the last turn, where it is the user's: providers join several in a row into one. */
function lastTurn(messages: readonly Message[]): readonly Message[] {
	return messages.slice(messages.findLastIndex(({ role }) => role !== "user") + 1);
}

/** The messages with the parts of the last turn replaced, each in its place. */
function withTurn(messages: readonly Message[], turn: readonly Message[], parts: readonly Part[]): Message[] {
	let at = 0;
	const replaced = turn.map(({ role, content }): Message => {
		const start = at;
		at += content.length;
		return { role, content: parts.slice(start, at) };
	});
	return [...messages.slice(0, messages.length - turn.length), ...replaced];
}

function checked(
	name: string,
	check: CheckText,
	source: Source,
	text: string,
	{ trace, signal }: RunContext,
	onVerdict: GuardOptions["onVerdict"],
): Promise<Verdict> {
	return trace.span(`guardrail ${source}`, "other", async (span) => {
		const verdict = await check(text, { source, ...(signal === undefined ? {} : { signal }) });
		const { outcome, units, costUsd, latencyMs } = verdict;
		// what was found, and not its words: a trace is kept and sent around
		const findings = findingsOf(verdict.assessments).map(({ policy, action }) => ({ policy, action }));
		span.set({ guardrail: name, source, outcome, findings, units, costUsd, latencyMs });
		onVerdict?.(verdict);
		return verdict;
	});
}

function blocked({ name, message }: GuardParts, guarded: Guarded): ModelResponse {
	const text = guarded.blocked?.outputs.join("\n") || message || `Blocked by ${name}.`;
	return {
		content: [{ type: "text", text }],
		finish: "blocked",
		usage: { ...noUsage, costUsd: guarded.costUsd },
		latencyMs: 0,
	};
}

function billed(response: ModelResponse, costUsd: number | null): ModelResponse {
	const { usage } = response;
	return { ...response, usage: { ...usage, costUsd: plus(usage.costUsd, costUsd) } };
}

function sendText(content: readonly Part[], onDelta: RunContext["onDelta"]): void {
	for (const part of content) if (part.type === "text") onDelta?.(part.text);
}

function plus(a: number | null, b: number | null): number | null {
	return a === null || b === null ? null : a + b;
}
