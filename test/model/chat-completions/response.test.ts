import { expect, test } from "vitest";
import { readCompletion } from "../../../src/model/chat-completions/response.ts";

test("an answer without usage has no known cost, unless it is free", () => {
	const body = { choices: [{ message: { content: "hi" }, finish_reason: "stop" }] };
	expect(readCompletion(body, { input: 1, output: 1, source: "made up", date: "2026-01-01" })).toMatchObject({
		content: [{ type: "text", text: "hi" }],
		finish: "stop",
		usage: { calls: 1, costUsd: null },
	});
	expect(readCompletion(body, { input: 0, output: 0, source: "made up", date: "2026-01-01" })?.usage.costUsd).toBe(0);
});

test("what holds no reply is null", () => {
	for (const body of [null, undefined, 1, "text", {}, { choices: [] }, { choices: [{}] }]) {
		expect(readCompletion(body, null)).toBeNull();
	}
});
