import type { ConverseEvent, ConverseInput, ConverseMessage, ConverseUsage } from "./converse-types.ts";
import { unknownCapabilities } from "./model-table.ts";
import type { NativeBody } from "./native-body.ts";
import { type Turn, writePrompt } from "./prompt-template.ts";

interface LlamaAnswer {
	readonly generation?: string | null;
	readonly prompt_token_count?: number | null;
	readonly generation_token_count?: number | null;
	readonly stop_reason?: string | null;
}

/** In the last piece of a stream, of any family. */
interface Metrics {
	readonly "amazon-bedrock-invocationMetrics"?: {
		readonly inputTokenCount?: number;
		readonly outputTokenCount?: number;
	};
}

/**
 * Meta's body: one prompt that holds the marks of the model's chat template. It has no place for tools, media and stop
 * sequences; the last are looked for in the answer, which ends before the first of them.
 *
 * @param template Llama 4 has other marks than those before it
 * @see Amazon Bedrock User Guide, "Meta Llama models"
 */
export function llamaBody(template: "llama-3" | "llama-4"): NativeBody {
	return {
		fits: (can) => ({ ...unknownCapabilities, system: can.system }),
		streams: ({ inferenceConfig }) => inferenceConfig?.stopSequences === undefined, // they may take text back
		write({ system = [], messages, inferenceConfig = {}, additionalModelRequestFields }) {
			const { maxTokens, temperature, topP } = inferenceConfig;
			const turns: Turn[] = [
				...system.map(({ text }) => ({ role: "system" as const, text })),
				...messages.map(({ role, content }) => ({ role, text: textIn(content) })),
			];
			return {
				prompt: writePrompt(template, turns),
				max_gen_len: maxTokens,
				...(temperature === undefined ? {} : { temperature }),
				...(topP === undefined ? {} : { top_p: topP }),
				...additionalModelRequestFields,
			};
		},
		read,
		pieces,
	};
}

function textIn(content: ConverseMessage["content"]): string {
	return content.map((block) => ("text" in block ? block.text : "")).join("");
}

function read(answer: unknown, { inferenceConfig }: ConverseInput): ReturnType<NativeBody["read"]> {
	const { generation, prompt_token_count, generation_token_count, stop_reason } = (answer ?? {}) as LlamaAnswer;
	if (typeof generation !== "string") return null;
	const text = untilStop(generation, inferenceConfig?.stopSequences ?? []);
	return {
		content: [{ text }],
		stopReason: text === generation ? stopReason(stop_reason) : "stop_sequence",
		usage: { inputTokens: prompt_token_count ?? undefined, outputTokens: generation_token_count ?? undefined },
	};
}

/** The prompt is counted in the first piece, the answer in each; the last may count both again. */
function pieces(): (piece: unknown) => readonly ConverseEvent[] {
	let usage: ConverseUsage = {};
	return (piece) => {
		const { generation, stop_reason, prompt_token_count, generation_token_count } = piece as LlamaAnswer;
		const { inputTokenCount, outputTokenCount } = (piece as Metrics)["amazon-bedrock-invocationMetrics"] ?? {};
		usage = {
			inputTokens: inputTokenCount ?? prompt_token_count ?? usage.inputTokens,
			outputTokens: outputTokenCount ?? generation_token_count ?? usage.outputTokens,
		};
		const delta = { contentBlockDelta: { contentBlockIndex: 0, delta: { text: generation ?? "" } } };
		if (!stop_reason) return [delta];
		return [delta, { messageStop: { stopReason: stopReason(stop_reason) } }, { metadata: { usage } }];
	};
}

function stopReason(reason: string | null | undefined): string {
	return reason === "length" ? "max_tokens" : "end_turn";
}

function untilStop(text: string, stop: readonly string[]): string {
	const ends = stop.map((mark) => text.indexOf(mark)).filter((at) => at >= 0);
	return ends.length === 0 ? text : text.slice(0, Math.min(...ends));
}
