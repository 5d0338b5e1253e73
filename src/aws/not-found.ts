import { isTouchstoneError, messageOf } from "../core/errors.ts";

/**
 * True when AWS says that a thing is not there. Services say it in their own ways: Bedrock by a name and 404, IAM and S3 by
 * names of their own, SageMaker by a ValidationException whose sentence begins "Could not find".
 *
 * @example
 * isNotFound(Object.assign(new Error("gone"), { name: "ResourceNotFoundException" })) // => true
 */
export function isNotFound(error: unknown): boolean {
	let status: number | undefined;
	for (let inner: unknown = error; inner instanceof Error; inner = inner.cause) {
		if (names.includes(inner.name)) return true;
		if (inner.name === "UnknownOperationException") return false; // 404 too: the call is not there, which says nothing of the thing
		status ??= isTouchstoneError(inner)
			? (inner as { status?: number }).status
			: (inner as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
		if (inner.name === "ValidationException" && /^could not find/i.test(messageOf(inner))) return true;
	}
	return status === 404;
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
