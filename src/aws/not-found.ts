import { isTouchstoneError, messageOf } from "../core/errors.ts";

/**
 * True when AWS says that a thing is not there. Services say it in their own ways: Bedrock by a name and 404, IAM and S3 by
 * names of their own, SageMaker by a ValidationException whose sentence begins "Could not find".
 *
 * @example
 * isNotFound(Object.assign(new Error("gone"), { name: "ResourceNotFoundException" })) // => true
 */
export function isNotFound(error: unknown): boolean {
	for (let inner: unknown = error; inner instanceof Error; inner = inner.cause) {
		if (names.includes(inner.name)) return true;
		const status = isTouchstoneError(inner)
			? (inner as { status?: number }).status
			: (inner as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
		if (status === 404) return true;
		if (inner.name === "ValidationException" && /^could not find/i.test(messageOf(inner))) return true;
	}
	return false;
}

const names: readonly string[] = [
	"ResourceNotFoundException",
	"ResourceNotFound",
	"NoSuchEntityException",
	"NoSuchEntity",
	"NoSuchKey",
	"NoSuchBucket",
	"NotFound",
	"NotFoundException",
];
