import { BedrockRuntimeClient, ConverseCommand } from "@aws-sdk/client-bedrock-runtime";
import { afterEach, describe, expect, it, vi } from "vitest";
import { clientSettings, send } from "../../src/aws/connection.ts";
import { awsError, type CallFacts } from "../../src/aws/errors.ts";
import { AbortedError, ConfigError, ModelError } from "../../src/core/errors.ts";

const about: CallFacts = {
	who: "aws.bedrock",
	operation: "Converse",
	model: "amazon.nova-pro-v1:0",
	region: "eu-west-1",
};

/** An error as the AWS clients throw it. */
function thrown(name: string, message: string, status?: number, headers: Record<string, string> = {}): Error {
	const $metadata = { ...(status === undefined ? {} : { httpStatusCode: status }), requestId: "r-1" };
	const error = Object.assign(new Error(message), { name, $metadata });
	return Object.defineProperty(error, "$response", { value: { statusCode: status, headers }, enumerable: false });
}

const modelError = (error: unknown, facts: CallFacts = about): ModelError => {
	const ours = awsError(error, facts);
	expect(ours).toBeInstanceOf(ModelError);
	return ours as ModelError;
};

describe("who is calling", () => {
	it.each([
		["CredentialsProviderError", "Could not load credentials from any providers", undefined, /Sign in/],
		[
			"CredentialsProviderError",
			"The SSO session associated with this profile has expired",
			undefined,
			/aws sso login/,
		],
		["Error", "Region is missing", undefined, /Pass region/],
		["ExpiredTokenException", "The security token included in the request is expired", 403, /have run out/],
		[
			"UnrecognizedClientException",
			"The security token included in the request is invalid.",
			403,
			/does not accept these keys/,
		],
		["InvalidSignatureException", "Signature expired: 20261122T000000Z is now earlier than …", 403, /clock/],
		["AccessDeniedException", "Authentication failed: Please make sure your API Key is valid.", 403, /BEARER/],
	])("%s: %s", (name, message, status, next) => {
		const ours = awsError(thrown(name, message, status), about);
		expect(ours).toBeInstanceOf(ConfigError);
		expect(ours.message).toMatch(/^aws\.bedrock: expected an answer of amazon\.nova-pro-v1:0 in eu-west-1, found /);
		expect(ours.message).toMatch(next);
		expect(ours.cause).toBeInstanceOf(Error);
	});
});

describe("what is allowed", () => {
	it("tells an account without the model from an identity without the right", () => {
		const closed = modelError(
			thrown("AccessDeniedException", "You don't have access to the model with the specified model ID.", 403),
		);
		expect(closed).toMatchObject({ status: 403, requestId: "r-1", systemic: true, retryable: false });
		expect(closed.message).toMatch(/no access to this model in eu-west-1/);

		const denied = modelError(
			thrown(
				"AccessDeniedException",
				"User: arn:aws:iam::123456789012:user/a is not authorized to perform: bedrock:InvokeModel on resource: arn:aws:bedrock:eu-west-1::foundation-model/x with an explicit deny in a service control policy",
				403,
			),
		);
		expect(denied.message).toMatch(/allows bedrock:InvokeModel.*allowing it is not enough/);
	});

	it("names what the provider of a model asks for", () => {
		const form = thrown(
			"ResourceNotFoundException",
			"Model use case details have not been submitted for this account.",
			404,
		);
		expect(modelError(form).message).toMatch(/form once an account/);
		const market = thrown(
			"AccessDeniedException",
			"Model access is denied due to IAM user or service role is not authorized to perform the required AWS Marketplace actions (aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe)",
			403,
		);
		expect(modelError(market).message).toMatch(/have someone with aws-marketplace:Subscribe/);
	});

	it.each([
		["InvokeAgent", "2026-07-30", "AgentCore"],
		["CreateApplication", "2026-07-31", "Quick"],
		["CreateProcessingJob", "new customers (", "this machine"],
	])("says that the service of %s is closed", (operation, since, instead) => {
		const ours = awsError(thrown("AccessDeniedException", "Not available", 403), { who: "aws.x", operation });
		expect(ours).toBeInstanceOf(ConfigError);
		expect(ours.message).toContain("closed to new customers");
		expect(ours.message).toContain(since);
		expect(ours.message).toContain(instead);
		const broken = awsError(thrown("InternalServerException", "Oops", 500), { who: "aws.x", operation });
		expect(broken.message).not.toContain("closed");
	});
});

