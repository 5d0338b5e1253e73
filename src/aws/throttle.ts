import { type Clock, systemClock } from "../core/clock.ts";
import { ConfigError, isTouchstoneError, type ModelError } from "../core/errors.ts";
import { type RetryOptions, retry } from "../model/middleware/retry.ts";
import type { Generate, Middleware, ModelResponse } from "../model/model.ts";
import { outputTokensAtMost, tokenBound } from "../model/token-bound.ts";
import { type Lane, lane, type Outcome } from "./lane.ts";

export interface ThrottleOptions {
	/** The most calls under way at once. How many really are is found out: half after a refusal, one more after a round of successes. Default 64, begun with 8. */
	readonly concurrency?: number;
	/** The account's quota for this model (Service Quotas console). Default: none known. */
	readonly requestsPerMinute?: number;
	/** Input and output together; a call reserves its input and `maxTokens`, as Bedrock does, and gives back what it did not use. */
	readonly tokensPerMinute?: number;
	/** What is sent where a request has no `maxTokens`; counts towards the tokens reserved. */
	readonly maxTokens?: number;
	/** false: refusals are passed on at once. */
	readonly retry?: RetryOptions | false;
	readonly clock?: Clock;
}

/**
 * The one state that this package shares across a process, on purpose: a quota belongs to an account, a region and a model,
 * and two `aws.bedrock("nova-lite")` in two cells of a notebook use up the same one. It decides when a call is sent, never
 * what is answered.
 */
const lanes = new Map<string, Lane>();

/**
 * Sends calls no faster than AWS takes them, and sends a refused one again.
 *
 * Everyone with the same key waits in one line; credentials are no part of the keys that this package makes (account, region,
 * model as they are known before a call), so two models with other `credentials` objects but the same profile and region share
 * one line although their accounts may differ: no call is lost by it, at worst one waits longer than it must. A wait shows as "waiting 4 s, quota". A refusal with a Retry-After holds
 * all of them back for that long. Each try takes its turn anew, so that retries are not a second crowd.
 *
 * @param key who shares the quota: account or profile, region, model
 * @throws ConfigError when a limit is not a positive number
 * @see the notes of `retry` on waits with full jitter
 * @example
 * typeof throttle("us-east-1 amazon.nova-lite-v1:0", { requestsPerMinute: 200 }) // => "function"
 */
export function throttle(key: string, options: ThrottleOptions = {}): Middleware {
	const { concurrency, requestsPerMinute, tokensPerMinute, clock = systemClock } = options;
	for (const [name, value] of Object.entries({ concurrency, requestsPerMinute, tokensPerMinute })) {
		if (value !== undefined && !(value >= 1)) {
			throw new ConfigError(
				`aws: expected ${name} of at least 1, found ${value}. Leave it out where you do not know it.`,
			);
		}
	}
	const mine = lanes.get(key) ?? lane(clock);
	lanes.set(key, mine);
	mine.limit({ concurrency, requestsPerMinute, tokensPerMinute });

	return (next, model) => {
		const inTurn: Generate = async (request, context) => {
			const { maxTokens = options.maxTokens ?? 0 } = request;
			const reserved = likelyTokens(request) + outputTokensAtMost(model, { maxTokens });
			const leave = await mine.enter(reserved, context);
			let outcome: Outcome = { usedTokens: reserved, refusedMs: null, succeeded: false };
			try {
				const response = await next(request, context);
				outcome = { usedTokens: allTokens(response), refusedMs: null, succeeded: true };
				return response;
			} catch (error) {
				if (isRefusal(error)) outcome = { usedTokens: 0, refusedMs: error.retryAfterMs ?? 0, succeeded: false };
				throw error;
			} finally {
				leave(outcome);
			}
		};
		return options.retry === false ? inTurn : retry({ clock, ...options.retry })(inTurn, model);
	};
}

/** A guess: English has about four bytes a token, and a guess too low is put right by a refusal. No call is made to count. */
function likelyTokens(request: Parameters<Generate>[0]): number {
	return Math.ceil(tokenBound(request) / 3);
}

function allTokens({ usage }: ModelResponse): number {
	return usage.inputTokens + usage.cachedInputTokens + usage.cacheWriteTokens + usage.outputTokens;
}

function isRefusal(error: unknown): error is ModelError {
	return isTouchstoneError(error) && error.code === "model" && (error as ModelError).status === 429;
}
