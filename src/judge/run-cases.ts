import { setMaxListeners } from "node:events";
import { mapLimit } from "../core/pool.ts";
import type { EvaluateOptions } from "../evaluate/evaluate.ts";
import { cache } from "../model/middleware/cache.ts";
import type { Middleware, Model } from "../model/model.ts";
import { wrap } from "../model/wrap.ts";
import { withInterrupt } from "../notebook/interrupt.ts";
import { progress } from "../notebook/progress.ts";
import type { ModelChoice } from "../program/program.ts";

/** What judging many cases takes, as `evaluate` takes it. */
export interface JudgingOptions extends Pick<EvaluateOptions, "level" | "progress"> {
	/** For a judge without a model of its own. */
	readonly model?: Model;
	/** Cases under way at once; default 4. */
	readonly concurrency?: number;
	/** Default: verdicts are kept on disk, so that a second run asks for none again. `false` asks every time. */
	readonly cache?: Middleware | false;
	/** For sampling judges and for the bootstrap; default 0. */
	readonly seed?: number;
	/** Stops the judging. The stop button and Ctrl-C do so by themselves; with the cache, the next run goes on from there. */
	readonly signal?: AbortSignal;
}

/** Puts the cache around every step's model, as `judge.using(modelsOf(options))`. */
export function modelsOf(options: Pick<JudgingOptions, "model" | "cache">): ModelChoice {
	const layers = options.cache === false ? [] : [options.cache ?? cache()];
	return (current) => {
		const model = current ?? options.model;
		return model === undefined ? undefined : wrap(model, ...layers);
	};
}

/** What a judge needs besides the case, but for its trace. */
export interface CaseContext {
	readonly seed: number;
	readonly signal: AbortSignal;
	readonly model?: Model;
}

/**
 * Works through cases, several at once, with a bar, until all are done or the reader stops it.
 *
 * @throws what the first failing piece of work throws; AbortedError when stopped
 */
export async function runCases<T, R>(
	what: string,
	items: readonly T[],
	options: JudgingOptions,
	work: (item: T, context: CaseContext) => Promise<R>,
): Promise<R[]> {
	const { seed = 0, concurrency = 4 } = options;
	const bar = options.progress === false ? undefined : (options.progress ?? progress(what, items.length));
	let done = 0;
	return withInterrupt(options.signal, async (signal) => {
		setMaxListeners(0, signal); // every case under way listens
		const context = { seed, signal, ...(options.model === undefined ? {} : { model: options.model }) };
		return mapLimit(
			items,
			concurrency,
			async (item) => {
				const result = await work(item, context);
				done++;
				bar?.update({ done });
				return result;
			},
			signal,
		);
	}).finally(() => bar?.done());
}
