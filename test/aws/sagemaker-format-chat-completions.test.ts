import { expect, test } from "vitest";
import { chatCompletions } from "../../src/aws/sagemaker-format-chat-completions.ts";
import { ask } from "../model/context.ts";
import { fixture } from "../openai/fixtures.ts";

// the wire itself is tested in test/openai and test/model/chat-completions; here, what an endpoint makes of it
const format = chatCompletions();

async function stream(text: string, size = 7) {
	const bytes = new TextEncoder().encode(text);
	const parts = (async function* () {
		for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
	})();
	const told: string[] = [];
	return { answer: await format.readStream?.(parts, ask("x"), (piece) => told.push(piece)), told };
}

test("no name of a model unless there is one; extra goes along", () => {
	expect(format.body(ask("x", { maxTokens: 5 }), false)).toEqual({
		messages: [{ role: "user", content: "x" }],
		max_tokens: 5,
	});
	const named = chatCompletions({ model: "tgi", extra: { top_k: 1 } });
	expect(named.body(ask("x"), true)).toMatchObject({ model: "tgi", top_k: 1, stream: true });
});

test("an answer whole and in pieces, with its tokens and without a cost", async () => {
	expect(format.read(JSON.parse(fixture("chat.json")), ask("x"))).toEqual({
		content: [{ type: "text", text: '{"label":"positive"}' }],
		finish: "stop",
		tokens: { inputTokens: 195, outputTokens: 8, cachedInputTokens: 1024 },
	});
	for (const size of [1, 3, 1000]) {
		expect(await stream(fixture("stream.txt"), size)).toMatchObject({
			answer: { content: [{ type: "text", text: "Grüß Gott 👋" }], finish: "stop", tokens: { inputTokens: 19 } },
			told: ["Grüß ", "Gott 👋"],
		});
	}
});

test("a container's error, whole and in the middle", async () => {
	const problem = { problem: "prompt is too long", retryable: false };
	expect(format.read({ error: { message: "prompt is too long", code: 400 } }, ask("x"))).toEqual(problem);
	expect(format.read({ error: "prompt is too long" }, ask("x"))).toEqual(problem);
	expect((await stream('data: {"error": {"message": "prompt is too long"}}\n\n')).answer).toEqual(problem);
	expect((await stream("data: {oh\n\n")).answer).toMatchObject({ retryable: true });
});

test("what is no answer, and a stream without its end, are null", async () => {
	for (const answer of [undefined, null, {}, "text", { generated_text: "x" }]) {
		expect(format.read(answer, ask("x"))).toBeNull();
	}
	expect((await stream('data: {"choices":[{"delta":{"content":"a"}}]}\n\n')).answer).toBeNull();
	expect((await stream("")).answer).toBeNull();
});
