import { expect, test } from "vitest";
import { growingCompletion } from "../../../src/model/chat-completions/stream.ts";

test("a tool call grows by its index, and the usage comes in a chunk of its own", () => {
	const deltas: string[] = [];
	const growing = growingCompletion((text) => deltas.push(text));
	const call = (index: number, piece: object) =>
		growing.add({ choices: [{ delta: { tool_calls: [{ index, ...piece }] } }] });
	call(0, { id: "a", function: { name: "add", arguments: '{"n":' } });
	call(1, { id: "b", function: { name: "halve" } });
	call(0, { function: { arguments: "1}" } });
	expect(growing.ended()).toBe(false);
	growing.add({ choices: [{ finish_reason: "tool_calls" }] });
	growing.add({ usage: { prompt_tokens: 3, completion_tokens: 4 } });
	expect(growing.ended()).toBe(true);
	expect(growing.answer(null)).toMatchObject({
		content: [
			{ type: "toolCall", id: "a", name: "add", input: { n: 1 } },
			{ type: "toolCall", id: "b", name: "halve", input: {} },
		],
		finish: "tool",
		usage: { inputTokens: 3, outputTokens: 4 },
	});
	expect(deltas).toEqual([]);
});

test("nothing at all is an empty answer that has not ended", () => {
	const growing = growingCompletion(() => {});
	expect(growing.ended()).toBe(false);
	expect(growing.answer(null).content).toEqual([]);
});
