import type { OptimizedPromptStream } from "@aws-sdk/client-bedrock-agent-runtime";
import { ModelError } from "../core/errors.ts";
import { loadPeer } from "../core/peer.ts";
import { orAbort } from "../model/abort.ts";
import { type Model, type Price, textOf } from "../model/model.ts";
import { costOf } from "../model/prices.ts";
import { type AwsOptions, clientSettings, regionOf, send } from "./connection.ts";
import { awsError } from "./errors.ts";
import { promptText } from "./optimize-prompt-text.ts";

/**
 * Bedrock's OptimizePrompt as a model: the last user turn is the prompt, the answer is the prompt rewritten for the target,
 * with Bedrock's analysis as its reasoning. As a model it is budgeted, recorded and resumed like every proposer.
 *
 * Bedrock reports no tokens: those of the usage are a fourth of the characters.
 *
 * @param target the id of the model that the prompt is written for
 */
export function optimizePromptModel(target: string, price: Price | null, options: AwsOptions): Model {
	const who = "aws.optimizePrompt";
	const settings = clientSettings(options, 1); // the run's own retry is the only one
	const region = regionOf(options);
	const about = { who, operation: "OptimizePrompt", model: target, ...(region === null ? {} : { region }) };
	const connect = async () => {
		const load = () => import("@aws-sdk/client-bedrock-agent-runtime");
		const sdk = await loadPeer("@aws-sdk/client-bedrock-agent-runtime", who, load);
		return { sdk, client: new sdk.BedrockAgentRuntimeClient(settings) };
	};
	let connecting: ReturnType<typeof connect> | undefined;

	return {
		id: `OptimizePrompt for ${target}`,
		identity: `aws:optimize-prompt:${options.endpoint ?? region ?? ""}:${target}`,
		can: { json: false, tools: false, stream: false, logprobs: false },
		price,
		facts: { target, region },
		async generate(request, { signal, onStatus }) {
			const text = textOf(request.messages.at(-1)?.content ?? []);
			connecting ??= connect();
			const { sdk, client } = await connecting;
			const startMs = performance.now();
			const input = { input: { textPrompt: { text } }, targetModelId: target };
			const { optimizedPrompt } = await send(client, new sdk.OptimizePromptCommand(input), about, signal);
			const reading = readEvents(optimizedPrompt ?? [], (analysis) => onStatus?.(`Bedrock: ${analysis}`));
			const { analysis, prompt } = await orAbort(reading, signal).catch((error: unknown) => {
				throw awsError(error, about);
			});
			onStatus?.("");
			if (prompt === "") {
				throw new ModelError(
					`${who}: expected an optimized prompt, found a stream that ended without one. Try again.`,
					{
						model: target,
						retryable: true,
					},
				);
			}
			const tokens = {
				inputTokens: Math.ceil(text.length / 4),
				outputTokens: Math.ceil(prompt.length / 4),
				cachedInputTokens: 0,
				cacheWriteTokens: 0,
			};
			return {
				content: [
					...(analysis === "" ? [] : [{ type: "reasoning", text: analysis } as const]),
					{ type: "text", text: prompt },
				],
				finish: "stop",
				usage: { ...tokens, costUsd: costOf(tokens, price), calls: 1 },
				latencyMs: performance.now() - startMs,
			};
		},
	};
}

/** The analysis as it comes, and the prompt at the end. What goes wrong on the way is thrown by the client's own iterator. */
async function readEvents(
	events: AsyncIterable<OptimizedPromptStream> | Iterable<OptimizedPromptStream>,
	onAnalysis: (text: string) => void,
): Promise<{ readonly analysis: string; readonly prompt: string }> {
	const analysis: string[] = [];
	const prompt: string[] = [];
	for await (const { analyzePromptEvent, optimizedPromptEvent } of events) {
		if (analyzePromptEvent?.message) {
			analysis.push(promptText([analyzePromptEvent.message]));
			onAnalysis(analysis.at(-1) ?? "");
		}
		const text = optimizedPromptEvent?.optimizedPrompt?.textPrompt?.text;
		if (text !== undefined) prompt.push(text);
	}
	return { analysis: analysis.join("\n"), prompt: promptText(prompt) };
}
