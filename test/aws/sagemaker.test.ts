import { describe, expect, test } from "vitest";
import { type SagemakerOptions, sagemaker } from "../../src/aws/sagemaker.ts";
import { AbortedError, ConfigError, type ModelError } from "../../src/core/errors.ts";
import { ask, testContext } from "../model/context.ts";
import { closing, useFake } from "./on-fake.ts";

const { fake, at, sent, body } = useFake({ endpoints: ["mine"] });
const open = (options: SagemakerOptions, endpoint = "mine") => closing(sagemaker(endpoint, { ...at(), ...options }));
const formats = ["text-generation", "openai"] as const;

async function fails(model: ReturnType<typeof open>, onDelta?: (text: string) => void): Promise<ModelError> {
	const context = testContext(onDelta === undefined ? {} : { onDelta });
	return (await model.generate(ask("hello"), context).catch((error: unknown) => error)) as ModelError;
}

describe.each(formats)("%s", (format) => {
	test("answers whole, in tokens but not in dollars: an endpoint is billed by the hour", async () => {
		const model = open({ format });
		const answer = await model.generate(ask("hello there", { temperature: 0 }), testContext());
		expect(answer).toMatchObject({
			content: [{ type: "text", text: "echo: hello there" }],
			finish: "stop",
			usage: { costUsd: null, calls: 1 },
		});
		expect(answer.latencyMs).toBeGreaterThan(0);
		expect(model.price).toBeNull();
		expect(model.facts).toMatchObject({ endpoint: "mine", region: "us-east-1", format, billed: "by the hour" });
		expect(sent()).toMatchObject({ EndpointName: "mine", ContentType: "application/json", Accept: "application/json" });
	});

	test("streams the same, over lines and characters cut anywhere", async () => {
		const told: string[] = [];
		const answer = await open({ format }).generate(
			ask("grüß dich 👋 du"),
			testContext({ onDelta: (text) => told.push(text) }),
		);
		expect(told).toEqual(["echo: ", "grüß ", "dich ", "👋 ", "du"]);
		expect(answer.content).toEqual([{ type: "text", text: "echo: grüß dich 👋 du" }]);
		expect(answer.usage.outputTokens).toBeGreaterThan(0);
		expect(fake().log.at(-1)?.operation).toBe("InvokeEndpointWithResponseStream");
		expect(body("Body").stream).toBe(true);
	});

	test("says how many tokens to write, asked or not", async () => {
		const said = () => body("Body").parameters?.max_new_tokens ?? body("Body").max_tokens;
		await open({ format }).generate(ask("x"), testContext());
		expect(said()).toBe(1024);
		await open({ format, maxTokens: 50 }).generate(ask("x", { maxTokens: 7 }), testContext());
		expect(said()).toBe(7);
	});
});

describe("a format of one's own", () => {
	const own = {
		name: "own",
		body: ({ maxTokens }: { maxTokens?: number }) => ({ inputs: "x", limit: maxTokens }),
		read: (answer: unknown) => (typeof answer === "string" ? answer : null),
	};

	test("writes its body and reads a text; what does not stream is told at the end", async () => {
		fake().answer("InvokeEndpoint", { output: { Body: "plain words", ContentType: "text/plain" } });
		const told: string[] = [];
		const model = open({ format: own });
		expect(model.can).toEqual({ json: false, tools: false, stream: false, logprobs: false });
		const answer = await model.generate(ask("hello"), testContext({ onDelta: (text) => told.push(text) }));
		expect(answer.content).toEqual([{ type: "text", text: "plain words" }]);
		expect(told).toEqual(["plain words"]);
		expect(body("Body")).toEqual({ inputs: "x", limit: 1024 });
	});

	test("an answer that it does not know is an error that shows it", async () => {
		fake().answer("InvokeEndpoint", { output: { Body: '{"predictions":[1]}', ContentType: "application/json" } });
		const error = await fails(open({ format: own }));
		expect(error.message).toBe(
			'aws.sagemaker: expected an answer of the endpoint mine, found "{"predictions":[1]}". Check format: it names what the container reads and writes.',
		);
		expect(error.retryable).toBe(false);
		fake().answer("InvokeEndpoint");
	});
});

test("a component and a variant are asked for by name", async () => {
	await open({ format: "openai", component: "llm", variant: "green" }).generate(ask("x"), testContext());
	expect(sent()).toMatchObject({ InferenceComponentName: "llm", TargetVariant: "green" });
});

test("what decides an answer is in the identity, above all the model behind the name", () => {
	const identity = (options: SagemakerOptions) => open(options).identity;
	const plain = identity({ format: "openai" });
	expect(plain).toMatch(/^sagemaker:us-east-1:mine:openai:[0-9a-f]{16}$/);
	const others: SagemakerOptions[] = [
		{ format: "openai", revision: "2" },
		{ format: "openai", extra: { top_k: 1 } },
		{ format: "openai", component: "a" },
		{ format: "openai", model: "m" },
		{ format: "text-generation" },
		{ format: "text-generation", prompt: "llama-3" },
	];
	expect(new Set([plain, ...others.map(identity)]).size).toBe(others.length + 1);
	expect(identity({ format: "openai", id: "name" })).toBe(plain);
});

