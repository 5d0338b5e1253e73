import { type Clock, systemClock } from "../../core/clock.ts";
import { ConfigError, isTouchstoneError, type ModelError } from "../../core/errors.ts";
import type { Middleware, Model, ModelRequest, ModelResponse, Price } from "../model.ts";
import { inputTokensAtMost, outputTokensAtMost } from "../token-bound.ts";
import { type Amount, noAmount } from "./amount.ts";
import { deadline } from "./deadline.ts";
import { ledger } from "./ledger.ts";

/** A hard limit. What is left out is not limited. */
export interface Budget {
	/** Calls sent. */
	readonly calls?: number;
	/** Input and output tokens together. */
	readonly tokens?: number;
	/** US dollars. */
	readonly usd?: number;
	/** Wall time from the first call on. */
	readonly seconds?: number;
}

export interface Spent {
	readonly calls: number;
	readonly tokens: number;
	/** null when a call of unknown price was made. */
	readonly usd: number | null;
	readonly seconds: number;
}

export interface BudgetMiddleware extends Middleware {
	readonly limit: Budget;
	/** What has been sent so far; calls under way are counted when they end. */
	readonly spent: Spent;
	/** The same purse, telling a listener what each call used and what had been set aside for it. */
	counting(listener: (used: Amount, worst: Amount) => void): Middleware;
	/** Books what was spent before: a run that is resumed has already spent it. */
	charge(used: Amount): void;
	/**
	 * Runs work that ends with the time limit: what stands around the calls, such as waiting to send one again.
	 *
	 * @throws BudgetError when the time is over
	 */
	within<T>(signal: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
}

/**
 * A hard budget: a call that might pass it is not sent.
 *
 * Before each call its worst case is set aside: its input tokens (counted where the model can, else bounded by its bytes,
 * about four times too many) and `maxTokens` of output. When it ends, what it did not use comes back; calls that do not fit
 * only because of others under way wait for those. At the time limit no call starts, and calls under way are aborted.
 * A call that fails with an HTTP status counts as a call of no tokens; one that was aborted or cut off may have been billed,
 * and keeps its worst case. Only a provider that reports more than was asked for can make `spent` pass the limit.
 *
 * One value in front of several models limits them together. Inside a cache, hits are free.
 *
 * @throws ConfigError when wrapping a model of unknown price in a dollar budget, or on a request without `maxTokens` where
 *   tokens or dollars are limited
 * @throws BudgetError when a call does not fit; nothing was sent
 * @example
 * const purse = budget({ usd: 2, seconds: 600 }); // wrap(model, cache(), retry(), purse)
 * purse.spent // => { calls: 0, tokens: 0, usd: 0, seconds: 0 }
 */
export function budget(limit: Budget, options: { readonly clock?: Clock } = {}): BudgetMiddleware {
	for (const [name, value] of Object.entries(limit)) {
		if (value !== undefined && !(value >= 0)) throw new ConfigError(`budget: expected ${name} >= 0, found ${value}.`);
	}
	const book = ledger(limit);
	const time = deadline(limit.seconds ?? Infinity, () => book.spent, options.clock ?? systemClock);

	const counting =
		(listener: (used: Amount, worst: Amount) => void): Middleware =>
		(next, model) => {
			if (limit.usd !== undefined && (model.price === undefined || model.price === null)) {
				throw new ConfigError(
					`budget: expected a known price for ${model.id}, found none. Give the model a price, or limit calls or tokens.`,
				);
			}
			return (request, context) =>
				time.run(context.signal, async (signal) => {
					const worst = await worstCase(limit, model, request);
					await book.reserve(worst, signal);
					let used: Amount = worst;
					try {
						const response = await next(request, { ...context, signal });
						used = usedBy(response, limit.usd === undefined ? null : worst.usd);
						return response;
					} catch (error) {
						used = usedByFailure(error, worst);
						throw error;
					} finally {
						book.settle(worst, used);
						listener(used, worst);
					}
				});
		};
	return Object.defineProperties(
		counting(() => {}),
		{
			limit: { value: limit, enumerable: true },
			spent: { get: () => ({ ...book.spent, seconds: time.elapsedSeconds() }), enumerable: true },
			counting: { value: counting },
			charge: { value: book.charge },
			within: { value: time.run },
		},
	) as BudgetMiddleware;
}

async function worstCase(limit: Budget, model: Model, request: ModelRequest): Promise<Amount> {
	if (limit.tokens === undefined && limit.usd === undefined) return { calls: 1, tokens: 0, usd: 0 };
	const price = limit.usd === undefined ? undefined : model.price;
	const outputCounts = limit.tokens !== undefined || (price?.output ?? 0) > 0;
	if (outputCounts && request.maxTokens === undefined) {
		throw new ConfigError(
			`budget: expected maxTokens in every request to ${model.id}, found none. Without it a call has no worst case.`,
		);
	}
	const input = await inputTokensAtMost(model, request);
	const output = outputTokensAtMost(model, request);
	return {
		calls: 1,
		tokens: input + output,
		usd: price ? (input * dearestInput(price) + output * price.output) / 1e6 : 0,
	};
}

// any of the input may turn out to be read from, or written to, the provider's prompt cache
function dearestInput(price: Price): number {
	return Math.max(price.input, price.cacheRead ?? 0, price.cacheWrite ?? 0);
}

function usedBy(response: ModelResponse, usdIfUnknown: number | null): Amount {
	if (response.cached) return noAmount; // a tape further in: no call was made
	const { inputTokens, cachedInputTokens, cacheWriteTokens, outputTokens, costUsd, calls } = response.usage;
	return {
		calls: Math.max(1, calls),
		tokens: inputTokens + cachedInputTokens + cacheWriteTokens + outputTokens,
		usd: costUsd ?? usdIfUnknown,
	};
}

function usedByFailure(error: unknown, worst: Amount): Amount {
	if (!isTouchstoneError(error)) return worst;
	if (error.code === "config" || error.code === "budget" || error.code === "missing-dependency") return noAmount;
	const refused = error.code === "model" && (error as ModelError).status !== undefined;
	return refused ? { ...noAmount, calls: 1 } : worst;
}
