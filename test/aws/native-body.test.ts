import { describe, expect, test } from "vitest";
import type { ConverseEvent, ConverseInput } from "../../src/aws/converse-types.ts";
import { unknownCapabilities } from "../../src/aws/model-table.ts";
import { nativeBody } from "../../src/aws/native-body-family.ts";

const nova = nativeBody("nova", "amazon.nova-lite-v1:0");
const claude = nativeBody("claude", "anthropic.claude-haiku-4-5-20251001-v1:0");
const llama = nativeBody("llama", "meta.llama3-3-70b-instruct-v1:0");

const base64 = Buffer.from("bytes").toString("base64");
const conversation: ConverseInput = {
	modelId: "m",
	system: [{ text: "Be brief." }],
	messages: [
		{
			role: "user",
			content: [{ text: "Look:" }, { image: { format: "png", source: { bytes: Buffer.from("bytes") } } }],
		},
		{ role: "assistant", content: [{ toolUse: { toolUseId: "t1", name: "add", input: { n: 1 } } }] },
		{ role: "user", content: [{ toolResult: { toolUseId: "t1", content: [{ text: "oh" }], status: "error" } }] },
	],
	inferenceConfig: { maxTokens: 50, temperature: 0, topP: 0.5, stopSequences: ["\n\n"] },
	toolConfig: {
		tools: [{ toolSpec: { name: "add", description: "Adds.", inputSchema: { json: { type: "object" } } } }],
		toolChoice: { tool: { name: "add" } },
	},
};

/** All events of some pieces. */
function told(body: ReturnType<typeof nativeBody>, pieces: readonly object[]): ConverseEvent[] {
	const read = body.pieces();
	return pieces.flatMap((piece) => [...read(piece)]);
}

test("what a body has a place for, of what the model can", () => {
	const can = { ...unknownCapabilities, nativeJson: true, tools: true, forcedTool: true, images: true };
	expect(claude.fits(can)).toMatchObject({ nativeJson: false, tools: true, forcedTool: true, images: true });
	expect(llama.fits(can)).toMatchObject({ nativeJson: false, tools: false, forcedTool: false, images: false });
});

describe("Nova", () => {
	test("writes Converse's own words, media in base64", () => {
		expect(nova.write(conversation)).toEqual({
			schemaVersion: "messages-v1",
			system: [{ text: "Be brief." }],
			messages: [
				{ role: "user", content: [{ text: "Look:" }, { image: { format: "png", source: { bytes: base64 } } }] },
				conversation.messages[1],
				conversation.messages[2],
			],
			inferenceConfig: conversation.inferenceConfig,
			toolConfig: conversation.toolConfig,
		});
	});

	test("counts the cache under names of its own", () => {
		const answer = {
			output: { message: { role: "assistant", content: [{ text: "Hi" }] } },
			stopReason: "max_tokens",
			usage: { inputTokens: 5, outputTokens: 2, cacheReadInputTokenCount: 7, cacheWriteInputTokenCount: 1 },
		};
		expect(nova.read(answer, conversation)).toEqual({
			content: [{ text: "Hi" }],
			stopReason: "max_tokens",
			usage: { inputTokens: 5, outputTokens: 2, cacheReadInputTokens: 7, cacheWriteInputTokens: 1 },
		});
		const [event] = told(nova, [{ metadata: { usage: answer.usage } }]);
		expect(event?.metadata?.usage).toMatchObject({ cacheReadInputTokens: 7, cacheWriteInputTokens: 1 });
	});
});

