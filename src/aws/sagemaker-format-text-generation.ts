import type { Json } from "../core/json.ts";
import { textLines } from "../core/text-lines.ts";
import { type Finish, type ModelRequest, textOf } from "../model/model.ts";
import { type PromptTemplate, type Turn, writePrompt } from "./prompt-template.ts";
import type { SagemakerAnswer, SagemakerFormat, SagemakerProblem } from "./sagemaker-format.ts";

export interface TextGenerationOptions {
	/** The chat template that the model was trained with, or a function of yours. Default: "plain". */
	readonly prompt?: PromptTemplate | ((request: ModelRequest) => string) | undefined;
	/** Further `parameters`; they have the last word. */
	readonly extra?: Readonly<Record<string, Json>> | undefined;
}

export interface TextGenerationFormat extends SagemakerFormat {
	body(request: ModelRequest, stream: boolean): { readonly inputs: string; readonly parameters: object };
}

/** An answer, or the last piece of one. */
interface Generated {
	readonly generated_text?: string | null;
	readonly token?: {
		readonly text?: string | null;
		readonly special?: boolean;
		readonly special_token?: boolean;
	} | null;
	readonly details?: Details | null;
	readonly error?: unknown;
	readonly error_type?: string;
}

interface Details {
	readonly finish_reason?: string | null;
	readonly generated_tokens?: number | null;
	readonly input_length?: number | null;
}

/**
 * `{inputs, parameters}`, as Text Generation Inference and DJL's LMI containers read it. They answer with an object or a list
 * of one, and stream server-sent events or lines of JSON; all of these are read.
 *
 * They refuse a temperature of 0 and a top-p of 1: greedy decoding is asked for by leaving sampling off.
 *
 * @see Text Generation Inference, "Quick tour"; DJL Serving, "LMI handlers inference API schema"
 * @example
 * textGeneration().body({ messages: [userMessage("Hi")], maxTokens: 5, temperature: 0 }, false).parameters // => { details: true, return_full_text: false, max_new_tokens: 5, do_sample: false }
 */
export function textGeneration(options: TextGenerationOptions = {}): TextGenerationFormat {
	const { prompt = "plain", extra = {} } = options;
	const inputs = (request: ModelRequest) =>
		typeof prompt === "function" ? prompt(request) : writePrompt(prompt, turnsOf(request));
	return {
		name: "text-generation",
		can: { stream: true },
		body: (request, stream) => ({
			inputs: inputs(request),
			parameters: { ...parameters(request), ...extra },
			...(stream ? { stream: true } : {}),
		}),
		read: (answer, request) => read(firstOf(answer), inputs(request), request),
		async readStream(parts, request, onDelta) {
			let text = "";
			let last: Generated | null = null;
			for await (const line of textLines(parts)) {
				const piece = readLine(line);
				if (piece === null) continue;
				if (piece.error !== undefined && piece.error !== null) return problem(piece);
				const { token } = piece;
				const shown = token?.special || token?.special_token ? "" : (token?.text ?? "");
				text += shown;
				if (shown !== "") onDelta(shown);
				if (typeof piece.generated_text === "string") last = piece;
			}
			// a stream that was cut has no last piece, which alone holds the text as a whole
			return last === null
				? null
				: read({ ...last, generated_text: last.generated_text || text }, inputs(request), request);
		},
	};
}

function turnsOf({ system, messages }: ModelRequest): Turn[] {
	return [
		...(system === undefined ? [] : [{ role: "system" as const, text: system }]),
		...messages.map(({ role, content }) => ({ role, text: textOf(content) })),
	];
}

function parameters({ maxTokens, temperature, topP, stop = [], seed, sample = 0 }: ModelRequest): object {
	const sampled = temperature !== undefined && temperature > 0;
	return {
		details: true,
		return_full_text: false,
		...(maxTokens === undefined ? {} : { max_new_tokens: maxTokens }),
		...(temperature === undefined ? {} : { do_sample: sampled }),
		...(sampled ? { temperature } : {}),
		...(topP === undefined || topP >= 1 || temperature === 0 ? {} : { top_p: topP }),
		...(stop.length === 0 ? {} : { stop }),
		...(seed === undefined ? {} : { seed: seed + sample }), // else each repeat would give the same answer
	};
}

function firstOf(answer: unknown): Generated {
	if (Array.isArray(answer)) return firstOf(answer[0]);
	return typeof answer === "object" && answer !== null ? answer : {};
}

function read(
	answer: Generated,
	prompt: string,
	{ stop = [] }: ModelRequest,
): SagemakerAnswer | SagemakerProblem | null {
	const { generated_text: generated, details, error } = answer;
	if ((error !== undefined && error !== null) || details?.finish_reason === "error") return problem(answer);
	if (typeof generated !== "string") return null;
	// some containers give the prompt back, whatever return_full_text says; most leave the stop sequence at the end
	const own = prompt !== "" && generated.startsWith(prompt) ? generated.slice(prompt.length) : generated;
	const mark = stop.find((each) => each !== "" && own.endsWith(each));
	const text = mark === undefined ? own : own.slice(0, -mark.length);
	return {
		content: text === "" ? [] : [{ type: "text", text }],
		finish: finishOf(details),
		tokens: {
			...(typeof details?.input_length === "number" ? { inputTokens: details.input_length } : {}),
			...(typeof details?.generated_tokens === "number" ? { outputTokens: details.generated_tokens } : {}),
		},
	};
}

function finishOf(details: Details | null | undefined): Finish {
	return details?.finish_reason === "length" ? "length" : "stop";
}

function problem({ error, error_type }: Generated): SagemakerProblem {
	const words = typeof error === "string" ? error : error === undefined ? "no reason given" : JSON.stringify(error);
	return { problem: words, retryable: error_type === "overloaded" };
}

/** A line of JSON, or of an event stream; null for the empty ones, comments and the end. */
function readLine(line: string): Generated | null {
	const json = (line.startsWith("data:") ? line.slice(5) : line).trim();
	if (!json.startsWith("{")) return null;
	try {
		return JSON.parse(json) as Generated;
	} catch {
		return { error: `a piece that is no JSON: ${json.slice(0, 100)}` };
	}
}
