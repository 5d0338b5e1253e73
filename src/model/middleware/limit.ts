import { type Clock, systemClock } from "../../core/clock.ts";
import { ConfigError, throwIfAborted } from "../../core/errors.ts";
import { abortError } from "../abort.ts";
import type { Middleware } from "../model.ts";
import { inputTokensAtMost, outputTokensAtMost } from "../token-bound.ts";
import { tokenBucket } from "./token-bucket.ts";

export interface LimitOptions {
	/** Calls under way at once, an integer >= 1. Default: no limit. */
	readonly concurrency?: number;
	readonly requestsPerMinute?: number;
	/** Input and output together. A call reserves its input and `maxTokens`, as providers reckon, and gives back what it did not use. */
	readonly tokensPerMinute?: number;
	readonly clock?: Clock;
}

interface Waiting {
	readonly tokens: number;
	readonly start: () => void;
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
	const queue: Waiting[] = [];
	let underWay = 0;
	let alarm: AbortController | null = null;

	/** Starts as many of the first in the queue as may start now; sets an alarm for the next. */
	function advance(): void {
		alarm?.abort();
		alarm = null;
		for (let first = queue[0]; first !== undefined && underWay < concurrency; first = queue[0]) {
			const waitMs = Math.max(requests?.waitMs(1) ?? 0, tokens?.waitMs(first.tokens) ?? 0);
			if (waitMs > 0) {
				wakeIn(waitMs);
				return;
			}
			requests?.take(1);
			tokens?.take(first.tokens);
			underWay++;
			queue.shift();
			first.start();
		}
	}

	function wakeIn(ms: number): void {
		const mine = new AbortController();
		alarm = mine;
		clock.sleep(ms, mine.signal).then(advance, () => {});
	}

	function enter(reserved: number, signal: AbortSignal | undefined): Promise<void> {
		return new Promise((resolve, reject) => {
			const leave = () => {
				queue.splice(queue.indexOf(waiting), 1);
				reject(abortError(signal));
				advance();
			};
			const waiting: Waiting = {
				tokens: reserved,
				start: () => {
					signal?.removeEventListener("abort", leave);
					resolve();
				},
			};
			signal?.addEventListener("abort", leave, { once: true });
			queue.push(waiting);
			advance();
		});
	}

	return (next, model) => async (request, context) => {
		const reserved =
			tokens === null ? 0 : (await inputTokensAtMost(model, request)) + outputTokensAtMost(model, request);
		throwIfAborted(context.signal);
		await enter(reserved, context.signal);
		let used = reserved; // a call that fails may have used what it reserved
		try {
			const response = await next(request, context);
			const { inputTokens, cachedInputTokens, cacheWriteTokens, outputTokens } = response.usage;
			used = inputTokens + cachedInputTokens + cacheWriteTokens + outputTokens;
			return response;
		} finally {
			tokens?.giveBack(reserved - used);
			underWay--;
			advance();
		}
	};
}