describe("Anthropic", () => {
	test("writes the Messages API", () => {
		expect(claude.write({ ...conversation, additionalModelRequestFields: { top_k: 3 } })).toEqual({
			anthropic_version: "bedrock-2023-05-31",
			max_tokens: 50,
			system: "Be brief.",
			messages: [
				{
					role: "user",
					content: [
						{ type: "text", text: "Look:" },
						{ type: "image", source: { type: "base64", media_type: "image/png", data: base64 } },
					],
				},
				{ role: "assistant", content: [{ type: "tool_use", id: "t1", name: "add", input: { n: 1 } }] },
				{
					role: "user",
					content: [
						{ type: "tool_result", tool_use_id: "t1", content: [{ type: "text", text: "oh" }], is_error: true },
					],
				},
			],
			tools: [{ name: "add", description: "Adds.", input_schema: { type: "object" } }],
			tool_choice: { type: "tool", name: "add" },
			temperature: 0,
			top_p: 0.5,
			stop_sequences: ["\n\n"],
			top_k: 3,
		});
	});

	test("documents: PDF alone; thoughts go back with their signature", () => {
		const holding = (block: ConverseInput["messages"][number]["content"][number]): ConverseInput => ({
			modelId: "m",
			messages: [{ role: "user", content: [block] }],
		});
		const file = (format: string) => ({ document: { format, name: "a", source: { bytes: Buffer.from("bytes") } } });
		const first = (input: ConverseInput) => (claude.write(input).messages as { content: object[] }[])[0]?.content[0];
		expect(first(holding(file("pdf")))).toEqual({
			type: "document",
			source: { type: "base64", media_type: "application/pdf", data: base64 },
		});
		expect(() => first(holding(file("csv")))).toThrow("expected a PDF, found a document in csv");
		expect(first(holding({ reasoningContent: { reasoningText: { text: "hm", signature: "s" } } }))).toEqual({
			type: "thinking",
			thinking: "hm",
			signature: "s",
		});
		expect(first(holding({ reasoningContent: { redactedContent: Buffer.from("bytes") } }))).toEqual({
			type: "redacted_thinking",
			data: base64,
		});
	});

	test("reads every kind of block; cached tokens apart", () => {
		const answer = {
			content: [
				{ type: "thinking", thinking: "hm", signature: "s" },
				{ type: "redacted_thinking", data: base64 },
				{ type: "text", text: "Hi" },
				{ type: "tool_use", id: "t", name: "add", input: { n: 1 } },
				{ type: "something_new" },
			],
			stop_reason: "tool_use",
			usage: { input_tokens: 5, output_tokens: 2, cache_read_input_tokens: 7, cache_creation_input_tokens: null },
		};
		expect(claude.read(answer, conversation)).toEqual({
			content: [
				{ reasoningContent: { reasoningText: { text: "hm", signature: "s" } } },
				{ reasoningContent: { redactedContent: Buffer.from("bytes") } },
				{ text: "Hi" },
				{ toolUse: { toolUseId: "t", name: "add", input: { n: 1 } } },
			],
			stopReason: "tool_use",
			usage: { inputTokens: 5, outputTokens: 2, cacheReadInputTokens: 7, cacheWriteInputTokens: undefined },
		});
		const stopped = (stop_reason: string) => claude.read({ content: [], stop_reason }, conversation)?.stopReason;
		expect([stopped("refusal"), stopped("pause_turn"), stopped("max_tokens")]).toEqual([
			"content_filtered",
			"end_turn",
			"max_tokens",
		]);
	});

	test("pieces, as in Anthropic's documentation of streaming: input counted first, output last, told together", () => {
		const events = told(claude, [
			{ type: "message_start", message: { usage: { input_tokens: 25, cache_read_input_tokens: 4, output_tokens: 1 } } },
			{ type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
			{ type: "ping" },
			{ type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Hello" } },
			{ type: "content_block_stop", index: 0 },
			{ type: "content_block_start", index: 1, content_block: { type: "tool_use", id: "t", name: "add", input: {} } },
			{ type: "content_block_delta", index: 1, delta: { type: "input_json_delta", partial_json: '{"n":' } },
			{ type: "content_block_start", index: 2, content_block: { type: "thinking", thinking: "" } },
			{ type: "content_block_delta", index: 2, delta: { type: "thinking_delta", thinking: "hm" } },
			{ type: "content_block_delta", index: 2, delta: { type: "signature_delta", signature: "s" } },
			{ type: "content_block_start", index: 3, content_block: { type: "redacted_thinking", data: base64 } },
			{ type: "message_delta", delta: { stop_reason: "tool_use", stop_sequence: null }, usage: { output_tokens: 15 } },
			{ type: "message_stop", "amazon-bedrock-invocationMetrics": { inputTokenCount: 25 } },
		]);
		const delta = (contentBlockIndex: number, inner: object) => ({
			contentBlockDelta: { contentBlockIndex, delta: inner },
		});
		const usage = { inputTokens: 25, cacheReadInputTokens: 4 };
		expect(events).toEqual([
			{ metadata: { usage: { ...usage, outputTokens: 1 } } },
			delta(0, { text: "Hello" }),
			{ contentBlockStart: { contentBlockIndex: 1, start: { toolUse: { toolUseId: "t", name: "add" } } } },
			delta(1, { toolUse: { input: '{"n":' } }),
			delta(2, { reasoningContent: { text: "hm" } }),
			delta(2, { reasoningContent: { signature: "s" } }),
			delta(3, { reasoningContent: { redactedContent: Buffer.from("bytes") } }),
			{ messageStop: { stopReason: "tool_use" } },
			{ metadata: { usage: { ...usage, outputTokens: 15 } } },
		]);
	});
});

describe("Llama", () => {
	const plain: ConverseInput = { modelId: "m", messages: [{ role: "user", content: [{ text: "Hi" }] }] };

	test("writes one prompt; Llama 4 in its own marks", () => {
		const asked = {
			...plain,
			system: [{ text: "Be brief." }],
			inferenceConfig: { maxTokens: 9, temperature: 0, topP: 1 },
		};
		expect(llama.write(asked)).toEqual({
			prompt:
				"<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\nBe brief.<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nHi<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n",
			max_gen_len: 9,
			temperature: 0,
			top_p: 1,
		});
		expect(nativeBody("llama", "us.meta.llama4-scout-17b-instruct-v1:0").write(asked).prompt).toMatch(
			/<\|header_start\|>/,
		);
	});

	test("a stop sequence ends the answer, and keeps it from being streamed", () => {
		const stopping = { ...plain, inferenceConfig: { stopSequences: ["END", "\n"] } };
		const answer = {
			generation: "a\nb END c",
			stop_reason: "length",
			prompt_token_count: 3,
			generation_token_count: 6,
		};
		expect(llama.read(answer, stopping)).toEqual({
			content: [{ text: "a" }],
			stopReason: "stop_sequence",
			usage: { inputTokens: 3, outputTokens: 6 },
		});
		expect(llama.read(answer, plain)?.stopReason).toBe("max_tokens");
		expect([llama.streams(stopping), llama.streams(plain)]).toEqual([false, true]);
	});

	test("pieces: counts come with the first and the last", () => {
		const events = told(llama, [
			{ generation: "He", prompt_token_count: 11, generation_token_count: 1, stop_reason: null },
			{ generation: "llo", prompt_token_count: null, generation_token_count: 2, stop_reason: null },
			{ generation: "", prompt_token_count: null, generation_token_count: 3, stop_reason: "stop" },
		]);
		expect(events.map((event) => event.contentBlockDelta?.delta?.text ?? "").join("")).toBe("Hello");
		expect(events.slice(-2)).toEqual([
			{ messageStop: { stopReason: "end_turn" } },
			{ metadata: { usage: { inputTokens: 11, outputTokens: 3 } } },
		]);
		const metrics = { "amazon-bedrock-invocationMetrics": { inputTokenCount: 12, outputTokenCount: 4 } };
		expect(told(llama, [{ generation: "", stop_reason: "length", ...metrics }]).at(-1)?.metadata?.usage).toEqual({
			inputTokens: 12,
			outputTokens: 4,
		});
	});
});

test("what is no answer is null", () => {
	for (const body of [nova, claude, llama]) {
		for (const answer of [undefined, null, {}, { generation: 1 }, { content: "x" }, { output: {} }, []]) {
			expect(body.read(answer, conversation)).toBeNull();
		}
	}
});
