import { expect, test } from "vitest";
import { awsError } from "../../src/aws/errors.ts";
import { isNotFound } from "../../src/aws/not-found.ts";

const thrown = (name: string, status: number, message = "") =>
	Object.assign(new Error(message), { name, $metadata: { httpStatusCode: status } });

test.each([
	["Bedrock", thrown("ResourceNotFoundException", 404)],
	["IAM", thrown("NoSuchEntityException", 404)],
	["S3", thrown("NoSuchKey", 404)],
	["SageMaker", thrown("ValidationException", 400, 'Could not find endpoint "e".')],
])("%s's way to say that a thing is not there, raw and in our words", (_, error) => {
	expect(isNotFound(error)).toBe(true);
	expect(isNotFound(awsError(error, { who: "aws.cleanup", operation: "Delete" }))).toBe(true);
});

test("other refusals are not that", () => {
	expect(isNotFound(thrown("ValidationException", 400, "1 validation error detected"))).toBe(false);
	expect(isNotFound(thrown("AccessDeniedException", 403))).toBe(false);
	expect(isNotFound(undefined)).toBe(false);
	const unknown = thrown("UnknownOperationException", 404);
	expect(isNotFound(unknown)).toBe(false);
	expect(isNotFound(awsError(unknown, { who: "aws.cleanup", operation: "ListGuardrails" }))).toBe(false);
});
