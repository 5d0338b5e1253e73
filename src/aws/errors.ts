import { AbortedError, ConfigError, isTouchstoneError, ModelError, type TouchstoneError } from "../core/errors.ts";
import { rules } from "./error-rules.ts";
import { type CallFacts, type Failure, readFailure } from "./failure.ts";

export type { CallFacts } from "./failure.ts";

/**
 * A failed call in our own words: what was asked, what AWS said, what to do.
 *
 * ConfigError where who is calling, or from where, is not settled; else ModelError, `systemic` where every further call
 * would end the same way and `retryable` where the same request may go through later. AWS's own error is the `cause`.
 *
 * @example
 * const aws = Object.assign(new Error("Too many requests"), { name: "ThrottlingException", $metadata: { httpStatusCode: 429 } });
 * awsError(aws, { who: "aws.bedrock", operation: "Converse", model: "nova-lite" }).retryable // => true
 */
export function awsError(error: unknown, about: CallFacts): TouchstoneError {
	if (isTouchstoneError(error)) return error;
	const failure = readFailure(error);
	if (failure.name === "AbortError") return new AbortedError(undefined, { cause: error });
	const rule = rules.find(({ fits }) => fits(failure, about));
	const scope = rule?.scope ?? "once";
	const next = rule === undefined ? "" : ` ${rule.next(failure, about)}`;
	const message = `${about.who}: expected ${asked(about)}, found ${found(failure)}.${next}`;
	if (scope === "call") {
		const request = failure.requestId === null ? "" : ` (request ${failure.requestId})`;
		return new ConfigError(message + request, { cause: error });
	}
	return new ModelError(message, {
		model: about.model ?? about.who,
		...(failure.status === null ? {} : { status: failure.status }),
		...(failure.requestId === null ? {} : { requestId: failure.requestId }),
		...(failure.retryAfterMs === null ? {} : { retryAfterMs: failure.retryAfterMs }),
		retryable: scope === "later",
		systemic: scope === "all",
		cause: error,
	});
}

function asked({ operation, on, model, region }: CallFacts): string {
	const place = region === undefined ? "" : ` in ${region}`;
	if (model !== undefined) return `an answer of ${model}${place}`;
	return `${operation}${on === undefined ? "" : ` on ${on}`} to go through${place}`;
}

function found({ status, name, words }: Failure): string {
	const title = [status, name === "Error" ? null : name].filter((part) => part !== null).join(" ");
	if (words === "") return title === "" ? "an error without words" : title;
	return title === "" || words.includes(title) ? words : `${title}: ${words}`;
}
