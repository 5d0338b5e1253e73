import { pid } from "node:process";
import { type Clock, systemClock } from "../../core/clock.ts";
import { ConfigError, isTouchstoneError, ModelError } from "../../core/errors.ts";
import { type Random, random } from "../../core/random.ts";
import type { Middleware } from "../model.ts";
import { watchDeltas } from "../watch-deltas.ts";
import { waitWords } from "./wait-words.ts";

export interface RetryOptions {
	/** How often a request is sent at most, the first time included. Default 4. */
	readonly attempts?: number;
	/** The first wait is at most this long, each later one at most twice the one before. Default 500. */
	readonly baseMs?: number;
	/** No wait of our own is longer. Default 30 000. */
	readonly maxMs?: number;
	/** When the server asks for a longer wait than this, give up at once and say so. Default 10 minutes. */
	readonly maxRetryAfterMs?: number;
	readonly clock?: Clock;
	/** The draws of the waits. Default: apart for each process, since waits decide no result. */
	readonly random?: Random;
}

/**
 * Sends a request again when the failure is one that may pass (429, 5xx, a dropped connection).
 *
 * Waits a uniform draw from [0, baseMs · 2^n], capped at `maxMs` ("full jitter": callers that failed together come back
 * apart), and never less than the server's Retry-After. Says "waiting 4 s, …" through `onStatus`. An abort ends the wait.
 * A call whose text has begun to stream is not sent again.
 *
 * @throws ConfigError when attempts is below 1, or no number
 * @throws ModelError with the last failure's words and the number of tries; `retryable` is then false, so that a second
 *   retry further out does not multiply the tries
 * @see Brooker 2015, "Exponential Backoff and Jitter", AWS Architecture Blog
 * @example
 * typeof retry({ attempts: 2 }) // => "function"
 */
export function retry(options: RetryOptions = {}): Middleware {
	const { attempts = 4, baseMs = 500, maxMs = 30_000, maxRetryAfterMs = 600_000, clock = systemClock } = options;
	if (!(attempts >= 1)) throw new ConfigError(`retry: expected attempts of at least 1, found ${attempts}.`);
	const draws = options.random ?? random(`retry ${pid} ${clock.now()}`);

	return (next) => async (request, context) => {
		for (let attempt = 1; ; attempt++) {
			const watch = watchDeltas(context);
			try {
				return await next(request, watch.context);
			} catch (error) {
				if (!isModelError(error) || !error.retryable) throw error;
				const askedMs = error.retryAfterMs ?? 0;
				if (watch.started()) throw givenUp(error, "its text had begun to arrive, so it was not sent again");
				if (askedMs > maxRetryAfterMs) throw givenUp(error, `the server asks to wait ${waitWords(askedMs)}`);
				if (attempt >= attempts) throw givenUp(error, `gave up after ${attempt} ${attempt === 1 ? "try" : "tries"}`);

				const jitterMs = draws.next() * Math.min(maxMs, baseMs * 2 ** (attempt - 1));
				const waitMs = Math.max(askedMs, jitterMs);
				context.onStatus?.(`waiting ${waitWords(waitMs)}, ${reason(error)}, try ${attempt + 1} of ${attempts}`);
				await clock.sleep(waitMs, context.signal);
				context.onStatus?.("");
			}
		}
	};
}

function isModelError(error: unknown): error is ModelError {
	return isTouchstoneError(error) && error.code === "model";
}

function givenUp(error: ModelError, why: string): ModelError {
	const { model, status, requestId, retryAfterMs, systemic } = error;
	return new ModelError(`${error.message} (${why})`, {
		model,
		...(status === undefined ? {} : { status }),
		...(requestId === undefined ? {} : { requestId }),
		...(retryAfterMs === undefined ? {} : { retryAfterMs }),
		retryable: false,
		systemic,
		cause: error,
	});
}

function reason(error: ModelError): string {
	if (error.status === 429) return "quota";
	return error.status === undefined ? "connection lost" : `server busy (${error.status})`;
}
