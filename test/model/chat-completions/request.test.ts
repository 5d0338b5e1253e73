import { expect, test } from "vitest";
import { requestBody } from "../../../src/model/chat-completions/request.ts";
import { userMessage } from "../../../src/model/model.ts";

// the wire itself is tested in test/openai; here, what other edges lean on
test("a server with one model needs no name of it; extra has the last word", () => {
	const body = requestBody({ maxTokensField: "max_tokens", extra: { top_k: 1, max_tokens: 5 } });
	expect(body({ messages: [userMessage("hi")], maxTokens: 9 }, false)).toEqual({
		messages: [{ role: "user", content: "hi" }],
		max_tokens: 5,
		top_k: 1,
	});
});
