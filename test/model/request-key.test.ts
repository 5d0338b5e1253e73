import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { requestKey } from "../../src/model/request-key.ts";
import { ask } from "./context.ts";

test("is the SHA-256 of identity and request as JSON with sorted keys", () => {
	const text =
		'{"identity":"m","request":{"messages":[{"content":[{"text":"hi","type":"text"}],"role":"user"}],"temperature":0}}';
	expect(requestKey("m", ask("hi", { temperature: 0 }))).toBe(createHash("sha256").update(text).digest("hex"));
});

test("every part that decides the answer changes it, and the order of keys does not", () => {
	const base = requestKey("m", ask("hi", { temperature: 0, maxTokens: 5 }));
	expect(requestKey("m", { maxTokens: 5, temperature: 0, ...ask("hi") })).toBe(base);
	const others = [
		requestKey("other endpoint", ask("hi", { temperature: 0, maxTokens: 5 })),
		requestKey("m", ask("hi", { temperature: 0.1, maxTokens: 5 })),
		requestKey("m", ask("hi", { temperature: 0, maxTokens: 5, sample: 1 })),
		requestKey("m", ask("hi", { temperature: 0, maxTokens: 5, sample: 2 })),
		requestKey("m", ask("hi ", { temperature: 0, maxTokens: 5 })),
	];
	expect(new Set([base, ...others]).size).toBe(6);
	expect(requestKey("m", ask("hi", { temperature: 0, maxTokens: 5, sample: 0 }))).toBe(base);
});
