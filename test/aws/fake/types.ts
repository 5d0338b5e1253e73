import type { Loose } from "./loose.ts";
import type { StandingKind } from "./stores/standing.ts";

/** What a script answers to one call. */
export type Answer = (
	| { readonly output: object }
	/** Events by their member name, in order; a member that is an exception ends the stream as AWS does, after status 200. */
	| {
			readonly stream: readonly object[];
			/** Members that travel in headers (InvokeAgent's sessionId). */
			readonly output?: object;
			/** Bytes of the body after which the socket is destroyed. */
			readonly cutAfter?: number;
			/** Bytes of the body after which nothing more is sent. */
			readonly hangAfter?: number;
	  }
	| {
			/** "ThrottlingException" */
			readonly error: string;
			readonly message?: string;
			/** Else the one of the service model, else 400. */
			readonly status?: number;
			readonly headers?: Readonly<Record<string, string>>;
	  }
	/** Nothing is ever sent. */
	| { readonly hang: true }
	/** The socket is destroyed before the answer. */
	| { readonly cut: true }
	/** What the fake would say unscripted: a throttle or two, then the usual. */
	| { readonly usual: true }
) & { readonly delayMs?: number };

export type AnswerOf = (input: Loose, call: LoggedCall) => Answer;

export interface LoggedCall {
	/** "Converse"; "?" for a request that is no operation we know. */
	readonly operation: string;
	/** As the client was called: decoded, under the members' own names. */
	readonly input: Loose;
	/** 0 while unanswered. */
	readonly status: number;
	readonly protocol: "h1" | "h2";
	/** The region that the request is signed for; "" with a bearer key. */
	readonly region: string;
	readonly headers: Readonly<Record<string, string>>;
	/** "ValidationException: …" */
	readonly error?: string;
	/** The answer came from a script. */
	readonly scripted: boolean;
}

export interface FakeOptions {
	/** Records below which a batch job fails (default 100, as accounts begin with). */
	readonly minimumRecords?: number;
	/** Looks at a job before it is in its next state (default 1). */
	readonly pollsPerState?: number;
	/** Model ids the account has no access to. */
	readonly noAccess?: readonly string[];
	/** Model ids to know besides the usual ones; callable on demand. */
	readonly models?: readonly string[];
	/** Bytes of the pieces a stream is sent in, over and over (default odd sizes that split frames everywhere). */
	readonly pieces?: readonly number[];
	/** The buckets, guardrails and endpoints that exist; without a list, every one does. */
	readonly buckets?: readonly string[];
	readonly guardrails?: readonly string[];
	readonly endpoints?: readonly string[];
	/** What stands in the account at the start and is billed until it is deleted or stopped. */
	readonly standing?: readonly { readonly kind: StandingKind; readonly name: string }[];
}

export interface Billable {
	/** "model-invocation-job" */
	readonly kind: string;
	readonly name: string;
}

/** The in-memory S3. */
export interface ObjectStore {
	put(bucket: string, key: string, body: string | Uint8Array): void;
	text(bucket: string, key: string): string | null;
	keys(bucket: string, prefix?: string): string[];
}

export interface Fake extends AsyncDisposable {
	/** http://127.0.0.1:port */
	readonly url: string;
	readonly env: Readonly<Record<string, string>>;
	/** Scripted answers for an operation, in order; the last repeats. A function sees the checked input. */
	answer(operation: string, ...answers: readonly (Answer | AnswerOf)[]): void;
	readonly log: readonly LoggedCall[];
	readonly objects: ObjectStore;
	/** What an account would go on paying for: jobs that have not ended, models and throughput that stand. Stored objects are left out. */
	billable(): readonly Billable[];
	/** Refusals that no script asked for. */
	unexpected(): readonly LoggedCall[];
	/** The fake's own mistakes and scripts that break the service model. Expect it to be empty. */
	readonly failures: readonly string[];
}
