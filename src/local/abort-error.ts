import { AbortedError, isTouchstoneError } from "../core/errors.ts";

/** What to reject with when a signal has aborted: our own reason as it is, any other inside an AbortedError. */
export function abortError(signal: AbortSignal | undefined): unknown {
	return isTouchstoneError(signal?.reason) ? signal.reason : new AbortedError(undefined, { cause: signal?.reason });
}
