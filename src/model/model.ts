import type { JsonSchema } from "../core/schema.ts";
import type { Trace } from "../core/trace.ts";
import type { Usage } from "./usage.ts";

export type Part =
	| { readonly type: "text"; readonly text: string }
	| ReasoningPart
	| { readonly type: "toolCall"; readonly id: string; readonly name: string; readonly input: unknown }
	| { readonly type: "toolResult"; readonly id: string; readonly content: string; readonly isError?: boolean }
	| ImagePart
	| DocumentPart;

/** What the model thought before it spoke. Not a part of its answer. */
export interface ReasoningPart {
	readonly type: "reasoning";
	readonly text: string;
	/** The provider's proof that the thought is its model's own: without it, it does not take the thought back. */
	readonly signature?: string;
	/** A thought that the provider shows to nobody (base64), to be handed back as it came; `text` is then empty. */
	readonly redacted?: string;
}

/** A picture for models that see; in user turns only. */
export interface ImagePart {
	readonly type: "image";
	readonly format: "png" | "jpeg" | "gif" | "webp";
	readonly bytes: Uint8Array;
}

/** A file for models that read files; in user turns only. */
export interface DocumentPart {
	readonly type: "document";
	readonly format: "pdf" | "csv" | "doc" | "docx" | "xls" | "xlsx" | "html" | "txt" | "md";
	readonly name: string;
	readonly bytes: Uint8Array;
}

/** One turn. Tool results travel in a user turn. */
export interface Message {
	readonly role: "user" | "assistant";
	readonly content: readonly Part[];
}

export interface ToolSpec {
	readonly name: string;
	readonly description: string;
	readonly input: JsonSchema;
}

export type ToolChoice = "auto" | "any" | "none" | { readonly tool: string };

/** Everything that decides an answer, and nothing else: its hash is the key of caches and tapes. */
export interface ModelRequest {
	readonly system?: string;
	readonly messages: readonly Message[];
	readonly tools?: readonly ToolSpec[];
	readonly toolChoice?: ToolChoice;
	/** Asks for JSON of this schema; only sent to a model with `can.json`. */
	readonly output?: JsonSchema;
	/** 0 is greedy. */
	readonly temperature?: number;
	/** Nucleus sampling, (0, 1]. */
	readonly topP?: number;
	readonly maxTokens?: number;
	readonly stop?: readonly string[];
	/** Asks for the log-probability of each output token. */
	readonly logprobs?: boolean;
	/** Seed of the model's own sampling, where it takes one. */
	readonly seed?: number;
	/** The how-manieth answer to the same request, from 0. Part of the cache key, so repeats stay different. */
	readonly sample?: number;
}

export interface TokenLogprob {
	readonly token: string;
	/** Natural logarithm of the probability, <= 0. */
	readonly logprob: number;
	/** The likeliest alternatives, this token among them, best first. */
	readonly top?: readonly { readonly token: string; readonly logprob: number }[];
}

/** stop: said all · length: cut at maxTokens · tool: wants tools called · blocked: a filter stepped in. */
export type Finish = "stop" | "length" | "tool" | "blocked";

export interface ModelResponse {
	readonly content: readonly Part[];
	readonly finish: Finish;
	readonly usage: Usage;
	/** Time at the model in milliseconds, measured by the edge; caches and tapes keep it. */
	readonly latencyMs: number;
	readonly logprobs?: readonly TokenLogprob[];
	/** Which model answered, where it is not the one asked (route, fallback). */
	readonly model?: string;
	/** Set by caches and tapes: no call was made. */
	readonly cached?: boolean;
	/** The provider's own answer, for looking; never cached, never relied on. */
	readonly raw?: unknown;
}

/** What a call needs besides the request. Passed by hand; nothing is read from a module variable. */
export interface RunContext {
	readonly trace: Trace;
	readonly seed: number;
	readonly signal?: AbortSignal;
	/** The how-manieth repeat of the same run, from 0; goes into every request, so that a cache keeps repeats apart. */
	readonly sample?: number;
	/** The model for programs that were not bound to one. */
	readonly model?: Model;
	/** An answer that the asker would take, made up without a model: for forecasts. */
	readonly madeUpAnswer?: () => string;
	/** Called with each piece of text as it is produced. */
	readonly onDelta?: (text: string) => void;
	/** Called with a short sentence while a call waits ("waiting 4 s, quota"); empty when it goes on. */
	readonly onStatus?: (text: string) => void;
}

export type Generate = (request: ModelRequest, context: RunContext) => Promise<ModelResponse>;

/** What a model can do by itself. What it cannot, a prompt adapter does in text. */
export interface Capabilities {
	/** Constrains its output to a JSON Schema. */
	readonly json: boolean;
	readonly tools: boolean;
	readonly stream: boolean;
	readonly logprobs: boolean;
}

/** The only seam to the outside. */
export interface Model {
	/** What people call it: "qwen2.5-coder-0.5b". Shown in reports. */
	readonly id: string;
	/**
	 * What decides the answer beyond the request: provider, endpoint, model and revision (weights' sha256).
	 * Part of every cache key; two models with equal `identity` may share answers.
	 */
	readonly identity: string;
	readonly can: Capabilities;
	readonly generate: Generate;
	/** Facts for the provenance of a report: device, threads, quantisation, revision. */
	readonly facts?: Readonly<Record<string, string | number | boolean | null>>;
	/** US dollars per million tokens; null when unknown. Local models say zeros. */
	readonly price?: Price | null;
	/** Typical speed, for forecasts; where it was measured stands in `source`. */
	readonly speed?: Speed;
	/** Output tokens that a call may take beyond the request's `maxTokens`, and that are billed: room for thoughts. Default 0. */
	readonly thoughtTokens?: number;
	/** Exact where the tokenizer is here; absent where it would need a call. */
	countTokens?(request: ModelRequest): Promise<number>;
	/** Starts loading (weights, connection) before the first call; safe to call twice. */
	prepare?(context?: Pick<RunContext, "signal" | "onStatus">): Promise<void>;
	[Symbol.asyncDispose]?(): Promise<void>;
}

export interface Speed {
	readonly promptTokensPerSecond: number;
	readonly outputTokensPerSecond: number;
	readonly source: string;
}

export interface Price {
	/** US dollars per million input tokens. */
	readonly input: number;
	readonly output: number;
	readonly cacheRead?: number;
	readonly cacheWrite?: number;
	readonly source: string;
	/** ISO date on which the price was read. */
	readonly date: string;
}

/** Observes, limits or changes calls. */
export interface Middleware {
	(next: Generate, model: Model): Generate;
	/** Who changes answers, where it does: part of the wrapped model's identity, so that no cache takes one for the other. */
	readonly changes?: string;
}

/** The text of a message or an answer; reasoning and tool calls left out. */
export function textOf(content: readonly Part[]): string {
	return content.map((part) => (part.type === "text" ? part.text : "")).join("");
}

/** A user turn of one text. */
export function userMessage(text: string): Message {
	return { role: "user", content: [{ type: "text", text }] };
}

/** An assistant turn of one text. */
export function assistantMessage(text: string): Message {
	return { role: "assistant", content: [{ type: "text", text }] };
}
