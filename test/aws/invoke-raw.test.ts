import { expect, test } from "vitest";
import { invokeRaw } from "../../src/aws/invoke-raw.ts";
import { AbortedError, ConfigError } from "../../src/core/errors.ts";
import { invoked, useFake } from "./on-fake.ts";

const { fake, at, sent, body } = useFake();

test("a body goes as it is, and the answer comes as it is", async () => {
	fake().answer("InvokeModel", invoked({ results: [1] }));
	const raw = await invokeRaw(
		"amazon.nova-micro-v1:0",
		{ messages: [{ role: "user", content: [{ text: "x" }] }] },
		at(),
	);
	expect(raw.json).toEqual({ results: [1] });
	expect(Buffer.from(raw.bytes).toString()).toBe('{"results":[1]}');
	expect(raw.requestId).toMatch(/./);
	expect(sent()).toMatchObject({ modelId: "amazon.nova-micro-v1:0", contentType: "application/json" });
	expect(body("body")).toEqual({ messages: [{ role: "user", content: [{ text: "x" }] }] });
	fake().answer("InvokeModel", invoked("plain"));
	const plain = await invokeRaw(
		"amazon.nova-micro-v1:0",
		{ messages: [{ role: "user", content: [{ text: "x" }] }] },
		at(),
	);
	expect(plain.json).toBeUndefined();
	fake().answer("InvokeModel");
});

test("AWS's own checks of a body come back in its words", async () => {
	await expect(invokeRaw("amazon.nova-micro-v1:0", { message: [] }, at())).rejects.toThrow(
		/^aws\.invokeRaw: expected an answer of amazon\.nova-micro-v1:0 in us-east-1, found 400 ValidationException: .*required key \[messages\] not found/,
	);
});

test("what is too large, or stopped, is not sent", async () => {
	const before = fake().log.length;
	const large = invokeRaw("amazon.nova-micro-v1:0", { messages: "x".repeat(26 * 2 ** 20) }, at());
	await expect(large).rejects.toThrow("aws.invokeRaw: expected a body of at most 25 MiB, found 26.0 MiB.");
	await expect(large).rejects.toBeInstanceOf(ConfigError);
	const stopped = invokeRaw("amazon.nova-micro-v1:0", {}, { ...at(), signal: AbortSignal.abort() });
	await expect(stopped).rejects.toBeInstanceOf(AbortedError);
	expect(fake().log.length).toBe(before);
});
