import { retryAfterMs } from "../core/retry-after.ts";
/** What a call was about, for its error. */
export interface CallFacts {
	/** The public name: "aws.bedrock". */
	readonly who: string;
	/** AWS's name of the operation: "Converse". */
	readonly operation: string;
	/** What it was about, where the operation alone does not tell: "s3://my-bucket". */
	readonly on?: string;
	readonly model?: string;
	readonly region?: string;
}

/** What there is to know of a call that AWS refused, or that never arrived. */
export interface Failure {
	/** AWS's own name for it: "ThrottlingException"; of an error of the network its code: "ECONNRESET". */
	readonly name: string;
	/** AWS's words on one line, no full stop at the end. */
	readonly words: string;
	readonly status: number | null;
	readonly requestId: string | null;
	readonly retryAfterMs: number | null;
}

/** Reads whatever an AWS client threw. */
export function readFailure(error: unknown): Failure {
	if (typeof error !== "object" || error === null) return { ...nothing, words: oneLine(String(error)) };
	const thrown = error as Thrown;
	const name = thrown.name === undefined || thrown.name === "Error" ? (innermostCode(thrown) ?? "Error") : thrown.name;
	const sent = thrown.$metadata?.httpStatusCode ?? thrown.$response?.statusCode ?? null;
	// an exception inside a stream comes after a status of 200
	const status = sent !== null && sent >= 400 ? sent : (statusByName[name] ?? null);
	return {
		name,
		words: oneLine(thrown.message ?? thrown.Message ?? ""),
		status,
		requestId: thrown.$metadata?.requestId ?? null,
		retryAfterMs: retryAfterMs(headerOf(thrown.$response?.headers ?? {}), Date.now()),
	};
}

/** The status that AWS gives these names in its service model. */
const statusByName: Readonly<Record<string, number>> = {
	ThrottlingException: 429,
	ValidationException: 400,
	ModelTimeoutException: 408,
	ModelStreamErrorException: 424,
	InternalServerException: 500,
	ServiceUnavailableException: 503,
};

const nothing: Failure = { name: "Error", words: "", status: null, requestId: null, retryAfterMs: null };

interface Thrown {
	readonly name?: string;
	readonly message?: string;
	readonly Message?: string;
	readonly code?: unknown;
	readonly cause?: unknown;
	readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
	readonly $response?: { readonly statusCode?: number; readonly headers?: Readonly<Record<string, string>> };
}

// HTTP/2 wraps the reason (a refused connection) in "the stream has been canceled".
function innermostCode(error: Thrown): string | null {
	let code: string | null = null;
	for (let inner: unknown = error, depth = 0; typeof inner === "object" && inner !== null && depth < 4; depth++) {
		const { code: own, cause } = inner as Thrown;
		if (typeof own === "string") code = own;
		inner = cause;
	}
	return code;
}

/** A header of an answer, whatever its letters' case. */
function headerOf(headers: Readonly<Record<string, string>>): (name: string) => string | undefined {
	return (name) => Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
}

function oneLine(text: string): string {
	const line = text.replace(/\s+/g, " ").trim().replace(/\.$/, "");
	return line.length > 600 ? `${line.slice(0, 600)}…` : line;
}
