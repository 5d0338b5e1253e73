import { AbortedError, isTouchstoneError } from "../core/errors.ts";

/**
 * The error of a signal that has aborted, in our own family: its reason where that is one of ours (a budget that ran out
 * of time), else AbortedError.
 *
 * @example
 * abortError(AbortSignal.abort("any reason")).code // => "abort"
 */
export function abortError(signal: AbortSignal | undefined): Error {
	const reason: unknown = signal?.reason;
	return isTouchstoneError(reason) ? reason : new AbortedError(undefined, { cause: reason });
}

/**
 * Settles as `work` does, or rejects as soon as the signal aborts, whether or not the work listens to it.
 *
 * @example
 * await orAbort(Promise.resolve(1), undefined) // => 1
 */
export function orAbort<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
	if (signal === undefined) return work;
	return new Promise((resolve, reject) => {
		const abort = () => reject(abortError(signal));
		if (signal.aborted) abort();
		signal.addEventListener("abort", abort, { once: true });
		work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
	});
}
