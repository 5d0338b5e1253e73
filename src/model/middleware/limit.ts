import { type Clock, systemClock } from "../../core/clock.ts";
import { ConfigError } from "../../core/errors.ts";
import type { Middleware } from "../model.ts";
import { inputTokensAtMost, outputTokensAtMost } from "../token-bound.ts";
import { tokenBucket } from "./token-bucket.ts";
import { turnstile } from "./turnstile.ts";

export interface LimitOptions {
	/** Calls under way at once, an integer >= 1. Default: no limit. */
	readonly concurrency?: number;
	readonly requestsPerMinute?: number;
	/** Input and output together. A call reserves its input and `maxTokens`, as providers reckon, and gives back what it did not use. */
	readonly tokensPerMinute?: number;
	readonly clock?: Clock;
}

/**
 * Holds calls back so that no more are under way, or sent in a minute, than the server takes. First come, first served;
 * an abort leaves the queue at once.
 *
 * One value of `limit()` in front of several models limits them together.
 *
 * @throws ConfigError when a limit is not a positive number
 * @example
 * typeof limit({ concurrency: 4, requestsPerMinute: 100 }) // => "function"
 */
export function limit(options: LimitOptions): Middleware {
	const { concurrency = Infinity, requestsPerMinute, tokensPerMinute, clock = systemClock } = options;
	for (const [name, value] of Object.entries({ concurrency, requestsPerMinute, tokensPerMinute })) {
		if (value !== undefined && !(value > 0)) {
			throw new ConfigError(`limit: expected ${name} above 0, found ${value}. Leave it out for no limit.`);
		}
	}
	const requests = requestsPerMinute === undefined ? null : tokenBucket(requestsPerMinute, clock);
	const tokens = tokensPerMinute === undefined ? null : tokenBucket(tokensPerMinute, clock);
	const queue = turnstile<number>(
		{
			allowed: () => concurrency,
			waitMs: (reserved) => Math.max(requests?.waitMs(1) ?? 0, tokens?.waitMs(reserved) ?? 0),
			admit(reserved) {
				requests?.take(1);
				tokens?.take(reserved);
			},
		},
		clock,
	);

	return (next, model) => async (request, context) => {
		const reserved =
			tokens === null ? 0 : (await inputTokensAtMost(model, request)) + outputTokensAtMost(model, request);
		await queue.enter(reserved, context.signal);
		let used = reserved; // a call that fails may have used what it reserved
		try {
			const response = await next(request, context);
			const { inputTokens, cachedInputTokens, cacheWriteTokens, outputTokens } = response.usage;
			used = inputTokens + cachedInputTokens + cacheWriteTokens + outputTokens;
			return response;
		} finally {
			tokens?.giveBack(reserved - used);
			queue.leave();
		}
	};
}