describe("which model", () => {
	// AWS's own sentence, its apostrophe U+2019 and all: see aioboto3#352
	const onDemand =
		"Invocation of model ID amazon.nova-pro-v1:0 with on-demand throughput isn\u2019t supported. Retry your request with the ID or ARN of an inference profile that contains this model.";

	it("names the profile of the region's own geography", () => {
		const ours = modelError(thrown("ValidationException", onDemand, 400));
		expect(ours.message).toMatch(/In eu-west-1 pass "eu\.amazon\.nova-pro-v1:0"/);
		expect(ours.message).not.toMatch(/"us\.amazon/);
		expect(ours).toMatchObject({ systemic: true, retryable: false, status: 400 });
	});

	it("asks where a geography is a choice, and says where to look when the table knows none", () => {
		const premier = { ...about, model: "amazon.nova-premier-v1:0" };
		expect(modelError(thrown("ValidationException", onDemand, 400), premier).message).toMatch(
			/Choose where requests may be carried, and pass "us\.amazon\.nova-premier-v1:0"/,
		);
		const strange = { ...about, model: "some.new-model-v1:0" };
		expect(modelError(thrown("ValidationException", onDemand, 400), strange).message).toMatch(
			/aws\.models\(\{ region: "eu-west-1" \}\)/,
		);
	});

	it("says that a model has reached its end of life, where the table knows", () => {
		const invalid = thrown("ValidationException", "The provided model identifier is invalid.", 400);
		const gone = modelError(invalid, { ...about, model: "us.anthropic.claude-3-5-haiku-20241022-v1:0" });
		expect(gone.message).toMatch(/end of life \(the table of \S+ says 2026-06-19\)\. Take "claude-haiku-4\.5"/);
		expect(gone.systemic).toBe(true);
		expect(modelError(invalid, { ...about, model: "no.such" }).message).toMatch(
			/misspelt, past its end of life, or not in this region/,
		);
	});
});

describe("quotas and failures of the moment", () => {
	it("advises what there is: an embedder has no maxTokens, a guardrail is no model", () => {
		const slow = thrown("ThrottlingException", "Too many requests", 429);
		expect(modelError(slow).message).toMatch(/lower maxTokens/);
		expect(modelError(slow, { ...about, who: "aws.embedder" }).message).toMatch(/later: send less at once\.$/);
		const gone = thrown("ResourceNotFoundException", "Guardrail was not found.", 404);
		const guardrail = { ...about, who: "aws.guardrail", operation: "ApplyGuardrail", model: "guardrail a1 version 1" };
		expect(modelError(gone, guardrail).message).toMatch(/guardrail's id and version.* in eu-west-1.*under Guardrails/);
		expect(modelError(gone, guardrail).message).not.toMatch(/aws\.models/);
	});

	it("reads how long AWS asks to wait", () => {
		const seconds = modelError(thrown("ThrottlingException", "Too many requests", 429, { "Retry-After": "7" }));
		expect(seconds).toMatchObject({ retryable: true, retryAfterMs: 7000, systemic: false, status: 429 });
		expect(seconds.message).toMatch(/lower maxTokens/);
		vi.useFakeTimers({ now: Date.parse("2026-11-22T10:00:00Z") });
		const date = thrown("ThrottlingException", "Slow", 429, { "retry-after": "Sun, 22 Nov 2026 10:00:03 GMT" });
		expect(modelError(date).retryAfterMs).toBe(3000);
		vi.useRealTimers();
	});

	it("does not wait for a quota of a day", () => {
		const day = modelError(
			thrown("ThrottlingException", "Too many tokens per day, please wait before trying again.", 429),
		);
		expect(day).toMatchObject({ retryable: false, systemic: true });
	});

	it.each([
		["ModelNotReadyException", "Model is not ready for inference", 429, /being loaded/],
		["ModelTimeoutException", "The request took too long", 408, /took too long/],
		["ModelErrorException", "The model failed", 424, /model itself failed/],
		["ModelStreamErrorException", "stream", 424, /model itself failed/],
		["InternalServerException", "Internal", 500, /later/],
		["ServiceUnavailableException", "Busy", 503, /later/],
		["TimeoutError", "Stream timed out because of no activity for 60 ms", undefined, /timeoutMs/],
		["ThrottlingException", "in the middle of a stream, no status", undefined, /maxTokens/],
		["Error", "socket hang up", undefined, /connection was lost/],
		[
			"Error",
			"HTTP/2 stream is abnormally aborted in mid-communication with result code 8.",
			undefined,
			/connection was lost/,
		],
	])("%s may go through later", (name, message, status, next) => {
		const ours = modelError(thrown(name, message, status));
		expect(ours).toMatchObject({ retryable: true, systemic: false });
		expect(ours.message).toMatch(next);
	});

	it("knows the status of an exception inside a stream, which comes after a 200", () => {
		expect(modelError(thrown("ThrottlingException", "Too many", 200)).status).toBe(429);
		expect(modelError(thrown("ServiceUnavailableException", "Busy")).status).toBe(503);
	});

	it("sends a request that AWS finds wrong once", () => {
		const ours = modelError(thrown("ValidationException", "messages.0: bad", 400));
		expect(ours).toMatchObject({ retryable: false, systemic: false, requestId: "r-1" });
		expect(ours.message).toBe(
			"aws.bedrock: expected an answer of amazon.nova-pro-v1:0 in eu-west-1, found 400 ValidationException: messages.0: bad. Correct what AWS names: it is a part of the request, or of the options that were passed.",
		);
		expect(modelError(thrown("ServiceQuotaExceededException", "Too many jobs", 400)).retryable).toBe(false);
	});

	it("keeps our own errors, knows an abort, and takes what is no error at all", () => {
		const own = new ConfigError("x");
		expect(awsError(own, about)).toBe(own);
		expect(awsError(Object.assign(new Error("Request aborted"), { name: "AbortError" }), about)).toBeInstanceOf(
			AbortedError,
		);
		expect(awsError("boom", about).message).toContain("found boom.");
		expect(awsError(undefined, about)).toMatchObject({ retryable: false });
	});
});

describe("the errors of the real client", () => {
	afterEach(() => vi.unstubAllEnvs());

	const ask = (options: Parameters<typeof clientSettings>[0]) =>
		send(
			new BedrockRuntimeClient(clientSettings(options, 1)),
			new ConverseCommand({ modelId: "m", messages: [{ role: "user", content: [{ text: "Hi" }] }] }),
			about,
		);

	/** No keys, no region, nowhere to look for them. */
	function nowhere() {
		for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) vi.stubEnv(name, undefined);
		vi.stubEnv("AWS_EC2_METADATA_DISABLED", "true");
		vi.stubEnv("AWS_CONFIG_FILE", "/none");
		vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", "/none");
	}

	it("no region, no credentials", async () => {
		nowhere();
		await expect(ask({})).rejects.toThrow(/Region is missing\. Pass region/);
		await expect(ask({ region: "us-east-1" })).rejects.toThrow(
			/Could not load credentials from any providers\. Sign in/,
		);
	});

	it("nobody at the address", async () => {
		nowhere();
		const keys = { accessKeyId: "a", secretAccessKey: "b" };
		const asked = ask({ region: "us-east-1", credentials: keys, endpoint: "http://127.0.0.1:9" });
		await expect(asked).rejects.toMatchObject({ code: "model", systemic: true, retryable: false });
	});
});