describe("refused before it is sent", () => {
	test("a name that is none, a format that is none", () => {
		expect(() => open({ format: "openai" }, "arn:aws:sagemaker:us-east-1:1:endpoint/x")).toThrow(
			"expected the name of an endpoint",
		);
		expect(() => open({ format: "openai", maxTokens: Number.NaN })).toThrow("expected maxTokens to be an integer");
		expect(() => open({ format: "tgi" } as never)).toThrow(
			'expected format "text-generation", "openai" or an object, found "tgi".',
		);
	});

	test("what the format has no place for", async () => {
		const tools = [{ name: "add", description: "", input: { type: "object" } }];
		const asked = open({ format: "text-generation" }).generate(
			ask("x", { tools, output: { type: "object" } }),
			testContext(),
		);
		await expect(asked).rejects.toThrow("expected a request without tools and an output schema");
		await expect(asked).rejects.toBeInstanceOf(ConfigError);
	});

	test("more than six mebibytes: the row's own error, not the run's", async () => {
		const before = fake().log.length;
		const asked = open({ format: "openai" }).generate(ask("ü".repeat(3.5 * 2 ** 20)), testContext());
		await expect(asked).rejects.toThrow(
			"expected a request of at most 6 MiB for the endpoint mine, found 7.0 MiB; nothing was sent.",
		);
		await expect(asked).rejects.toMatchObject({ code: "model", retryable: false, systemic: false });
		await expect(
			open({ format: "openai" }).generate(ask("x"), testContext({ signal: AbortSignal.abort() })),
		).rejects.toBeInstanceOf(AbortedError);
		expect(fake().log.length).toBe(before);
	});
});

describe("failures of the endpoint", () => {
	test("it is not there, or not yet", async () => {
		const error = await fails(open({ format: "openai" }, "nobodys"));
		expect(error.message).toMatch(
			/^aws\.sagemaker: expected an answer of the endpoint nobodys in us-east-1, found 400 ValidationError: Endpoint nobodys of account \d+ not found\. Check the name, .* Creating .* InService\.$/,
		);
		expect(error).toMatchObject({ systemic: true, retryable: false, status: 400 });
	});

	test("a busy one is asked again", async () => {
		const busy = { error: "ModelNotReadyException", message: "still loading", status: 429 };
		const answer = { choices: [{ message: { content: "ok" }, finish_reason: "stop" }] };
		fake().answer("InvokeEndpoint", busy, {
			output: { Body: JSON.stringify(answer), ContentType: "application/json" },
		});
		const { content } = await open({ format: "openai", retry: { baseMs: 1 } }).generate(ask("x"), testContext());
		expect(content).toEqual([{ type: "text", text: "ok" }]);
		fake().answer("InvokeEndpoint");
	});

	test("an error of the container in an answer, whole and streamed", async () => {
		const Body = JSON.stringify({ error: "out of memory" });
		fake().answer("InvokeEndpoint", { output: { Body, ContentType: "application/json" } });
		const whole = await fails(open({ format: "openai" }));
		expect(whole.message).toBe(
			"aws.sagemaker: expected an answer of the endpoint mine, found an error of the container: out of memory.",
		);
		fake().answer("InvokeEndpoint");
		const part = (text: string) => ({ PayloadPart: { Bytes: Buffer.from(text) } });
		fake().answer("InvokeEndpointWithResponseStream", {
			stream: [part('data: {"error":'), part('"out of memory"}\n\n')],
		});
		expect((await fails(open({ format: "openai" }), () => {})).message).toBe(whole.message);
		fake().answer("InvokeEndpointWithResponseStream");
	});

	test("a stream that breaks off is sent again only if nothing was told", async () => {
		const part = (content: string) => ({
			PayloadPart: { Bytes: Buffer.from(`data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`) },
		});
		const end = { PayloadPart: { Bytes: Buffer.from("data: [DONE]\n\n") } };
		const stream = "InvokeEndpointWithResponseStream";
		const fallen = { InternalStreamFailure: { Message: "oh no" } };
		const told: string[] = [];
		const model = open({ format: "openai", retry: { baseMs: 1 } });
		const tell = testContext({ onDelta: (text) => told.push(text) });

		fake().answer(stream, { stream: [fallen] }, { stream: [part("ok"), end] });
		expect((await model.generate(ask("x"), tell)).content).toEqual([{ type: "text", text: "ok" }]);
		expect(told).toEqual(["ok"]);

		fake().answer(stream, { stream: [part("half"), fallen] });
		const broken = await fails(model, () => {});
		expect(broken.message).toMatch(/^aws\.sagemaker: .*InternalStreamFailure: oh no\. .*its text had begun to arrive/);
		fake().answer(stream, { stream: [part("half")] });
		expect((await fails(model, () => {})).message).toMatch(/a stream that ended before the answer did/);
		const late = { ModelStreamError: { Message: "too slow", ErrorCode: "ModelInvocationTimeExceeded" } };
		fake().answer(stream, { stream: [late] });
		expect(await fails(model, () => {})).toMatchObject({
			retryable: false,
			message: expect.stringMatching(/lower maxTokens/),
		});
		fake().answer(stream);
	});

	test("an abort ends the wait", async () => {
		fake().answer("InvokeEndpoint", { hang: true });
		const stop = new AbortController();
		const asked = open({ format: "openai" }).generate(ask("x"), testContext({ signal: stop.signal }));
		setTimeout(() => stop.abort(), 50);
		await expect(asked).rejects.toBeInstanceOf(AbortedError);
		fake().answer("InvokeEndpoint");
	});
});
