import { isTouchstoneError, type ModelError } from "../core/errors.ts";
import { type Span, spansOf } from "../core/trace.ts";

/** What calls used. Counts are the model's own where it reports them. */
export interface Usage {
	/** Input tokens that were neither read from nor written to a provider's prompt cache. */
	readonly inputTokens: number;
	readonly outputTokens: number;
	readonly cachedInputTokens: number;
	readonly cacheWriteTokens: number;
	/** US dollars; null when a price is unknown, never 0 in its place. Local models cost 0. */
	readonly costUsd: number | null;
	readonly calls: number;
}

export const noUsage: Usage = {
	inputTokens: 0,
	outputTokens: 0,
	cachedInputTokens: 0,
	cacheWriteTokens: 0,
	costUsd: 0,
	calls: 0,
};

/**
 * Adds usages; one unknown cost makes the sum unknown.
 *
 * @example
 * sumUsage([{ ...noUsage, costUsd: 0.5 }, { ...noUsage, costUsd: null }]).costUsd // => null
 */
export function sumUsage(usages: Iterable<Usage>): Usage {
	let { inputTokens, outputTokens, cachedInputTokens, cacheWriteTokens, calls } = noUsage;
	let costUsd: number | null = 0;
	for (const usage of usages) {
		inputTokens += usage.inputTokens;
		outputTokens += usage.outputTokens;
		cachedInputTokens += usage.cachedInputTokens;
		cacheWriteTokens += usage.cacheWriteTokens;
		calls += usage.calls;
		costUsd = costUsd === null || usage.costUsd === null ? null : costUsd + usage.costUsd;
	}
	return { inputTokens, outputTokens, cachedInputTokens, cacheWriteTokens, costUsd, calls };
}

/** What a model span says of its call. Written by `callModel`, read by reports. */
export interface ModelSpanFacts {
	readonly model: string;
	readonly usage: Usage;
	/** Time at the model, in milliseconds; kept by caches and tapes, so a replay shows the first run's. */
	readonly latencyMs: number;
	/** True when no call was made because a cache or a tape had the answer. */
	readonly cached: boolean;
}

/** The facts of every model call in a trace; a model made of models (route, fallback) counts once. */
export function modelCalls(span: Span): ModelSpanFacts[] {
	return spansOf(span, "model")
		.map((call) => call.attributes as Partial<ModelSpanFacts>)
		.filter((facts): facts is ModelSpanFacts => facts.usage !== undefined);
}

/** What a trace's calls cost in all, cached answers priced as if they had been asked for. */
export function usageOf(span: Span): Usage {
	return sumUsage(modelCalls(span).map((call) => call.usage));
}

/** What this run really sent: cached answers left out. */
export function spentIn(span: Span): Usage {
	return sumUsage(
		modelCalls(span)
			.filter((call) => !call.cached)
			.map((call) => call.usage),
	);
}

/** What a failed call was billed for, where its error says so: an answer that nobody could read. */
export function usageOfFailure(error: unknown): Usage | null {
	if (!isTouchstoneError(error) || error.code !== "model") return null;
	const { usage } = error as ModelError;
	return usage === undefined ? null : { ...noUsage, ...usage };
}
