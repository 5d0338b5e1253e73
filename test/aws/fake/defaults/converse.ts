import type { Loose } from "../loose.ts";
import type { Answer } from "../types.ts";
import { madeUp } from "./made-up.ts";

const charactersPerToken = 4;

/** An answer of the right form to any conversation: the last text again, a forced tool called, a schema filled. */
export function answerConverse(input: Loose): Answer {
	const { toolChoice, tools = [] } = input.toolConfig ?? {};
	const inputTokens = tokensOf(JSON.stringify([input.system ?? [], input.messages]));
	const forced = toolChoice?.tool?.name ?? (toolChoice?.any ? tools[0]?.toolSpec?.name : undefined);
	if (forced !== undefined) {
		const schema = tools.find((tool: Loose) => tool.toolSpec?.name === forced)?.toolSpec.inputSchema.json;
		const toolUse = { toolUseId: "tooluse_fake", name: forced, input: madeUp(schema) };
		return converseAnswer([{ toolUse }], "tool_use", inputTokens);
	}
	const schema = input.outputConfig?.textFormat?.structure?.jsonSchema?.schema;
	const text = schema === undefined ? echo(input.messages) : JSON.stringify(madeUp(JSON.parse(schema)));
	const most = (input.inferenceConfig?.maxTokens ?? Number.POSITIVE_INFINITY) * charactersPerToken;
	return text.length > most
		? converseAnswer([{ text: text.slice(0, most) }], "max_tokens", inputTokens)
		: converseAnswer([{ text }], "end_turn", inputTokens);
}

/** What a script may leave out of an output of Converse. */
export function completeConverse(output: object): object {
	return {
		stopReason: "end_turn",
		usage: { inputTokens: 10, outputTokens: 5, totalTokens: 15 },
		metrics: { latencyMs: 42 },
		...output,
	};
}

export function tokensOf(text: string): number {
	return Math.max(1, Math.ceil(text.length / charactersPerToken));
}

/** The last text of a conversation, said again. */
export function echo(messages: Loose = []): string {
	const texts = messages
		.flatMap((message: Loose) => message.content)
		.map((block: Loose) => (typeof block === "string" ? block : block.text))
		.filter((text: unknown) => typeof text === "string");
	return `echo: ${texts.at(-1) ?? ""}`;
}

function converseAnswer(content: readonly object[], stopReason: string, inputTokens: number): Answer {
	const outputTokens = tokensOf(JSON.stringify(content));
	const usage = { inputTokens, outputTokens, totalTokens: inputTokens + outputTokens };
	return { output: completeConverse({ output: { message: { role: "assistant", content } }, stopReason, usage }) };
}
