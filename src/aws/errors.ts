import { AbortedError, ConfigError, isTouchstoneError, ModelError, type TouchstoneError } from "../core/errors.ts";
import { type Failure, readFailure } from "./failure.ts";

/** What a call was about, for its error. */
export interface CallFacts {
	/** The public name: "aws.bedrock". */
	readonly who: string;
	/** AWS's name of the operation: "Converse". */
	readonly operation: string;
	readonly model?: string;
	readonly region?: string;
}

/** A failed call in our own words: what was asked, what AWS said, what to do. */
export function awsError(error: unknown, about: CallFacts): TouchstoneError {
	if (isTouchstoneError(error)) return error;
	const failure = readFailure(error);
	if (failure.name === "AbortError") return new AbortedError(undefined, { cause: error });
	const expected = `${about.who}: expected an answer${about.model === undefined ? "" : ` of ${about.model}`} to ${about.operation}`;
	const message = `${expected}, found ${failure.status ?? ""} ${failure.name}: ${failure.words}.`;
	if (/CredentialsProviderError|ExpiredToken|Region is missing/.test(`${failure.name} ${failure.words}`)) {
		return new ConfigError(message, { cause: error });
	}
	return new ModelError(message, { ...callFacts(failure), model: about.model ?? about.who, cause: error });
}

function callFacts({ status, requestId, retryAfterMs }: Failure) {
	return {
		...(status === null ? {} : { status }),
		...(requestId === null ? {} : { requestId }),
		...(retryAfterMs === null ? {} : { retryAfterMs }),
		retryable: status === null || status === 408 || status === 429 || status >= 500,
		systemic: status === 401 || status === 403 || status === 404,
	};
}
