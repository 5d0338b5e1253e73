import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { bedrock } from "../../src/aws/bedrock.ts";
import { ConfigError, ModelError } from "../../src/core/errors.ts";
import { textOf } from "../../src/model/model.ts";
import { ask, testContext } from "../model/context.ts";
import { answered, keys, onFake } from "./bedrock-model.ts";
import { type Fake, startFake } from "./fake/index.ts";

let fake: Fake;
beforeAll(async () => {
	fake = await startFake({ noAccess: ["amazon.nova-pro-v1:0"] });
});
afterAll(async () => {
	expect(fake.failures).toEqual([]);
	await fake[Symbol.asyncDispose]();
});
afterEach(() => vi.unstubAllEnvs());

/** The error that a call ends with. */
async function errorOf(call: Promise<unknown>): Promise<Error> {
	const error = await call.then(
		() => null,
		(reason: unknown) => reason,
	);
	if (!(error instanceof Error)) throw new Error("expected the call to fail");
	return error;
}

const refused = (error: string, message: string, status: number) => ({ error, message, status });

describe("what AWS refuses", () => {
	it("two throttles are waited out, with a word to the reader, and counted as one call", async () => {
		const throttled = { ...refused("ThrottlingException", "Too many requests", 429), headers: { "retry-after": "0" } };
		const delta = { contentBlockDelta: { contentBlockIndex: 0, delta: { text: "Hi." } } };
		const stream = [{ messageStart: { role: "assistant" } }, delta, { messageStop: { stopReason: "end_turn" } }];
		fake.answer("Converse", throttled, throttled, answered([{ text: "Hi." }]));
		fake.answer("ConverseStream", throttled, throttled, { stream });
		for (const listening of [{}, { onDelta: () => {} }]) {
			const before = fake.log.length;
			const said: string[] = [];
			const context = testContext({ ...listening, onStatus: (text) => said.push(text) });
			const answer = await onFake(fake, "nova-micro").generate(ask("x"), context);
			expect([textOf(answer.content), answer.usage.calls, fake.log.length - before]).toEqual(["Hi.", 1, 3]);
			expect(said.some((text) => /^waiting .* quota/.test(text))).toBe(true);
		}
	});

	it("attempts: 1 sends once, and leaves the error to a retry further out", async () => {
		fake.answer("Converse", refused("ThrottlingException", "Too many requests", 429));
		const before = fake.log.length;
		const error = await errorOf(onFake(fake, "nova-micro", { attempts: 1 }).generate(ask("x"), testContext()));
		expect(error).toMatchObject({ status: 429, retryable: true });
		expect(fake.log.length - before).toBe(1);
	});

	it("each refusal says who, what AWS said, and what to do; it is tried once", async () => {
		const cases = [
			[
				"ExpiredTokenException",
				"The security token included in the request is expired",
				403,
				ConfigError,
				/sign in again/,
			],
			[
				"UnrecognizedClientException",
				"The security token included in the request is invalid.",
				403,
				ConfigError,
				/aws\.whoami/,
			],
			[
				"AccessDeniedException",
				"You don't have access to the model with the specified model ID.",
				403,
				ModelError,
				/no access to this model in us-east-1/,
			],
			[
				"ValidationException",
				"Invocation of model ID anthropic.claude with on-demand throughput isn\u2019t supported. Retry your request with the ID or ARN of an inference profile that contains this model.",
				400,
				ModelError,
				/profile/,
			],
			["ValidationException", "The provided model identifier is invalid.", 400, ModelError, /model/],
			["ValidationException", "Input is too long for requested model.", 400, ModelError, /Shorten the prompt/],
		] as const;
		for (const [name, words, status, kind, remedy] of cases) {
			fake.answer("Converse", refused(name, words, status));
			const before = fake.log.length;
			const error = await errorOf(onFake(fake, "nova-lite").generate(ask("x"), testContext()));
			expect(error).toBeInstanceOf(kind);
			expect(error.message).toMatch(/^aws\.bedrock: expected an answer of nova-lite in us-east-1, found /);
			expect(error.message).toContain(words.replace(/\.$/, ""));
			expect(error.message).toMatch(remedy);
			expect(error.message).not.toContain(keys.secretAccessKey);
			expect(fake.log.length - before).toBe(1);
		}
	});

	it("every further call of a model without access would end so: the error is systemic", async () => {
		fake.answer("Converse");
		const error = await errorOf(onFake(fake, "nova-pro").generate(ask("x"), testContext()));
		expect(error).toMatchObject({ status: 403, systemic: true, retryable: false });
	});

	it("the fake itself knows profiles and ended ids: a sentence names a profile to take", async () => {
		fake.answer("Converse");
		const haiku = "anthropic.claude-haiku-4-5-20251001-v1:0";
		const needed = await errorOf(onFake(fake, haiku).generate(ask("x"), testContext()));
		expect(needed.message).toContain("isn\u2019t supported");
		expect(needed.message).toContain(`us.${haiku}`);
		const ended = await errorOf(onFake(fake, "amazon.titan-text-express-v1").generate(ask("x"), testContext()));
		expect(ended).toMatchObject({ code: "model", systemic: true });
	});
});

describe("what is missing here", () => {
	const away = {
		AWS_REGION: "",
		AWS_DEFAULT_REGION: "",
		AWS_CONFIG_FILE: "/nowhere",
		AWS_SHARED_CREDENTIALS_FILE: "/nowhere",
	};
	function bareEnvironment(more: Readonly<Record<string, string>> = {}) {
		for (const name of ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE", "AWS_BEARER_TOKEN_BEDROCK"]) {
			vi.stubEnv(name, undefined);
		}
		for (const [name, value] of Object.entries({ ...away, AWS_EC2_METADATA_DISABLED: "true", ...more })) {
			vi.stubEnv(name, value === "" ? undefined : value);
		}
	}

	it("no credentials: a ConfigError that says how to sign in; nothing is sent", async () => {
		bareEnvironment();
		const before = fake.log.length;
		const error = await errorOf(
			bedrock("nova-lite", { region: "us-east-1", endpoint: fake.url }).generate(ask("x"), testContext()),
		);
		expect(error).toBeInstanceOf(ConfigError);
		expect(error.message).toMatch(/aws sso login/);
		expect(fake.log.length).toBe(before);
	});

	it("no region: a ConfigError that says where to name one; a later call, with one, goes through", async () => {
		bareEnvironment();
		const model = bedrock("llama-3-8b", { endpoint: fake.url, credentials: keys });
		expect(model.facts?.region).toBeNull();
		const error = await errorOf(model.generate(ask("x"), testContext()));
		expect(error).toBeInstanceOf(ConfigError);
		expect(error.message).toMatch(/Region is missing.*Pass region/s);
		vi.stubEnv("AWS_REGION", "us-east-1");
		fake.answer("Converse", answered([{ text: "Hi." }]));
		expect((await model.generate(ask("x"), testContext())).finish).toBe("stop");
		expect(model.facts?.region).toBe("us-east-1");
		expect(model.price?.input).toBe(0.3);
		await model[Symbol.asyncDispose]();
	});

	it("no server: the address is what to look at", async () => {
		const model = bedrock("nova-lite", {
			region: "us-east-1",
			endpoint: "http://127.0.0.1:9",
			credentials: keys,
			attempts: 1,
		});
		const error = await errorOf(model.generate(ask("x"), testContext()));
		expect(error).toMatchObject({ code: "model", systemic: true });
		expect(error.message).toMatch(/endpoint|AWS_ENDPOINT_URL/);
		await model[Symbol.asyncDispose]();
	});
});
