import { describe, expect, it } from "vitest";
import { inputMessages, outputMessages } from "../../src/langfuse/gen-ai-messages.ts";

// The parts' names are those of gen-ai-input-messages.json and gen-ai-output-messages.json of the conventions.
describe("messages of the GenAI conventions", () => {
	it("hold a tool's call and, in a turn of the tool's, its result", () => {
		const call = { type: "toolCall", id: "c1", name: "search", input: { q: "moon" } } as const;
		const result = { type: "toolResult", id: "c1", content: "far" } as const;
		const messages = [
			{ role: "assistant", content: [{ type: "reasoning", text: "Look it up." }, call] },
			{ role: "user", content: [result] },
		] as const;
		expect(inputMessages({ messages })).toEqual([
			{
				role: "assistant",
				parts: [
					{ type: "reasoning", content: "Look it up." },
					{ type: "tool_call", id: "c1", name: "search", arguments: { q: "moon" } },
				],
			},
			{ role: "tool", parts: [{ type: "tool_call_response", id: "c1", response: "far" }] },
		]);
	});

	it("say why the model stopped", () => {
		expect(outputMessages([], "tool")).toEqual([{ role: "assistant", parts: [], finish_reason: "tool_call" }]);
		expect(inputMessages({ messages: [] })).toEqual([]);
	});
});
