import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { requestKey, storedRequest } from "../../src/model/request-key.ts";
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

test("an image is there by the hash of its bytes, as a view or a Buffer; its format and bytes decide", () => {
	const of = (format: "png" | "jpeg", bytes: Uint8Array) =>
		requestKey("m", { messages: [{ role: "user", content: [{ type: "image", format, bytes }] }] });
	const base = of("png", new Uint8Array([1, 2, 3]));
	expect(of("png", Buffer.from([1, 2, 3]))).toBe(base);
	expect(of("png", new Uint8Array([0, 1, 2, 3]).subarray(1))).toBe(base);
	expect(of("jpeg", new Uint8Array([1, 2, 3]))).not.toBe(base);
	expect(of("png", new Uint8Array([1, 2, 4]))).not.toBe(base);
});

test("a stored request has a size that does not grow with its documents, and one of text is kept as it is", () => {
	const bytes = new Uint8Array(100_000);
	const stored = storedRequest({
		messages: [{ role: "user", content: [{ type: "document", format: "pdf", name: "a", bytes }] }],
		temperature: 0,
	});
	expect(JSON.stringify(stored).length).toBeLessThan(250);
	expect(stored).toMatchObject({ temperature: 0, messages: [{ content: [{ type: "document", name: "a" }] }] });
	const text = ask("hi");
	expect(storedRequest(text)).toBe(text);
});
