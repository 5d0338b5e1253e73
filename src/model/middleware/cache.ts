import { join } from "node:path";
import { env } from "node:process";
import { messageOf } from "../../core/errors.ts";
import type { Middleware, ModelResponse } from "../model.ts";
import { requestKey } from "../request-key.ts";
import { singleFlight } from "../single-flight.ts";
import { replayResponse, storedResponse } from "../stored-response.ts";
import { diskStore, memoryStore } from "./cache-store.ts";

export interface CacheOptions {
	/**
	 * Where the answers are kept; null keeps them in memory, for this value of `cache()` only.
	 * Default: the folder that the environment variable TOUCHSTONE_CACHE names, else `.touchstone/cache` below the current one.
	 */
	readonly folder?: string | null;
}

/**
 * Keeps answers on disk, so that a second run of the same work makes no call.
 *
 * The key is a hash of the model's identity and the whole request, `sample` included. Several processes may share a folder.
 * An entry that was cut short or changed is a miss and is replaced. Failures are never kept, nor are answers that a filter
 * blocked: the rules of a filter change without the model's identity changing. Answers cut at `maxTokens` are kept, since
 * the limit is part of the key. Two identical calls under way in one process are one call; each caller may abort alone.
 *
 * A hit is marked `cached: true` and keeps the first call's usage and latency. When the folder cannot be written (no room,
 * no right) the run goes on without it and says so through `onStatus`.
 *
 * @example
 * typeof cache({ folder: null }) // => "function"
 */
export function cache(options: CacheOptions = {}): Middleware {
	const { folder = env.TOUCHSTONE_CACHE || join(".touchstone", "cache") } = options;
	const store = folder === null ? memoryStore() : diskStore(folder);
	const share = singleFlight<ModelResponse>();
	let saidUnwritable = false;

	return (next, model) => async (request, context) => {
		const key = requestKey(model.identity, request);

		// Looking is part of the shared work: whoever comes after it has landed finds the entry.
		const { value, joined } = await share(key, context.signal, async (signal) => {
			const kept = await store.read(key);
			if (kept !== null) return replayResponse(kept, context);
			const response = await next(request, { ...context, signal });
			if (response.finish === "blocked") return response;
			try {
				await store.write(key, storedResponse(response));
			} catch (error) {
				if (!saidUnwritable) context.onStatus?.(`cache: could not write (${messageOf(error)}), going on without`);
				saidUnwritable = true;
			}
			return response;
		});
		return joined ? replayResponse(storedResponse(value), context) : value;
	};
}
