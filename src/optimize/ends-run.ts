import { AbortedError, isAbort, isTouchstoneError } from "../core/errors.ts";

/**
 * Ends of a run that leave what was found: the budget, the reader, the models. Anything else is a mistake to be seen.
 *
 * @example
 * endsRun(new Error("a mistake")) // => false
 */
export function endsRun(error: unknown): boolean {
	if (isAbort(error) || error instanceof AbortedError) return true;
	return isTouchstoneError(error) && (error.code === "budget" || error.code === "model");
}
