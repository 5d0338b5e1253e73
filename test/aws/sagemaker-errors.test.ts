import { expect, test } from "vitest";
import { sagemakerError } from "../../src/aws/sagemaker-errors.ts";
import type { ModelError } from "../../src/core/errors.ts";

const about = { who: "aws.sagemaker", operation: "InvokeEndpoint", model: "mine", region: "us-east-1" };

function explain(name: string, message: string, httpStatusCode: number, more: object = {}): ModelError {
	const thrown = Object.assign(new Error(message), { name, $metadata: { httpStatusCode, requestId: "r1" }, ...more });
	return sagemakerError(thrown, about) as ModelError;
}

// sentences as AWS writes them, from public reports of them
test.each([
	["ValidationError", 400, "Endpoint mine of account 123456789012 not found.", /InService/, false, true],
	[
		"ValidationError",
		400,
		"Inference Component Name header is required for endpoints to which you plan to deploy inference components.",
		/Pass component/,
		false,
		true,
	],
	[
		"AccessDeniedException",
		403,
		"User: arn:aws:iam::1:user/x is not authorized to perform: sagemaker:InvokeEndpoint on resource: arn",
		/needs sagemaker:InvokeEndpoint on that endpoint/,
		false,
		true,
	],
	["ModelNotReadyException", 429, "resources are still being provisioned", /may answer in a minute/, true, false],
	["ServiceUnavailable", 503, "Service unavailable", /may go through later/, true, false],
	["InternalDependencyException", 530, "Internal dependency failed", /may go through later/, true, false],
])("%s %d: %s", (name, status, message, next, retryable, systemic) => {
	const error = explain(name, message, status);
	expect(error.message).toMatch(/^aws\.sagemaker: expected an answer of (the endpoint )?mine in us-east-1, found /);
	expect(error.message).toContain(message.replace(/\.$/, ""));
	expect(error.message).toMatch(next);
	expect(error).toMatchObject({ code: "model", status, retryable, systemic, requestId: "r1", model: "mine" });
});

test("an error of the container: its status decides, its log is named", () => {
	const LogStreamArn = "arn:aws:logs:us-east-1:1:log-group:/aws/sagemaker/Endpoints/mine";
	const failed = (OriginalStatusCode: number, words = "oh") =>
		explain("ModelError", `Received server error (${OriginalStatusCode}) from primary with message "${words}"`, 424, {
			OriginalStatusCode,
			LogStreamArn,
		});
	expect(failed(500)).toMatchObject({ retryable: false, systemic: false });
	expect(failed(500).message).toContain(`The container's log: ${LogStreamArn}.`);
	expect(failed(503).retryable).toBe(true);
	expect(failed(400).message).toMatch(/Check that format is the one this container reads/);
	expect(failed(0, "Your invocation timed out").message).toMatch(/within 60 s/);
});

test("what is the same for all of AWS is said as everywhere", () => {
	const thrown = Object.assign(new Error("Could not load credentials from any providers"), {
		name: "CredentialsProviderError",
	});
	expect(sagemakerError(thrown, about)).toMatchObject({ code: "config" });
	expect(sagemakerError("odd", about)).toMatchObject({ code: "model" });
	expect(sagemakerError(null, about)).toMatchObject({ code: "model" });
});
