import { tracedGenerate } from "../call.ts";
import type { Middleware } from "../model.ts";

/**
 * Records each call as a span: request, answer, usage, latency, and whether it came from a cache.
 *
 * Outermost in `wrap`, so that it sees cache hits. Programs record their own calls already; this is for models that are
 * called by hand.
 */
export function trace(): Middleware {
	return tracedGenerate;
}
