/**
 * The error family: one class per thing the reader does next.
 *
 * A notebook can load two copies of a package, so recognise an error by `code` (see `isTouchstoneError`),
 * not only by `instanceof`. Messages speak in one voice: who, expected, found, next step.
 */

export type ErrorCode = "config" | "missing-dependency" | "model" | "output" | "data" | "budget" | "abort";

const FAMILY = Symbol.for("touchstone.error");

/** Base of every error that touchstone throws on purpose. */
export class TouchstoneError extends Error {
	readonly code: ErrorCode;
	readonly [FAMILY] = true;

	constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
		super(message, options);
		this.name = new.target.name;
		this.code = code;
	}
}

/** Fix the call. Stops a run. */
export class ConfigError extends TouchstoneError {
	constructor(message: string, options?: ErrorOptions) {
		super("config", message, options);
	}
}

/** Install what the message names. */
export class MissingDependencyError extends TouchstoneError {
	readonly dependency: string;

	constructor(dependency: string, what: string, options?: ErrorOptions) {
		super(
			"missing-dependency",
			`${what} needs the package ${dependency}, which is not installed. Run: npm install ${dependency}`,
			options,
		);
		this.dependency = dependency;
	}
}

export interface ModelErrorFacts {
	readonly model: string;
	/** HTTP status, where there was one. */
	readonly status?: number;
	readonly requestId?: string;
	/** True when the same request may go through later (429, 5xx, a dropped connection). */
	readonly retryable: boolean;
	/** What the server asked us to wait, in milliseconds. */
	readonly retryAfterMs?: number;
	/**
	 * True when every further call would fail the same way (bad key, unknown model, server gone):
	 * an evaluation ends instead of filling its rows with the same error.
	 */
	readonly systemic?: boolean;
	/** What the call used all the same, where the provider says so: it is billed without an answer. */
	readonly usage?: Readonly<Record<string, number | null>>;
	readonly cause?: unknown;
}

/** The model, its server or the network failed. Wait, or look at the server. */
export class ModelError extends TouchstoneError {
	readonly model: string;
	readonly status?: number;
	readonly requestId?: string;
	readonly retryable: boolean;
	readonly retryAfterMs?: number;
	readonly systemic: boolean;
	readonly usage?: Readonly<Record<string, number | null>>;

	constructor(message: string, facts: ModelErrorFacts) {
		super("model", message, "cause" in facts ? { cause: facts.cause } : undefined);
		this.model = facts.model;
		if (facts.status !== undefined) this.status = facts.status;
		if (facts.requestId !== undefined) this.requestId = facts.requestId;
		this.retryable = facts.retryable;
		if (facts.retryAfterMs !== undefined) this.retryAfterMs = facts.retryAfterMs;
		this.systemic = facts.systemic ?? false;
		if (facts.usage !== undefined) this.usage = facts.usage;
	}
}

export interface OutputErrorFacts {
	/** The step of the program whose signature was not met. */
	readonly step: string;
	/** The output field, where one is to blame. */
	readonly field?: string;
	readonly issues: readonly string[];
	/** What the model said, whole. */
	readonly text: string;
	/** How often it was asked again, in vain. */
	readonly repairs?: number;
}

/** The model spoke, but the signature was not met. Read `text`; change the instructions or the model. */
export class OutputError extends TouchstoneError {
	readonly step: string;
	readonly field?: string;
	readonly issues: readonly string[];
	readonly text: string;
	readonly repairs: number;

	constructor(message: string, facts: OutputErrorFacts) {
		super("output", message);
		this.step = facts.step;
		if (facts.field !== undefined) this.field = facts.field;
		this.issues = facts.issues;
		this.text = facts.text;
		this.repairs = facts.repairs ?? 0;
	}
}

export interface DataErrorFacts {
	readonly dataset?: string;
	/** 1-based position in the source, header not counted. */
	readonly row?: number;
	readonly column?: string;
	readonly cause?: unknown;
}

/** Fix the data. */
export class DataError extends TouchstoneError {
	readonly dataset?: string;
	readonly row?: number;
	readonly column?: string;

	constructor(message: string, facts: DataErrorFacts = {}) {
		super("data", message, "cause" in facts ? { cause: facts.cause } : undefined);
		if (facts.dataset !== undefined) this.dataset = facts.dataset;
		if (facts.row !== undefined) this.row = facts.row;
		if (facts.column !== undefined) this.column = facts.column;
	}
}

export interface BudgetErrorFacts {
	readonly spent: Readonly<Record<string, number>>;
	readonly limit: Readonly<Record<string, number>>;
}

/** A hard limit would have been passed; nothing was sent. Raise the limit or do less. */
export class BudgetError extends TouchstoneError {
	readonly spent: Readonly<Record<string, number>>;
	readonly limit: Readonly<Record<string, number>>;

	constructor(message: string, facts: BudgetErrorFacts) {
		super("budget", message);
		this.spent = facts.spent;
		this.limit = facts.limit;
	}
}

/** The reader pressed stop. What was done is kept. */
export class AbortedError extends TouchstoneError {
	constructor(message = "stopped by the reader", options?: ErrorOptions) {
		super("abort", message, options);
	}
}

/** Works across two copies of the package, unlike `instanceof`. */
export function isTouchstoneError(error: unknown): error is TouchstoneError {
	return typeof error === "object" && error !== null && FAMILY in error;
}

/** True for our own abort and for the platform's (`DOMException` named AbortError). */
export function isAbort(error: unknown): boolean {
	if (isTouchstoneError(error)) return error.code === "abort";
	return error instanceof Error && error.name === "AbortError";
}

/** The sentence of any thrown value. */
export function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

/** A stored error, as it goes into rows and reports. */
export interface ErrorRecord {
	readonly code: ErrorCode | "unknown";
	readonly name: string;
	readonly message: string;
	/** Structured facts of the error class (field, issues, text, status, …). */
	readonly facts: Readonly<Record<string, unknown>>;
}

/**
 * An error as plain JSON, so that a report can be saved and loaded. Facts are kept of our own errors alone: what others
 * hang on theirs (requests, headers with keys, cycles) has no place in a file that is sent around.
 */
export function errorRecord(error: unknown): ErrorRecord {
	const own = isTouchstoneError(error) ? Object.entries(error) : [];
	return {
		code: isTouchstoneError(error) ? error.code : "unknown",
		name: error instanceof Error ? error.name : "Error",
		message: messageOf(error),
		facts: Object.fromEntries(
			own.flatMap(([key, value]) => (["name", "code", "cause"].includes(key) ? [] : jsonFact(key, value))),
		),
	};
}

function jsonFact(key: string, value: unknown): [key: string, value: unknown][] {
	try {
		const text = JSON.stringify(value);
		return text === undefined ? [] : [[key, JSON.parse(text)]];
	} catch {
		return []; // a cycle or a bigint has no JSON
	}
}

/** Turns any abort into ours, so that the reader sees one sentence; that of `AbortSignal.timeout()` is "out of time". */
export function throwIfAborted(signal: AbortSignal | undefined): void {
	if (!signal?.aborted) return;
	const { reason } = signal;
	if (isTouchstoneError(reason)) throw reason;
	const late = reason instanceof Error && reason.name === "TimeoutError";
	throw new AbortedError(late ? "out of time" : undefined, { cause: reason });
}
