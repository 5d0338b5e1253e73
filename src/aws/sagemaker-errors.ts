import { ModelError, type TouchstoneError } from "../core/errors.ts";
import { awsError, type CallFacts } from "./errors.ts";
import { type Failure, readFailure } from "./failure.ts";

interface Meaning {
	/** The next step, in whole sentences. */
	readonly next: string;
	readonly retryable: boolean;
	/** Every further call would end the same way. */
	readonly systemic: boolean;
}

/** What SageMaker adds to some of its errors. */
interface Extras {
	/** What the container itself answered. */
	readonly OriginalStatusCode?: number;
	readonly LogStreamArn?: string;
	/** Of an error in the middle of a stream. */
	readonly ErrorCode?: string;
}

const once = { retryable: false, systemic: false };
const later = { retryable: true, systemic: false };
const all = { retryable: false, systemic: true };

/** A failed call of an endpoint in our own words; what is the same for all of AWS is said as everywhere. */
export function sagemakerError(error: unknown, about: CallFacts & { readonly model: string }): TouchstoneError {
	const failure = readFailure(error);
	const meaning = meaningOf(failure, (error ?? {}) as Extras, about);
	if (meaning === null) return awsError(error, about);
	const { model, region } = about;
	const { status, name, words, requestId, retryAfterMs } = failure;
	const place = region === undefined ? "" : ` in ${region}`;
	return new ModelError(
		`aws.sagemaker: expected an answer of the endpoint ${model}${place}, found ${status === null ? "" : `${status} `}${name}: ${words}. ${meaning.next}`,
		{
			model,
			...(status === null ? {} : { status }),
			...(requestId === null ? {} : { requestId }),
			...(retryAfterMs === null ? {} : { retryAfterMs }),
			retryable: meaning.retryable,
			systemic: meaning.systemic,
			cause: error,
		},
	);
}

function meaningOf({ name, words, status }: Failure, extras: Extras, { model, operation }: CallFacts): Meaning | null {
	if (status === 403 && /not authorized to perform/i.test(words)) {
		return { next: `This identity (await aws.whoami()) needs sagemaker:${operation} on that endpoint.`, ...all };
	}
	if (/inference component/i.test(words) && /required|not found|could not find/i.test(words)) {
		return { next: "Pass component, the name of the inference component to ask.", ...all };
	}
	if (name === "ValidationError" && /not found/i.test(words)) {
		const next =
			`Check the name, the region and the account (await aws.whoami()): "aws sagemaker describe-endpoint --endpoint-name ${model}" tells. ` +
			"An endpoint whose status is Creating or Failed is not found either: wait until it is InService.";
		return { next, ...all };
	}
	if (/\b(Creating|Updating|Failed|OutOfService)\b/.test(words) && /endpoint/i.test(words)) {
		return { next: "Wait until the endpoint is InService.", ...all };
	}
	if (name === "ModelNotReadyException") {
		return { next: "The endpoint is starting the model: it may answer in a minute.", ...later };
	}
	if (status === 413) return { next: "Shorten the prompt: an endpoint takes 6 MiB.", ...once };
	if (name === "ModelStreamError") {
		const late = extras.ErrorCode === "ModelInvocationTimeExceeded";
		return late
			? { next: "The answer took longer than a stream may: lower maxTokens.", ...once }
			: { next: "The stream broke off: the same request may go through.", ...later };
	}
	if (name === "InternalStreamFailure") return { next: "The same request may go through.", ...later };
	if (name === "ModelError") return containerError(words, extras);
	return null;
}

/** 424: the endpoint stands, the container in it answered with an error of its own. */
function containerError(words: string, { OriginalStatusCode: status, LogStreamArn: log }: Extras): Meaning {
	const where = log === undefined ? "The container's log is in CloudWatch." : `The container's log: ${log}.`;
	if (/timed? ?out/i.test(words)) {
		return { next: `A whole answer must come within 60 s: lower maxTokens, or stream. ${where}`, ...once };
	}
	if (status !== undefined && [429, 502, 503, 504].includes(status)) {
		return { next: `The container is busy: the same request may go through. ${where}`, ...later };
	}
	const next = status !== undefined && status >= 500 ? "" : "Check that format is the one this container reads. ";
	return { next: `${next}${where}`, ...once };
}
