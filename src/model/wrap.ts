import type { Generate, Middleware, Model } from "./model.ts";
import { withGenerate } from "./with-generate.ts";

/**
 * A model seen through middleware, outermost first. Write the order once:
 * `wrap(model, trace(), cache(), retry(), budget(), limit())`: trace sees cache hits, cache never stores
 * failures, budget counts what is really sent, limit stands nearest the wire.
 *
 * Middleware that changes answers (a guardrail) says so, and the wrapped model has another identity: to a cache outside
 * it, the model with and without are two.
 */
export function wrap(model: Model, ...middleware: readonly Middleware[]): Model {
	let seen = model;
	let generate: Generate = (request, context) => model.generate(request, context);
	for (const layer of [...middleware].reverse()) {
		generate = layer(generate, seen);
		if (layer.changes !== undefined) seen = withGenerate(seen, generate, `+${layer.changes}`);
	}
	return withGenerate(seen, generate);
}
